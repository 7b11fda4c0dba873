/** A company in memory: an installation and a person with keys, a register, and the real recorder over a store without a disk. */
import { digest } from "../../shared/crypto/digest.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { instantFromMillis } from "../../shared/clock/instant.ts";
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { Opening } from "../../shared/ledger/bundle.ts";
import { recordBytes, recordIdOf, type HistoryId, type LedgerRecord, type RecordId } from "../../shared/ledger/record.ts";
import { signedMessage } from "../../shared/crypto/signature.ts";
import { frameBytes, type SignedRecord } from "../../shared/ledger/frame.ts";
import type { AttachmentReference } from "../../shared/ledger/sealed-value.ts";
import { enrolIn, foundRegister } from "../../main/recorder/found-register.ts";
import { createRecordClock } from "../../main/recorder/record-clock.ts";
import type { RecordSigner } from "../../main/recorder/record-wish.ts";
import { createRecorder, type Recorder } from "../../main/recorder/recorder.ts";
import { nodeSigner } from "../../main/signature/node-signature.ts";
import type { Signer } from "../../main/signature/signer.ts";
import { memoryLedgerStore, type MemoryLedgerStore } from "./memory-ledger-store.ts";
import { valueOf } from "./value-of.ts";

export interface TestCompany {
  readonly name: string;
  readonly installation: Signer;
  readonly person: Signer;
  readonly register: HistoryId;
  readonly store: MemoryLedgerStore;
  readonly recorder: Recorder;
  /** Founds an asset under a register, its own unless another is given; answers its history. */
  readonly asset: (tag: string, register?: HistoryId) => Promise<HistoryId>;
  /** Reports a defect: the smallest record of work. */
  readonly write: (history: HistoryId, summary: string, more?: Extra) => Promise<RecordId>;
  /** Enrols the installation and the person of another company in this register. */
  readonly enrol: (other: Pick<TestCompany, "installation" | "name" | "person">) => Promise<void>;
}

export interface Extra {
  readonly signer?: RecordSigner;
  readonly body?: JsonObject;
  readonly type?: string;
  readonly openings?: ReadonlyArray<Opening>;
}

/** A signer whose key follows from a word. */
export const testSigner = (word: string): Signer => nodeSigner(digest(utf8Of(`a key of the tests: ${word}`)));

/** A clock that moves a second with every look; all companies of one clock agree about the time. */
export const testClock = (start = Date.parse("2026-03-01T08:00:00Z")) => {
  let now = start;
  return {
    utc: () => instantFromMillis((now += 1000)),
    monoMicros: () => (now - start) * 1000,
    offsetMinutes: () => 0,
  };
};

/** Founds a company. The same name gives the same keys. */
export const testCompany = async (name: string, clock = testClock()): Promise<TestCompany> => {
  const [installation, person] = [testSigner(`${name} installation`), testSigner(`${name} person`)];
  const store = memoryLedgerStore(installation.key);
  const randomHex = hexFrom(name);
  const recorder = createRecorder({ store, clock: createRecordClock(clock, randomHex) });
  const founding = { party: name, roles: ["owner"], installation, person: { name: `Person of ${name}`, signer: person }, randomHex };
  const register = valueOf(await foundRegister(recorder, founding));

  const asset: TestCompany["asset"] = async (tag, under = register) => {
    const body = { ...assetBody, nonce: randomHex(32), register: under, tag };
    return valueOf(await recorder.record({ at: null, body, history: null, type: "asset/registered@1" }, person)).id;
  };
  const write: TestCompany["write"] = async (history, summary, { signer = person, type = defectType, body, openings = [] } = {}) =>
    valueOf(await recorder.record({ at: null, body: body ?? defectBody(summary), history, openings, type }, signer)).id;
  const enrol: TestCompany["enrol"] = async (other) => {
    const enrolOne = enrolIn({ recorder, register, signer: person, randomHex });
    const organisation = valueOf(await enrolOne({ kind: "organisation", name: other.name, organisation: null, keys: [], roles: [] }));
    const { installation: machine, person: writer } = other;
    valueOf(await enrolOne({ kind: "equipment", name: `Installation of ${other.name}`, organisation, keys: [machine.key], roles: ["installation"] }));
    valueOf(await enrolOne({ kind: "person", name: `Person of ${other.name}`, organisation, keys: [writer.key], roles: ["service-provider"] }));
  };
  return { name, installation, person, register, store, recorder, asset, write, enrol };
};

/** Signs a record as it is, right or wrong. */
export const signRecord = (record: LedgerRecord, signer: Signer): SignedRecord => {
  const bytes = recordBytes(record);
  return { id: recordIdOf(bytes), record, bytes, signature: signer.sign(signedMessage("record", bytes)) };
};

/** The frame of a signed record. */
export const frameOf = (signed: SignedRecord): Uint8Array => frameBytes(signed);

const defectType = "service/defect-reported@1";

/** The body of a defect report, with attachments where a test needs them. */
export const defectBody = (summary: string, attachments: ReadonlyArray<AttachmentReference> = []): JsonObject => ({
  attachments: attachments.map((reference) => ({ ...reference })),
  failure: { cause: null, detection: null, impact: null, mechanism: null, mode: null, operating_condition: null, text: null },
  occurred: { precision: "day", value: "2026-03-01", zone: "unstated" },
  summary,
});

/** The body of work done, with the digest of an opening that names the people. */
export const workBody = (summary: string, people: string | null = null): JsonObject => ({
  active_hours: null, activity: null, attachments: [], category: null, closes: [], cost: null, counters: [], done: null, down_hours: null,
  failure: null, occurred: { precision: "day", value: "2026-03-01", zone: "unstated" }, parts: [],
  people: people === null ? null : { sealed: people }, references: [], source: null, summary,
});

const assetBody: JsonObject = {
  description: null, equipment_class: { code: "PU", edition: "ISO 14224:2016" }, identifiers: [], life_number: 1,
  location: null, maker: null, model: null, serial: null, source: null,
};

/** Hex digits that look random and follow from a word. */
const hexFrom = (word: string) => {
  let count = 0;
  return (digits: number): string => hexOf(digest(utf8Of(`${word} ${count++}`))).slice(0, digits);
};
