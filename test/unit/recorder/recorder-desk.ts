/** A recorder over a journal in memory, with a register of its own, an asset and keys to write with. */
import { foundRegister, enrolIn } from "../../../main/recorder/found-register.ts";
import { openLedgerStore, type LedgerStore } from "../../../main/recorder/ledger-store.ts";
import { createRecordClock } from "../../../main/recorder/record-clock.ts";
import type { RecordSigner, RecordWish } from "../../../main/recorder/record-wish.ts";
import { createRecorder, type Recorder } from "../../../main/recorder/recorder.ts";
import { storedRecord, type SignedRecord } from "../../../shared/ledger/frame.ts";
import type { Opening } from "../../../shared/ledger/bundle.ts";
import type { HistoryId, LedgerRecord, RecordId } from "../../../shared/ledger/record.ts";
import { success } from "../../../shared/outcome/outcome.ts";
import { defectBody, testClock, testSigner } from "../../doubles/test-company.ts";
import { seededRandom } from "../../doubles/seeded-random.ts";
import { randomHex } from "../../doubles/seeded-bodies.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { memoryJournal, type MemoryJournal } from "./memory-journal.ts";

export interface RecorderDesk {
  readonly journal: MemoryJournal;
  readonly store: LedgerStore;
  readonly recorder: Recorder;
  readonly register: HistoryId;
  readonly asset: HistoryId;
  readonly founder: RecordSigner;
  readonly openings: ReadonlyArray<Opening>;
  /** A key with a word, enrolled with roles; none leaves it unknown. */
  readonly key: (word: string, ...roles: ReadonlyArray<string>) => Promise<RecordSigner>;
  /** The store of the same journal, opened anew. */
  readonly reopen: () => Promise<LedgerStore>;
  /** The record of an id, from the journal. */
  readonly recordOf: (id: RecordId) => LedgerRecord;
}

/** A wish to report a defect. */
export const defectIn = (history: HistoryId, summary = "Seal leaks", more: Partial<RecordWish> = {}): RecordWish => ({
  at: null, body: defectBody(summary), history, type: "service/defect-reported@1", ...more,
});

/** Founds everything; the founder holds the roles owner and validator. */
export const recorderDesk = async (): Promise<RecorderDesk> => {
  const random = seededRandom(1);
  const hex = (digits: number): string => randomHex(random, digits);
  const [founder, installation] = [testSigner("founder"), testSigner("installation")];
  const journal = memoryJournal();
  const openings: Opening[] = [];
  const takeOpenings: LedgerStore["takeOpenings"] = async (given) => success(openings.push(...given));
  const parts = { journal, installation: installation.key, snapshot: { files: faultyDisk().files, path: "/graph", program: "1.0.0" }, takeOpenings };
  const store = valueOf(await openLedgerStore(parts));
  const recorder = createRecorder({ store, clock: createRecordClock(testClock(), hex) });
  const person = { name: "Anna Berg", signer: founder };
  const register = valueOf(await foundRegister(recorder, { party: "Hydro", roles: ["owner"], installation, person, randomHex: hex }));
  const enrol = enrolIn({ recorder, register, signer: founder, randomHex: hex });
  const key: RecorderDesk["key"] = async (word, ...roles) => {
    const signer = testSigner(word);
    if (roles.length > 0) valueOf(await enrol({ kind: "organisation", name: word, organisation: null, keys: [signer.key], roles }));
    return signer;
  };
  const body = {
    description: null, equipment_class: { code: "PU", edition: "ISO 14224:2016" }, identifiers: [], life_number: 1, location: null, maker: null,
    model: null, nonce: hex(32), register, serial: null, source: null, tag: "P-101",
  };
  const asset = valueOf(await recorder.record({ at: null, body, history: null, type: "asset/registered@1" }, founder)).id;
  const recordOf = (id: RecordId): LedgerRecord => signedIn(journal, id).record;
  return { journal, store, recorder, register, asset, founder, openings, key, recordOf, reopen: async () => valueOf(await openLedgerStore(parts)) };
};

/** A record with its signature, from the journal. */
export const signedIn = ({ held }: MemoryJournal, id: RecordId): SignedRecord => {
  const line = held.find((one) => one.id === id);
  if (line === undefined) throw new Error(`${id} is not in the journal`);
  return storedRecord(id, line.frame);
};
