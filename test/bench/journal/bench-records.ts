/** Records of the usual size for measurements, signed or to be signed. */
import { signedMessage } from "../../../shared/crypto/signature.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { parseRecordId, recordBytes, type LedgerRecord, type RecordId } from "../../../shared/ledger/record.ts";
import { nodeDigestHex } from "../../../main/signature/node-digest.ts";
import { noon, recordNumber, writer } from "../../unit/journal/journal-fixture.ts";

const pattern = recordNumber(0, "outer race worn, bearing replaced").record;

/** A record that is made and not signed yet. */
export interface UnsignedRecord {
  readonly record: LedgerRecord;
  readonly bytes: Uint8Array;
}

/** `count` different records of about 500 bytes. */
export const unsignedRecords = (count: number): ReadonlyArray<UnsignedRecord> =>
  Array.from({ length: count }, (_, number) => {
    const record = { ...pattern, at: noon, body: { ...pattern.body, number }, seq: number + 1 };
    return { record, bytes: recordBytes(record) };
  });

/** What a writer does with a record before it can be stored: sign and digest. */
export const signRecord = ({ record, bytes }: UnsignedRecord): SignedRecord => {
  const signature = writer.sign(signedMessage("record", bytes));
  return { id: idOf(bytes), record, bytes, signature };
};

const idOf = (bytes: Uint8Array): RecordId => {
  const id = parseRecordId(nodeDigestHex(bytes));
  if (id === null) throw new Error("A digest has 64 hex digits");
  return id;
};

/** Runs work and gives seconds. */
export const secondsOf = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};
