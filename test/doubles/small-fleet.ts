/** A register with an owner, a service provider and an inspector, and assets whose histories a test writes by hand. */
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { counterBody, defectBody, registeredBody, workBody } from "./seeded-bodies.ts";
import { seededHistories } from "./seeded-histories.ts";
import { seededRandom } from "./seeded-random.ts";
import type { SeededWriter } from "./seeded-writer.ts";

export interface SmallFleet {
  readonly register: RecordId;
  /** The register's records. */
  readonly founding: ReadonlyArray<SignedRecord>;
  readonly owner: SeededWriter;
  readonly service: SeededWriter;
  readonly inspector: SeededWriter;
  readonly auditor: SeededWriter;
  /** Writes a record a minute after the last one, by a writer that knows all that is named in `after`. */
  readonly write: (writer: SeededWriter, history: RecordId | null, type: string, body: JsonObject, hoursLate?: number) => SignedRecord;
  /** Founds an asset that differs from the usual one in some fields, and tells everybody. */
  readonly found: (fields?: JsonObject) => SignedRecord;
  /** Everybody learns what everybody knows. */
  readonly meet: () => void;
}

/** The fleet before its first asset. */
export const smallFleet = (): SmallFleet => {
  const { records, register, writers } = seededHistories({ seed: 5, assets: 0, records: 0, disorder: 0 });
  const [owner, service, inspector, auditor] = writers;
  if (owner === undefined || service === undefined || inspector === undefined || auditor === undefined) throw new Error("Keys are missing");
  const random = seededRandom(5);
  let millis = Date.parse("2026-02-01T08:00:00Z");
  let number = 0;
  const write: SmallFleet["write"] = (writer, history, type, body, hoursLate = 0) => {
    millis += 60_000;
    return writer.write({ history, type, body, atMillis: millis - hoursLate * 3_600_000, utcMillis: millis });
  };
  const meet = (): void => {
    for (const writer of writers) owner.learnFrom(writer);
    for (const writer of writers) writer.learnFrom(owner);
  };
  const found: SmallFleet["found"] = (fields = {}) => {
    const record = write(owner, null, "asset/registered@1", { ...registeredBody(random, ++number, register), ...fields });
    meet();
    return record;
  };
  meet();
  return { register, founding: records, owner, service, inspector, auditor, write, found, meet };
};

const fixed = seededRandom(11);
const usual = { work: workBody(fixed, []), defect: defectBody(fixed), counters: counterBody(fixed) };

/** Work with some members changed. */
export const work = (changes: JsonObject = {}): JsonObject => ({ ...usual.work, attachments: [], counters: [], cost: null, people: null, ...changes });
/** A defect with some members changed. */
export const defect = (changes: JsonObject = {}): JsonObject => ({ ...usual.defect, attachments: [], ...changes });
/** Readings of the operating hours. */
export const hours = (value: string): JsonObject => ({ readings: [{ counter: "operating hours", reading: { unit: "h", value } }], remark: null });
