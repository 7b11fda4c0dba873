/** The records that every measurement works on: a seeded fleet, signed by real keys, with its graph. */
import { generatedEvent, type OpenDefect } from "../../main/demo/generated-event.ts";
import { generatedMachine, type GeneratedMachine } from "../../main/demo/generated-machine.ts";
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { Ledger } from "../../shared/ledger/ledger.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import type { BundleExtras } from "../../main/bundle/bundle-lines.ts";
import { memoryTarget, writeBundle } from "../../main/bundle/bundle-writer.ts";
import { seededHistories } from "../doubles/seeded-histories.ts";
import { seededSigner } from "../doubles/seeded-signer.ts";
import type { SeededWriter } from "../doubles/seeded-writer.ts";
import { valueOf } from "../doubles/value-of.ts";

export interface BenchFleet {
  readonly register: HistoryId;
  readonly assets: ReadonlyArray<HistoryId>;
  /** Parents before children. */
  readonly records: ReadonlyArray<SignedRecord>;
}

/** Records of one asset on average: some years of a machine's life. */
const recordsPerAsset = 200;

/**
 * Makes the fleet that `throughlife generate` makes, the same for the same number of records: the owner reads
 * instruments and reports defects, the service provider works, and each knows what the other wrote before.
 */
export const benchFleet = (records: number): BenchFleet => {
  const { records: founding, register, writers } = seededHistories({ assets: 0, disorder: 0, records: 0, seed: 1 });
  const [owner, service] = writers;
  if (owner === undefined || service === undefined) throw new Error("The writers of the fleet are missing");
  service.learnFrom(owner);
  const written = [...founding];
  const machines = Array.from({ length: Math.ceil(records / recordsPerAsset) }, (_, number) => {
    const machine = generatedMachine(seed, number);
    const body: JsonObject = JSON.parse(JSON.stringify({ ...machine.registered, nonce: nonceOf(number), register }));
    const { bornMs } = machine;
    const times = { atMillis: bornMs, utcMillis: bornMs };
    const founded = owner.write({ ...times, body, history: null, type: "asset/registered@1" });
    written.push(founded);
    return { history: founded.id, lived: 0, machine, open: [] };
  });
  for (let turn = 0; written.length < records; turn++) {
    const living = machines[turn % machines.length];
    if (living !== undefined) written.push(live(living, { owner, service }));
  }
  return { assets: machines.map(({ history }) => history), records: written, register };
};

interface Living {
  readonly history: HistoryId;
  readonly machine: GeneratedMachine;
  readonly open: OpenDefect[];
  lived: number;
}

const seed = 1;

const nonceOf = (number: number): string => number.toString(16).padStart(32, "0");

const live = (
  living: Living,
  { owner, service }: { readonly owner: SeededWriter; readonly service: SeededWriter },
): SignedRecord => {
  const { history, machine, open } = living;
  const wish = { machine, number: living.lived++, of: recordsPerAsset, open, seed };
  const { event, repairs, reports } = generatedEvent(wish);
  const [writer, other] = event.type === "service/performed@1" ? [service, owner] : [owner, service];
  writer.learnFrom(other);
  const body: JsonObject = JSON.parse(JSON.stringify(event.body));
  const millis = Date.parse(event.at);
  const written = writer.write({ atMillis: millis, body, history, type: event.type, utcMillis: millis });
  if (repairs !== null) open.splice(open.indexOf(repairs), 1);
  if (reports !== null) open.push({ fault: reports, id: written.id });
  return written;
};

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
  receipts: async () => success([]),
};
