/** Taking bundles in: the same graph on both sides, a preview that changes nothing, and the good prefix of what is damaged. */
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { HistoryId, LedgerRecord } from "../../../shared/ledger/record.ts";
import { failed } from "../../../shared/outcome/outcome.ts";
import { sealValue } from "../../../shared/ledger/sealed-value.ts";
import { historyDigest } from "../../../shared/sync/history-digest.ts";
import { importBundle, previewBundle, type ImportParts } from "../../../main/peer/bundle-import.ts";
import { bytesSource } from "../../../main/bundle/bundle-source.ts";
import { openQuarantine } from "../../../main/peer/quarantine.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { memoryAttachments, type MemoryAttachments } from "../../doubles/memory-attachments.ts";
import { bundleOf, linesOf, packLines, packSigned, plainExtras } from "../../doubles/test-bundle.ts";
import { defectBody, frameOf, signRecord, testCompany, testSigner, workBody, type TestCompany } from "../../doubles/test-company.ts";
import { valueOf } from "../../doubles/value-of.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

let owner: TestCompany;
let service: TestCompany;
let pump: HistoryId;
let attachments: MemoryAttachments;

beforeEach(async () => {
  [owner, service] = [await testCompany("Owner"), await testCompany("Service")];
  attachments = memoryAttachments();
  await owner.enrol(service);
  pump = await owner.asset("P-101");
  await owner.write(pump, "Worn seal");
});

const partsOf = async (company: TestCompany, more: Partial<ImportParts> = {}): Promise<ImportParts> => ({
  store: company.store,
  quarantine: await quarantineOf(),
  attachments: memoryAttachments(),
  openingHeld: async (sealed) => company.store.openings.has(sealed),
  checker,
  verify: nodeVerify,
  ...more,
});

const quarantineOf = async () => {
  const disk = faultyDisk();
  valueOf(await disk.files.makeFolder("/quarantine"));
  return valueOf(await openQuarantine(disk.files, "/quarantine"));
};

const give = async (from: TestCompany, to: TestCompany, parts: Partial<ImportParts> = {}) =>
  valueOf(await importBundle(bytesSource((await bundleOf(from, [pump])).file), await partsOf(to, parts)));

const orderOf = (company: TestCompany, history = pump) => company.store.ledger.history(history)?.order.map(({ id }) => id);
const digestOf = (company: TestCompany, history = pump) => {
  const held = company.store.ledger.history(history);
  return held === undefined ? null : historyDigest(held);
};

test("two companies that wrote without contact end with the same order, the same tips and a fork", async () => {
  await give(owner, service);
  await owner.write(pump, "Owner looks");
  await service.write(pump, "Service looks");
  await service.write(pump, "Service looks again");
  const there = await give(service, owner);
  const back = await give(owner, service);
  expect(there).toMatchObject({ complete: true, fault: null, records: 2, quarantined: 0, pending: 0 });
  expect(there.histories).toContainEqual({ forks: 1, history: pump, known: true, new_records: 2, tag: "P-101" });
  expect(back).toMatchObject({ records: 1, complete: true });
  expect(orderOf(service)).toEqual(orderOf(owner));
  expect(digestOf(service)).toBe(digestOf(owner));
  expect(service.store.judge.verdicts(pump)).toEqual(owner.store.judge.verdicts(pump));
});

test("a second import takes nothing and says what is here already", async () => {
  const first = await give(owner, service);
  const second = await give(owner, service);
  expect(second).toMatchObject({ records: 0, already: first.records, openings: 0 });
});

test("a preview says exactly what the import then does, and changes nothing", async () => {
  await give(owner, service);
  await owner.write(pump, "Owner looks");
  await service.write(pump, "Service looks");
  const { file } = await bundleOf(service, [pump]);
  const before = [owner.store.ledger.size, owner.store.openings.size, owner.store.received.length, digestOf(owner)];
  const preview = valueOf(await previewBundle(bytesSource(file), await partsOf(owner)));
  expect([owner.store.ledger.size, owner.store.openings.size, owner.store.received.length, digestOf(owner)]).toEqual(before);
  expect(preview).toEqual(valueOf(await importBundle(bytesSource(file), await partsOf(owner))));
  expect(preview.records).toBe(1);
});

test("openings and attachments come along and are counted once", async () => {
  const { sealed, opening } = sealValue(["A. Fitter"], owner.person.key, "0f".repeat(16));
  const photo = attachments.put(new TextEncoder().encode("a photo"), "seal.jpg");
  await owner.write(pump, "Done", { body: workBody("Done", sealed.sealed), openings: [opening], type: "service/performed@1" });
  await owner.write(pump, "Photo", { body: defectBody("Photo", [photo]) });
  const { file } = await bundleOf(owner, [pump], plainExtras(owner.store.openings, attachments));
  const parts = await partsOf(service);
  const preview = valueOf(await previewBundle(bytesSource(file), parts));
  expect(await parts.attachments.size(photo.sha256)).toBeNull();
  const first = valueOf(await importBundle(bytesSource(file), parts));
  expect(first).toEqual(preview);
  // The names of the two people that were enrolled besides.
  expect(first).toMatchObject({ attachments: 1, openings: owner.store.openings.size });
  expect(await parts.attachments.size(photo.sha256)).toBe(photo.size);
  expect(valueOf(await importBundle(bytesSource(file), parts))).toMatchObject({ attachments: 0, openings: 0 });
});

describe("of a bad bundle", () => {
  const signedLines = async (change: (lines: string[]) => void): Promise<Uint8Array> => {
    const [header = "", ...lines] = linesOf((await bundleOf(owner, [pump])).file);
    lines.pop();
    change(lines);
    return packSigned(lines, owner.installation, header);
  };
  /** The last record of the pump, its frame number, and the records before it. */
  const lastOf = () => {
    const held = owner.store.ledger.history(pump)?.order.at(-1);
    if (held === undefined) throw new Error("The pump has no record");
    return held;
  };
  const recordOf = async (): Promise<LedgerRecord> => valueOf(await owner.store.read(lastOf().id)).record;
  const replaceLast = (record: LedgerRecord, signer = owner.person) => (lines: string[]) => {
    const index = lines.findLastIndex((line) => !line.startsWith("{"));
    lines[index] = Buffer.from(frameOf(signRecord(record, signer))).toString();
  };

  test("with another last line nothing is taken", async () => {
    const lines = linesOf((await bundleOf(owner, [pump])).file);
    const answer = await importBundle(bytesSource(packLines(lines.toSpliced(-2, 1))), await partsOf(service));
    expect(answer).toMatchObject({ ok: false, failure: { kind: "bundleTrailer" } });
    expect(service.store.ledger.history(pump)).toBeUndefined();
  });

  test("that is cut off the good prefix is taken and the rest named", async () => {
    const { file } = await bundleOf(owner, [pump]);
    const parts = await partsOf(service);
    const cut = valueOf(await importBundle(bytesSource(file.subarray(0, file.length - 700)), parts));
    expect(cut.complete).toBe(false);
    expect(cut.fault).toMatch(/cut off.*line \d+/s);
    expect(cut.records).toBeGreaterThan(0);
    expect(cut.records + valueOf(await importBundle(bytesSource(file), parts)).records).toBe(owner.store.ledger.size);
    expect(digestOf(service)).toBe(digestOf(owner));
  });

  test("with a wrong prev what stands before it is taken", async () => {
    const record = await recordOf();
    const file = await signedLines(replaceLast({ ...record, prev: lastOf().history, seq: record.seq + 1 }));
    const summary = valueOf(await importBundle(bytesSource(file), await partsOf(service)));
    expect(summary.complete).toBe(false);
    expect(summary.fault).toMatch(/has seq 2, but its "prev" .* has seq 0\. \(line \d+, record [0-9a-f]{12}…\)/);
    expect(summary.records).toBe(owner.store.ledger.size - 1);
  });

  test("with a record over the limit what stands before it is taken", async () => {
    const file = await signedLines((lines) => {
      const index = lines.findLastIndex((line) => !line.startsWith("{"));
      lines.splice(index, 0, `${"00".repeat(64)} {"after":"${"x".repeat(60_000)}"}`);
    });
    const summary = valueOf(await importBundle(bytesSource(file), await partsOf(service)));
    expect(summary.fault).toMatch(/a record has at most 60000/);
    expect(summary.records).toBe(owner.store.ledger.size - 1);
  });

  test("with a record that was signed anew by a stranger it goes to quarantine", async () => {
    const stranger = testSigner("stranger");
    const record = { ...(await recordOf()), writer: stranger.key, prev: null, seq: 0, seen: [lastOf().id] };
    const file = await signedLines((lines) => {
      const index = lines.findLastIndex((line) => !line.startsWith("{"));
      lines.splice(index + 1, 0, Buffer.from(frameOf(signRecord(record, stranger))).toString());
    });
    const quarantine = await quarantineOf();
    const summary = valueOf(await importBundle(bytesSource(file), await partsOf(service, { quarantine })));
    expect(summary).toMatchObject({ complete: true, quarantined: 1, records: owner.store.ledger.size });
    expect(quarantine.rows()).toEqual([{ from: owner.installation.key, key: stranger.key, records: 1 }]);
  });

  test("a disk that fills up ends it, and what was durable before stays", async () => {
    for (let count = 0; count < 300; count++) await owner.write(pump, `Defect ${count}`);
    const { file } = await bundleOf(owner, [pump]);
    let groups = 0;
    const full = { kind: "full", message: "The disk is full." };
    const takeIn: ImportParts["store"]["takeIn"] = async (records, from) => (groups++ === 1 ? failed(full) : service.store.takeIn(records, from));
    const parts = await partsOf(service, { store: { ...service.store, takeIn } });
    expect(await importBundle(bytesSource(file), parts)).toMatchObject({ ok: false, failure: full });
    const before = service.store.ledger.history(pump)?.records.size ?? 0;
    const rest = valueOf(await importBundle(bytesSource(file), await partsOf(service)));
    expect(rest.complete).toBe(true);
    expect(before + (rest.histories.find(({ history }) => history === pump)?.new_records ?? 0)).toBe(302);
    expect(digestOf(service)).toBe(digestOf(owner));
  });

  test("of a register that is not admitted everything is set apart", async () => {
    const quarantine = await quarantineOf();
    const summary = await give(owner, service, { quarantine, admits: () => false });
    expect(summary).toMatchObject({ records: 0, quarantined: owner.store.ledger.size, openings: 0 });
    expect(service.store.ledger.history(pump)).toBeUndefined();
  });
});

test("of a key in doubt only the proof is taken, and what others stand on", async () => {
  await give(owner, service);
  const shared = digestOf(owner);
  const twin = await testCompany("Owner");
  for (const { id } of owner.store.received) valueOf(await twin.store.takeIn([valueOf(await owner.store.read(id))], owner.installation.key));
  expect(digestOf(twin)).toBe(shared);
  const mine = [await owner.write(pump, "Mine 1"), await owner.write(pump, "Mine 2"), await owner.write(pump, "Mine 3")];
  const theirs = [await twin.write(pump, "Theirs 1"), await twin.write(pump, "Theirs 2"), await twin.write(pump, "Theirs 3")];
  await give(owner, service);
  await give(twin, service);
  const held = service.store.ledger.history(pump);
  expect(held?.equivocations).toHaveLength(1);
  expect(theirs.map((id) => held?.records.has(id))).toEqual([true, false, false]);
  expect(mine.map((id) => held?.records.has(id))).toEqual([true, true, true]);
  const counter = { readings: [{ counter: "hours", reading: { unit: "h", value: "12" } }], remark: null };
  const child = await twin.write(pump, "", { signer: twin.installation, body: counter, type: "asset/counter-read@1" });
  await give(twin, service);
  expect([...theirs, child].map((id) => held?.records.has(id))).toEqual([true, true, true, true]);
});
