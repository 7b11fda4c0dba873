/** Lies about records on their way: what an exchange sends in the place of a record that the other side lacks. */
import { canonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { signedMessage } from "../../shared/crypto/signature.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { recordBytes, recordIdOf, type LedgerRecord, type RecordId } from "../../shared/ledger/record.ts";
import { success } from "../../shared/outcome/outcome.ts";
import type { Signer } from "../../main/signature/signer.ts";
import { utf8Of, textOf } from "../../shared/encoding/utf8.ts";
import type { MemoryLedgerStore } from "../doubles/memory-ledger-store.ts";
import { randomBelow, type SeededRandom } from "../doubles/seeded-random.ts";
import { signRecord } from "../doubles/test-company.ts";

interface Liar {
  readonly signer: Signer;
  /** What nobody may hold. */
  readonly forbidden: Set<RecordId>;
  /** What nobody may hold as complete: a reader that lacks the parent learns later that it is wrong. */
  readonly broken: Set<RecordId>;
}

/** `null` where this lie cannot be told about this record. */
type Lie = (signed: SignedRecord, liar: Liar, random: SeededRandom) => SignedRecord | null;

/** Reads of a store of which some are answered by a lie; what must never be taken in is noted with the liar. */
export const lyingRead = (random: SeededRandom, store: MemoryLedgerStore, liar: Liar): MemoryLedgerStore["read"] => {
  const lie = lies[randomBelow(random, lies.length)] ?? fail();
  return async (id) => {
    const answer = await store.read(id);
    const forged = answer.ok && randomBelow(random, 3) === 0 ? lie(answer.value, liar, random) : null;
    if (forged === null) return answer;
    if (forged.id !== id) (chainLies.includes(lie) ? liar.broken : liar.forbidden).add(forged.id);
    return success(forged);
  };
};

/** Signed by the liar, whatever it says. */
const resigned = (record: LedgerRecord, { signer }: Liar): SignedRecord =>
  signRecord({ ...record, writer: signer.key }, signer);

const withBytes = (bytes: Uint8Array, record: LedgerRecord, signer: Signer): SignedRecord => ({
  bytes,
  id: recordIdOf(bytes),
  record,
  signature: signer.sign(signedMessage("record", bytes)),
});

/** A record of the liar that goes on with somebody else's chain. */
const anothersChain: Lie = ({ id, record }, liar) =>
  record.writer === liar.signer.key
    ? null
    : resigned({ ...record, history: record.history ?? id, prev: id, seen: [], seq: record.seq + 1 }, liar);

/** Nothing of its own before it, and nothing seen: only a founder begins so. */
const withoutParents: Lie = ({ record }, liar) =>
  record.history === null ? null : resigned({ ...record, prev: null, seen: [], seq: 0 }, liar);

/** Its parent is a record of another history. */
const strangeParent: Lie = ({ id, record }, liar) =>
  record.history === null || otherOf(record) === null
    ? null
    : resigned({ ...record, history: otherOf(record) ?? id, prev: null, seen: [id], seq: 0 }, liar);

const chainLies: ReadonlyArray<Lie> = [anothersChain, strangeParent, withoutParents];

/** Each breaks one rule of record-format.md, sections 2 and 3. */
const lies: ReadonlyArray<Lie> = [
  ...chainLies,
  // A bit of the signature.
  (signed, _, random) => ({ ...signed, signature: flipped(signed.signature, random) }),
  // A bit of the record.
  (signed, _, random) => {
    const bytes = flipped(signed.bytes, random);
    return { ...signed, bytes, id: recordIdOf(bytes) };
  },
  // Another body under the signature of somebody else.
  (signed) => {
    const bytes = recordBytes({ ...signed.record, body: { ...signed.record.body, remark: "Not mine" } });
    return { ...signed, bytes, id: recordIdOf(bytes) };
  },
  // In the name of the writer, signed by the liar.
  ({ record }, { signer }) => {
    if (record.writer === signer.key) return null;
    return withBytes(recordBytes({ ...record, body: { ...record.body, remark: "Not theirs" } }), record, signer);
  },
  // A seq that nothing stands before.
  ({ record }, liar) => resigned({ ...record, prev: null, seq: record.seq + 7 }, liar),
  // Bytes that are not canonical.
  ({ bytes, record }, { signer }) =>
    withBytes(utf8Of((textOf(bytes) ?? "{}").replace("{", "{ ")), { ...record, writer: signer.key }, signer),
  // A member more than the table knows.
  ({ record }, { signer }) => {
    const { clock, register, seen, ...rest } = { ...record, writer: signer.key };
    const more = { ...rest, clock: { ...clock }, note: "more", register: [...register], seen: [...seen] };
    return withBytes(canonicalBytes(more), record, signer);
  },
];

/** A parent that founds nothing. */
const otherOf = ({ history, seen }: LedgerRecord): RecordId | null => seen.find((id) => id !== history) ?? null;

const flipped = (bytes: Uint8Array, random: SeededRandom): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  const place = randomBelow(random, copy.length);
  copy[place] = (copy[place] ?? 0) ^ (1 << randomBelow(random, 8));
  return copy;
};

const fail = (): never => {
  throw new Error("There is a lie for every number");
};
