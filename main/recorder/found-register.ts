/** Founds the register of a party: its charter, and the first enrolments under it (record-format.md, section 5). */
import type { JsonValue } from "../../shared/encoding/canonical-json.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { sealValue } from "../../shared/ledger/sealed-value.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { defaultCharter, installationRole, validatorRole } from "../../shared/register/default-charter.ts";
import type { CharterAnswers } from "../../shared/register/litmus-test.ts";
import type { BodyOf } from "../../shared/record-type/record-types.ts";
import type { RecordSigner, RecordWish } from "./record-wish.ts";
import type { Recorder } from "./recorder.ts";

export interface Founding {
  readonly party: string;
  readonly roles: ReadonlyArray<string>;
  /** The installation's own key. */
  readonly installation: RecordSigner;
  /** The person who founds, when there is one: then the installation itself records only what its instruments say. */
  readonly person: { readonly name: string; readonly signer: RecordSigner } | null;
  readonly randomHex: (digits: number) => string;
  /** The digest of the key that may replace each key, where one was made (pre-rotation). */
  readonly promised?: Promises;
  /** What the founder answers to the litmus test; the usual answers where nothing is given. */
  readonly answers?: CharterAnswers | null;
}

/** Key -> SHA-256 of the key that may replace it. */
export type Promises = ReadonlyMap<string, string>;

/** One party to be enrolled. A person's name is sealed for the writer of the enrolment. */
export interface Enrolment {
  readonly kind: BodyOf<"register/party-enrolled@1">["kind"];
  readonly name: string;
  readonly organisation: string | null;
  readonly keys: ReadonlyArray<string>;
  readonly roles: ReadonlyArray<string>;
  /** The party that gets these keys and roles besides; null for a new one. */
  readonly party?: string;
  readonly promised?: Promises;
}

/** Writes charter and enrolments; the answer is the register's id. */
export const foundRegister = async (recorder: Recorder, founding: Founding): Promise<Outcome<HistoryId>> => {
  const { installation, party, person, promised = new Map(), randomHex, roles } = founding;
  const founder = person?.signer ?? installation;
  const usual = defaultCharter({ name: party, nonce: randomHex(32), founderKey: founder.key, roles });
  const charter = { ...usual, ...founding.answers };
  const begun = await recorder.record(
    { at: null, body: asBody(charter), history: null, type: "register/charter@1" },
    founder,
  );
  if (!begun.ok) return begun;
  const register = begun.value.id;
  const enrol = enrolIn({ recorder, register, signer: founder, randomHex });
  const organisation = await enrol({ kind: "organisation", name: party, organisation: null, keys: [], roles });
  if (!organisation.ok) return organisation;
  const working = [...new Set([validatorRole, ...roles])];
  const machine = {
    kind: "equipment",
    name: `Installation of ${party}`,
    organisation: organisation.value,
    keys: [installation.key],
    promised,
  } as const;
  const enrolled = await enrol({ ...machine, roles: person === null ? working : [installationRole] });
  if (!enrolled.ok || person === null) return enrolled.ok ? success(register) : enrolled;
  const signing = await enrol({
    kind: "person",
    name: person.name,
    organisation: organisation.value,
    keys: [person.signer.key],
    promised,
    roles: working,
  });
  return signing.ok ? success(register) : signing;
};

export interface EnrolParts {
  readonly recorder: Recorder;
  readonly register: HistoryId;
  readonly signer: RecordSigner;
  readonly randomHex: (digits: number) => string;
}

/** Enrols parties in a register; the answer is the party's id: that of its first enrolment. */
export const enrolIn =
  ({ recorder, register, signer, randomHex }: EnrolParts) =>
  async (enrolment: Enrolment): Promise<Outcome<string>> => {
    const { kind, keys, name, organisation, party = null, promised, roles } = enrolment;
    const sealed = kind === "person" ? sealValue(name, signer.key, randomHex(32)) : null;
    const body: BodyOf<"register/party-enrolled@1"> = {
      keys: keys.map((key) => ({ key, next_sha256: promised?.get(key) ?? null })),
      kind,
      name: sealed?.sealed ?? name,
      organisation,
      party,
      roles: [...roles].sort(),
      valid_from: null,
      valid_until: null,
    };
    const wish: RecordWish = { at: null, body: asBody(body), history: register, type: "register/party-enrolled@1" };
    const recorded = await recorder.record(sealed === null ? wish : { ...wish, openings: [sealed.opening] }, signer);
    return recorded.ok ? success(party ?? recorded.value.id) : recorded;
  };

const asBody = (value: unknown): { readonly [name: string]: JsonValue } => JSON.parse(JSON.stringify(value));
