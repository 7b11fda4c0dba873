/** Every disk operation of a copy fails once, in every way: what the stick says it holds it holds, and the next round ends it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeVerify } from "../../main/signature/node-signature.ts";
import { createFrameChecker } from "../../main/signature/frame-checker.ts";
import { createAttachmentStore } from "../../main/attachment/attachment-store.ts";
import { fileSource } from "../../main/bundle/bundle-source.ts";
import { partsIn, readManifest } from "../../main/protection/copy-folder.ts";
import { isOnDisk } from "../../main/protection/copy-part.ts";
import { nodeDigestHex } from "../../main/signature/node-digest.ts";
import { Evidence } from "../../main/verify/evidence.ts";
import { readBundleEvidence } from "../../main/verify/verify-bundle.ts";
import type { FaultyDisk } from "../doubles/faulty-disk-files.ts";
import { plugIn, protectedCompany, roundOn, stickGoal, type ProtectedCompany } from "../doubles/protected-company.ts";
import { valueOf } from "../doubles/value-of.ts";
import { failEachOperation } from "./fail-each-operation.ts";

const checker = createFrameChecker({ threads: 1 });
let one: ProtectedCompany;
/** Lines that were on the stick before the round that fails. */
let linesBefore = 0;

beforeAll(async () => {
  one = await protectedCompany();
});
afterAll(() => checker.close());

/** What is on the stick, read as a stranger would: every bundle whole, no record missing between them. */
const recordsOn = async (disk: FaultyDisk): Promise<{ readonly lines: number; readonly records: number }> => {
  const manifest = valueOf(await readManifest(disk.files, stickGoal.folder));
  const evidence = new Evidence();
  for (const { file, sha256 } of manifest.parts) {
    const path = `${partsIn(stickGoal.folder)}/${file}`;
    valueOf(await isOnDisk(disk.files, path, sha256));
    const { end } = await readBundleEvidence(valueOf(await fileSource(disk.files, path)), { checker, verify: nodeVerify }, evidence);
    expect(end).toBe(null);
  }
  expect(evidence.ledger.missing()).toEqual([]);
  return { lines: manifest.lines, records: evidence.ledger.size };
};

const verifyWith = (erased: number) => async (disk: FaultyDisk, wasCopied: boolean): Promise<void> => {
  const all = one.journal.size();
  const now = await recordsOn(disk);
  expect(now.records).toBe(now.lines);
  // What was on it stays on it, and what was said to be copied is.
  expect(now.lines).toBeGreaterThanOrEqual(wasCopied ? all : linesBefore);
  disk.plan(null);
  const made = valueOf(await roundOn(one, disk, erased));
  expect([made.lines, made.erased, made.awaited]).toEqual([all, erased, []]);
  disk.powerCut(3);
  expect((await recordsOn(disk)).records).toBe(all);
  const names = valueOf(await disk.files.list(partsIn(stickGoal.folder)));
  expect(names.filter((name) => !name.endsWith(".part")).length).toBeGreaterThanOrEqual(made.parts.length);
  const photo = nodeDigestHex(one.photo);
  expect((await createAttachmentStore(disk.files, stickGoal.folder).check(photo)).ok).toBe(true);
};

/** A stick that holds what there was before ten more records were written. */
const copied = async (disk: FaultyDisk): Promise<void> => {
  await plugIn(one, disk);
  const before = valueOf(await roundOn({ ...one, parts: (...given) => ({ ...one.parts(...given), journal: first(linesBefore) }) }, disk));
  expect(before.lines).toBe(linesBefore);
};

/** The journal as it was when it had so many lines. */
const first = (lines: number): Pick<ProtectedCompany["journal"], "idAt" | "lines" | "size"> => ({
  idAt: (line) => (line < lines ? one.journal.idAt(line) : null),
  lines: one.journal.lines,
  size: () => lines,
});

const every = Number(process.env["THROUGHLIFE_FAULTS_EVERY"] ?? 2);

test("what is new goes onto the stick wholly or not at all, whatever fails", async () => {
  linesBefore = one.journal.size();
  for (let count = 0; count < 10; count++) await one.company.write(one.history, `Leaks ${count}`);
  await one.received();
  const act = async (disk: FaultyDisk): Promise<boolean> => (await roundOn(one, disk)).ok;
  expect(await failEachOperation({ act, every, powerCuts: 2, prepare: copied, verify: verifyWith(0) })).toBeGreaterThan(20);
}, 60_000);

test("a copy that must be written anew, for a value was erased, is never less than it was", async () => {
  const act = async (disk: FaultyDisk): Promise<boolean> => (await roundOn(one, disk, 1)).ok;
  expect(await failEachOperation({ act, every, powerCuts: 2, prepare: copied, verify: verifyWith(1) })).toBeGreaterThan(20);
}, 60_000);

test("the first copy on a stick is never believed before it is whole", async () => {
  linesBefore = 0;
  const act = async (disk: FaultyDisk): Promise<boolean> => (await roundOn(one, disk)).ok;
  const prepare = (disk: FaultyDisk): Promise<void> => plugIn(one, disk);
  expect(await failEachOperation({ act, every, powerCuts: 2, prepare, verify: verifyWith(0) })).toBeGreaterThan(20);
}, 60_000);
