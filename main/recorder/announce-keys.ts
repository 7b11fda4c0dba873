/**
 * Says in registers that a key took the place of another: by the successor that was promised, or by a validator's
 * enrolment (record-format.md, section 5, Rotation). Asked again it writes only what is missing.
 */
import { digestHex } from "../../shared/crypto/digest.ts";
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import { bytesOfHex } from "../../shared/encoding/hex.ts";
import type { History } from "../../shared/ledger/history.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { isPromisedSuccessor } from "../../shared/register/register-change.ts";
import { partyOfKey, type Party, type RegisterState } from "../../shared/register/register-state.ts";
import type { HistoryStore } from "./history-store.ts";
import type { RecordSigner, RecordWish } from "./record-wish.ts";
import type { Recorder } from "./recorder.ts";

/** A key of this installation, those that it follows, and the one that may follow it. */
export interface OwnKey {
  readonly key: string;
  /** The oldest first. */
  readonly former: ReadonlyArray<string>;
  /** The public key of its successor, `null` where none was made. */
  readonly successor: string | null;
}

export interface AnnounceParts {
  readonly recorder: Pick<Recorder, "recordAll">;
  readonly store: Pick<HistoryStore, "judge" | "ledger">;
}

/** The digest that an enrolment promises a successor by. */
export const promiseOf = (successor: string): string => digestHex(bytesOfHex(successor) ?? new Uint8Array(0));

/** Registers that know a former key and not the one that follows it. */
export const registersWithout = (store: AnnounceParts["store"], { former, key }: OwnKey): ReadonlyArray<HistoryId> =>
  store.ledger.histories
    .registers()
    .map(({ id }) => id)
    .filter((id) => {
      const state = store.judge.registerNow(id);
      return former.some((old) => state.partiesByKey.has(old)) && !state.partiesByKey.has(key);
    });

/** Rotates in every register that promises this key; the signer is the new key. Answers how many records it took. */
export const rotateKey = async (
  { recorder, store }: AnnounceParts,
  { former, key }: OwnKey,
  signer: RecordSigner,
): Promise<Outcome<number>> => {
  let written = 0;
  for (const { id } of store.ledger.histories.registers()) {
    for (const old of former) {
      const wishes = rotationsIn(store, id, { key, old });
      const recorded = wishes.length === 0 ? success([]) : await recorder.recordAll(wishes, signer);
      if (!recorded.ok) return failed(recorded.failure);
      written += wishes.length;
    }
  }
  return success(written);
};

/**
 * What a validator enrols in a register: keys that follow those of a party and that nobody promised, and the promises
 * that are missing.
 */
export const enrolmentsIn = (state: RegisterState, own: ReadonlyArray<OwnKey>): ReadonlyArray<JsonObject> =>
  own.flatMap((one) => {
    const party = partyThatHas(state, one);
    const hasPromise = one.successor === null || state.commitments.has(one.key);
    if (party === null || (hasPromise && state.partiesByKey.has(one.key))) return [];
    const next = one.successor === null ? null : promiseOf(one.successor);
    return [
      {
        keys: [{ key: one.key, next_sha256: next }],
        kind: party.kind,
        name: typeof party.name === "string" ? party.name : { ...party.name },
        organisation: party.organisation,
        party: party.id,
        roles: [...party.roles].sort(),
        valid_from: null,
        valid_until: null,
      },
    ];
  });

const partyThatHas = (state: RegisterState, { former, key }: OwnKey): Party | null => {
  for (const one of [key, ...former.toReversed()]) {
    const party = partyOfKey(state, one);
    if (typeof party !== "string") return party;
  }
  return null;
};

/** Entries of one record: about 150 bytes each, far below what a record may have. */
const entriesMax = 300;

interface Rotation {
  readonly key: string;
  readonly old: string;
}

const rotationsIn = (
  store: AnnounceParts["store"],
  register: HistoryId,
  { key, old }: Rotation,
): ReadonlyArray<RecordWish> => {
  const state = store.judge.registerNow(register);
  const body = (last_good: ReadonlyArray<LastGood>): JsonObject => ({
    last_good: last_good.map(({ history, id }) => ({ history, id })),
    new: key,
    old,
  });
  if (!isPromisedSuccessor({ body: body([]), writer: key }, state)) return [];
  const ends = (state.endsByKey.get(old) ?? []).filter(({ writer }) => writer === key);
  const missing = lastRecords(store, register, old).filter(
    ({ history, id }) => !ends.some(({ lastGood }) => lastGood.get(history) === id),
  );
  const chunks = Array.from({ length: Math.ceil(missing.length / entriesMax) }, (_, index) =>
    missing.slice(index * entriesMax, (index + 1) * entriesMax),
  );
  if (chunks.length === 0 && ends.length === 0) chunks.push([]);
  return chunks.map((chunk) => ({ at: null, body: body(chunk), history: register, type: "register/key-rotated@1" }));
};

interface LastGood {
  readonly history: HistoryId;
  readonly id: RecordId;
}

/** The last record of a key in every history under a register, as far as the key's records stand in one line there. */
const lastRecords = ({ ledger }: AnnounceParts["store"], register: HistoryId, key: string): ReadonlyArray<LastGood> =>
  [...ledger.histories.outlines()].flatMap((outline) => {
    const isUnder = outline.id === register || outline.foundsUnder === register;
    const held = isUnder && outline.hasWriter(key) ? ledger.history(outline.id) : undefined;
    const id = held === undefined ? undefined : lastInLine(held, key);
    return id === undefined ? [] : [{ history: outline.id, id }];
  });

const lastInLine = (history: History, key: string): RecordId | undefined => {
  const doubt = history.doubt(key);
  const [tip] = history.tipsOf(key);
  if (doubt === null || tip === undefined) return tip?.id;
  // From the fork on everything is disputed anyway: what stands before it stays good.
  return [...history.records.values()].find((record) => record.writer === key && record.seq === doubt.seq - 1)?.id;
};
