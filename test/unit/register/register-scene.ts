/** A register with its histories, told record by record; each standing is asked in several orders of arrival. */
import { isComplete } from "../../../shared/ledger/history.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import type { JsonObject } from "../../../shared/encoding/canonical-json.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import type { RecordId } from "../../../shared/ledger/record.ts";
import { inspectRecord } from "../../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../../shared/record-type/record-types.ts";
import { defaultCharter } from "../../../shared/register/default-charter.ts";
import { StandingJudge } from "../../../shared/register/standing-judge.ts";
import type { Standing, Verdict } from "../../../shared/register/standing.ts";
import type { Instant } from "../../../shared/clock/instant.ts";
import { witnessKey } from "../../doubles/witness-keys.ts";
import { MemoryTimes } from "../../doubles/memory-times.ts";
import { shuffled } from "../../doubles/seeded-histories.ts";
import { randomBelow, seededRandom } from "../../doubles/seeded-random.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { after, firstAfter, heldIn, keyNamed, minute, plainRecord } from "../ledger/plain-record.ts";

/** What one key says, and what of others it has seen. `at` is its own number of minutes, or the scene's next. */
export interface Said {
  readonly history?: SignedRecord;
  readonly prev?: SignedRecord | undefined;
  readonly seen?: ReadonlyArray<SignedRecord>;
  readonly register?: ReadonlyArray<SignedRecord>;
  readonly at?: number;
  readonly body?: JsonObject;
  /** The digest of the note that it names in `after`. */
  readonly named?: string;
}

export interface Rules {
  readonly permissions?: Readonly<Record<string, ReadonlyArray<string>>>;
  readonly quorums?: Readonly<Record<string, string>>;
}

export class RegisterScene {
  readonly records: SignedRecord[] = [];
  /** What witnesses say, in the order in which it was told. */
  readonly witnessed: Witnessed[] = [];
  readonly register: SignedRecord;
  readonly #last = new Map<string, SignedRecord>();
  #minute = 0;

  /** Founded by the key "founder", which holds the role validator by the charter. */
  constructor(rules: Rules = {}, more: JsonObject = {}) {
    const charter = defaultCharter({
      name: "Hydro",
      nonce: "ab".repeat(16),
      founderKey: keyNamed("founder"),
      roles: [],
    });
    const table = tableOf(
      rules,
      charter.permissions.map(({ roles, type }) => ({ roles: [...roles], type })),
    );
    this.register = this.say("founder", "register/charter@1", { body: { ...jsonOf(charter), ...table, ...more } });
  }

  /** Writes a record after the key's last one in the history, or after `prev`. Without `history` it founds one. */
  say(writer: string, type: string, said: Said = {}): SignedRecord {
    const place = said.history === undefined ? undefined : `${said.history.id} ${writer}`;
    const prev = said.prev ?? (place === undefined ? undefined : this.#last.get(place));
    const seen = said.seen ?? [];
    const where =
      prev === undefined ? { ...firstAfter(...seen), history: said.history?.id ?? null } : after(prev, ...seen);
    const at = minute(said.at ?? ++this.#minute);
    const register = (said.register ?? []).map(({ id }) => id);
    const record = plainRecord({
      writer,
      type,
      at,
      after: said.named ?? null,
      body: said.body ?? {},
      register,
      ...where,
    });
    this.records.push(record);
    this.#last.set(`${record.record.history ?? record.id} ${writer}`, record);
    return record;
  }

  /** Witnesses, by their numbers, cosign a checkpoint that holds the record. */
  witness(record: SignedRecord, minutes: number, ...witnesses: ReadonlyArray<number>): void {
    this.witnessed.push({ record, time: minute(minutes), witnesses });
  }

  witnessKey(number: number): string {
    return witnessKey(number).key;
  }

  /** A `register/*` record of the founder after its last one there, which has seen the given others. */
  rule(type: string, body: JsonObject, said: Said & { readonly by?: string } = {}): SignedRecord {
    return this.say(said.by ?? "founder", `register/${type}@1`, { history: this.register, ...said, body });
  }

  enrol(
    key: string,
    roles: ReadonlyArray<string>,
    said: Parameters<RegisterScene["rule"]>[2] & Enrolment = {},
  ): SignedRecord {
    const { next, party, ...rest } = said;
    return this.rule(
      "party-enrolled",
      {
        keys: [{ key: keyNamed(key), next_sha256: next ?? null }],
        kind: "person",
        name: `The person ${key}`,
        organisation: null,
        party: party?.id ?? null,
        roles: [...roles],
        valid_from: null,
        valid_until: null,
      },
      rest,
    );
  }

  rules(rules: Rules, said: Parameters<RegisterScene["rule"]>[2] = {}): SignedRecord {
    const { permissions } = defaultCharter({ name: "Hydro", nonce: "", founderKey: "", roles: [] });
    const table = tableOf(
      rules,
      permissions.map(({ roles, type }) => ({ roles: [...roles], type })),
    );
    return this.rule("rules-changed", { ...table, reason: "Agreed." }, said);
  }

  /** Founds an asset by a key that knew these register heads. */
  asset(writer: string, ...heads: ReadonlyArray<SignedRecord>): SignedRecord {
    return this.say(writer, "asset/registered@1", {
      register: heads,
      body: { ...assetBody, nonce: nonceOf(this.#minute), register: this.register.id },
    });
  }

  /** The verdict on a record, the same whenever each record comes and whenever somebody asks. */
  verdict(record: SignedRecord): Verdict {
    const found = this.#verdicts().get(record.id);
    if (found === undefined) throw new Error(`${record.id} was not judged`);
    return found;
  }

  standing(record: SignedRecord): Standing {
    return this.verdict(record).standing;
  }

  /** The standings of all records, in the order in which they were told. */
  standings(): ReadonlyArray<Standing> {
    return [...this.#verdicts().values()].map(({ standing }) => standing);
  }

  #verdicts(): ReadonlyMap<RecordId, Verdict> {
    const verdicts = arrivals.map((seed) => verdictsAfter(this, seed));
    const [first] = verdicts;
    for (const [index, other] of verdicts.entries()) {
      for (const [id, one] of first ?? []) {
        const found = other.get(id);
        if (JSON.stringify(found) === JSON.stringify(one)) continue;
        throw new Error(
          `Arrival ${arrivals[index]} judges ${id.slice(0, 8)} as ${JSON.stringify(found)}, not ${JSON.stringify(one)}`,
        );
      }
    }
    return first ?? new Map();
  }
}

interface Witnessed {
  readonly record: SignedRecord;
  readonly time: Instant;
  readonly witnesses: ReadonlyArray<number>;
}

interface Enrolment {
  readonly next?: string;
  readonly party?: SignedRecord;
}

/** 0 is the order in which the records were told. */
const arrivals = [0, 1, 2, 3, 4, 5];

// What witnesses say comes whenever it comes: before the record that it is about, or long after.
const verdictsAfter = ({ records, witnessed }: RegisterScene, seed: number): ReadonlyMap<RecordId, Verdict> => {
  const random = seededRandom(seed);
  const arrival = seed === 0 ? records : shuffled(random, records);
  const untold = seed === 0 ? [...witnessed] : [...shuffled(random, witnessed)];
  const ledger = new Ledger();
  const evidence = new MemoryTimes();
  const judge = new StandingJudge(ledger, isKnownType, evidence);
  const learn = (): void => {
    const told = untold.pop();
    if (told !== undefined) evidence.learnInclusion(told.record.id, told.time, told.witnesses);
  };
  for (const [index, record] of arrival.entries()) {
    const taken = valueOf(ledger.take(record, inspectRecord(record.record)));
    if (taken.kind === "held") continue;
    judge.arrived(taken.completed, isComplete(taken.record) ? [] : [taken.record]);
    // Whoever asks early must not be told later what was true then.
    if ((index + seed) % 3 !== 0) for (const id of ledger.histories.keys()) judge.verdicts(id);
    if (randomBelow(random, 3) === 0) learn();
  }
  while (untold.length > 0) learn();
  return new Map(arrival.map((record) => [record.id, judge.verdict(heldIn(ledger, record))]));
};

const tableOf = (
  { permissions = {}, quorums = {} }: Rules,
  defaults: ReadonlyArray<{ readonly roles: string[]; readonly type: string }>,
) => {
  const changed = Object.entries(permissions).map(([type, roles]) => ({ roles: [...roles], type }));
  return {
    permissions: [...defaults.filter(({ type }) => permissions[type] === undefined), ...changed].sort(byType),
    quorums: Object.entries(quorums)
      .map(([type, group]) => ({ group, type }))
      .sort(byType),
  };
};

const byType = (left: { readonly type: string }, right: { readonly type: string }): number =>
  left.type < right.type ? -1 : 1;

const jsonOf = (value: object): JsonObject => JSON.parse(JSON.stringify(value));

const nonceOf = (number: number): string => number.toString(16).padStart(32, "0");

const assetBody = {
  description: null,
  equipment_class: { code: "PU", edition: "ISO 14224:2016" },
  identifiers: [],
  life_number: 1,
  location: null,
  maker: null,
  model: null,
  serial: null,
  source: null,
  tag: "P-101",
};

/** The body of a defect report. */
export const defect: JsonObject = {
  attachments: [],
  failure: {
    cause: null,
    detection: null,
    impact: null,
    mechanism: null,
    mode: null,
    operating_condition: null,
    text: null,
  },
  occurred: { precision: "day", value: "2026-03-01", zone: "unstated" },
  summary: "Seal leaks",
};

/** A key's end, with the records that stay good. */
export const revocation = (key: string, lastGood: ReadonlyArray<SignedRecord> = []): JsonObject => ({
  compromised_since: null,
  key: keyNamed(key),
  last_good: lastGood.map(({ id, record }) => ({ history: record.history ?? id, id })),
  reason: "The laptop was stolen.",
});
