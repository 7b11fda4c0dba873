/** The records that every measurement works on: a seeded fleet, signed by real keys, with its graph. */
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { Ledger } from "../../shared/ledger/ledger.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import type { BundleExtras } from "../../main/bundle/bundle-lines.ts";
import { memoryTarget, writeBundle } from "../../main/bundle/bundle-writer.ts";
import { seededHistories } from "../doubles/seeded-histories.ts";
import { seededSigner } from "../doubles/seeded-signer.ts";
import { valueOf } from "../doubles/value-of.ts";

export interface BenchFleet {
  readonly register: HistoryId;
  readonly assets: ReadonlyArray<HistoryId>;
  /** Parents before children. */
  readonly records: ReadonlyArray<SignedRecord>;
}

/** Records of one asset on average: some years of a machine's life. */
const recordsPerAsset = 200;

/** Makes about so many records, the same for the same number. */
export const benchFleet = (records: number): BenchFleet =>
  seededHistories({ assets: Math.max(1, Math.ceil(records / recordsPerAsset)), disorder: 0, records, seed: 1 });

/** The bundle of the whole fleet. */
export const fleetBundle = async ({ assets, records }: BenchFleet): Promise<Uint8Array> => {
  const ledger = new Ledger();
  const byId = new Map<RecordId, SignedRecord>();
  for (const signed of records) {
    valueOf(ledger.take(signed, inspectRecord(signed.record)));
    byId.set(signed.id, signed);
  }
  const read = async (id: RecordId) => {
    const found = byId.get(id);
    return found === undefined ? refuse("notHeld", `The record ${id} is not here.`) : success(found);
  };
  const target = memoryTarget();
  valueOf(await writeBundle(assets, recordsAlone, target, { signer: seededSigner(0), store: { ledger, read } }));
  return target.bytes();
};

const recordsAlone: BundleExtras = {
  attachmentBytesMax: 0,
  attachments: null,
  notes: async () => success([]),
  opening: async () => null,
  receipt: async () => success(null),
};
