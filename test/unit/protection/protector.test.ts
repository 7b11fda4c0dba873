/** The copy on a stick: followed by itself, said when it cannot be, never written to the wrong place, and small however often. */
import { expect, test } from "vitest";
import { linesPerPart, planCopy, smallPartsMax } from "../../../main/protection/copy-plan.ts";
import { partsIn, readManifest, writeManifest } from "../../../main/protection/copy-folder.ts";
import { openProtector, type Protector, type ProtectorParts } from "../../../main/protection/protector.ts";
import { makeFolderDurably } from "../../../main/disk/make-folder-durably.ts";
import { writeDurably } from "../../../main/disk/write-durably.ts";
import type { CopyManifest, CopyPart } from "../../../shared/sync/copy-manifest.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { faultyDisk, type FaultyDisk, type FaultyDiskOptions } from "../../doubles/faulty-disk-files.ts";
import { manifestPath, plugIn, protectedCompany, roundOn, stickGoal, type ProtectedCompany } from "../../doubles/protected-company.ts";
import { valueOf } from "../../doubles/value-of.ts";

interface Scene {
  readonly one: ProtectedCompany;
  readonly disk: FaultyDisk;
  readonly protector: Protector;
  readonly warned: string[];
  /** Runs what was to be done later, once. */
  readonly later: () => Promise<void>;
}

const chosen = { copy: stickGoal.copy, folder: stickGoal.folder, last: null, openings: true, verified: null };

const scene = async (options: FaultyDiskOptions = {}): Promise<Scene> => {
  const [one, disk] = [await protectedCompany(), faultyDisk(options)];
  await plugIn(one, disk);
  valueOf(await makeFolderDurably(disk.files, "/data"));
  const waiting = new Set<() => void>();
  const warned: string[] = [];
  const parts: ProtectorParts = {
    ...one.parts(disk),
    after: (_milliseconds, run) => {
      waiting.add(run);
      return { cancel: () => void waiting.delete(run) };
    },
    changed: () => undefined,
    dataFolder: "/data",
    warn: (sentence) => warned.push(sentence),
  };
  const protector = valueOf(await openProtector(parts));
  const later = async (): Promise<void> => {
    const due = [...waiting];
    waiting.clear();
    for (const run of due) run();
    await protector.round();
  };
  return { disk, later, one, protector, warned };
};

test("nothing is copied before a folder is chosen; then each record is, by itself", async () => {
  const { later, one, protector } = await scene();
  expect(protector.summary()).toEqual({ last_copy: null, message: null, state: "off", waiting: 0 });
  valueOf(await protector.choose(chosen));
  expect(protector.summary()).toMatchObject({ state: "waiting", waiting: one.journal.size() });
  valueOf(await protector.round());
  expect(protector.summary()).toMatchObject({ message: null, state: "current", waiting: 0 });
  await one.company.write(one.history, "Leaks again");
  await one.received();
  expect(protector.summary()).toMatchObject({ state: "waiting", waiting: 1 });
  protector.noticed();
  await later();
  expect(protector.summary()).toMatchObject({ state: "current", waiting: 0 });
  expect(protector.manifest()?.parts.length).toBe(2);
});

test("what is left is copied when the program closes", async () => {
  const { disk, one, protector } = await scene();
  valueOf(await protector.choose(chosen));
  await protector.close();
  expect(valueOf(await readManifest(disk.files, stickGoal.folder)).lines).toBe(one.journal.size());
});

test("a stick that is not plugged in is said, its empty place is not written to, and its return is found", async () => {
  const { disk, later, protector, warned } = await scene();
  valueOf(await protector.choose(chosen));
  valueOf(await disk.files.rename("/stick", "/elsewhere"));
  valueOf(await makeFolderDurably(disk.files, "/stick"));
  valueOf(await protector.round());
  expect(protector.summary()).toMatchObject({ state: "missing" });
  expect(protector.summary().message).toMatch(/\/stick holds no copy of this computer/);
  expect([valueOf(await disk.files.list("/stick")), warned]).toEqual([[], []]);
  valueOf(await disk.files.removeFolder("/stick"));
  valueOf(await disk.files.rename("/elsewhere", "/stick"));
  await later();
  expect(protector.summary()).toMatchObject({ message: null, state: "current" });
});

test("another stick in its place is refused by name, and told once", async () => {
  const { disk, one, protector, warned } = await scene();
  valueOf(await protector.choose({ ...chosen, copy: "cd".repeat(16) }));
  const before = valueOf(await readManifest(disk.files, stickGoal.folder));
  for (let round = 0; round < 2; round++) valueOf(await protector.round());
  expect(protector.summary()).toMatchObject({ state: "other", waiting: one.journal.size() });
  expect(warned).toEqual([expect.stringContaining("another stick is plugged in")]);
  expect(valueOf(await readManifest(disk.files, stickGoal.folder))).toEqual(before);
});

test("a stick that is full or write-protected is said, and what was on it stays", async () => {
  let isReadOnly = false;
  const { disk, protector } = await scene({ isReadOnly: () => isReadOnly });
  valueOf(await protector.choose(chosen));
  isReadOnly = true;
  expect((await protector.round()).ok).toBe(true);
  expect(protector.summary()).toMatchObject({ state: "read-only" });
  isReadOnly = false;
  const small = await protectedCompany();
  const full = faultyDisk({ capacityBytes: 9_000 });
  await plugIn(small, full);
  const failed = await roundOn(small, full);
  expect(failed).toMatchObject({ failure: { kind: "full" }, ok: false });
  expect(valueOf(await readManifest(full.files, stickGoal.folder)).lines).toBe(0);
  expect(valueOf(await disk.files.stat(manifestPath)).kind).toBe("file");
});

test("a copy that holds more than this folder is not written over: it was restored from a backup", async () => {
  const { disk, one, protector } = await scene();
  valueOf(await protector.choose(chosen));
  valueOf(await protector.round());
  const manifest = valueOf(await readManifest(disk.files, stickGoal.folder));
  valueOf(await writeManifest(disk.files, stickGoal.folder, { ...manifest, last: "ee".repeat(32) }));
  valueOf(await protector.round());
  expect(protector.summary()).toMatchObject({ message: expect.stringContaining("holds records that are not here"), state: "ahead" });
  expect(valueOf(await readManifest(disk.files, stickGoal.folder)).last).toBe("ee".repeat(32));
  expect(one.journal.size()).toBeGreaterThan(0);
});

test("a bundle that was lost or changed on the stick is written anew; a manifest that was damaged is said", async () => {
  const { disk, one, protector } = await scene();
  valueOf(await protector.choose(chosen));
  valueOf(await protector.round());
  const [part] = protector.manifest()?.parts ?? [];
  valueOf(await writeDurably(disk.files, `${partsIn(stickGoal.folder)}/${part?.file}`, utf8Of("not it")));
  valueOf(await protector.round());
  expect(protector.manifest()?.parts.map(({ file, lines }) => [file, lines])).toEqual([["000002.tlbundle", one.journal.size()]]);
  expect(valueOf(await disk.files.list(partsIn(stickGoal.folder)))).toEqual(["000002.tlbundle"]);
  valueOf(await writeDurably(disk.files, manifestPath, utf8Of("{}")));
  valueOf(await protector.round());
  expect(protector.summary()).toMatchObject({ message: expect.stringContaining("was damaged"), state: "failed" });
});

const partOf = (number: number, first: number, lines: number): CopyPart => ({
  bytes: 1, file: `${String(number).padStart(6, "0")}.tlbundle`, first, lines, records: lines, sha256: "0".repeat(64),
});

test("many small bundles become one, large ones stay, and an erasure keeps none", () => {
  const small = Array.from({ length: smallPartsMax + 1 }, (_, index) => partOf(index + 2, linesPerPart + index, 1));
  const parts = [partOf(1, 0, linesPerPart), ...small];
  const lines = linesPerPart + small.length;
  const manifest: CopyManifest = {
    awaited: [], copy: stickGoal.copy, erased: 0, format: "throughlife/copy", installation: "1".repeat(64), last: null, lines, made: null,
    openings: true, parts, party: "", peers: [], register: "2".repeat(64), v: 1,
  };
  const sound = parts.map(() => true);
  const aim = { erased: 0, lines: lines + 1, openings: true };
  const merged = planCopy(manifest, sound, aim);
  expect([merged.keep.length, merged.isGrowth, merged.write]).toEqual([1, false, [{ first: linesPerPart, lines: small.length + 1 }]]);
  const few = planCopy({ ...manifest, lines: lines - 1, parts: parts.slice(0, -1) }, sound, aim);
  expect([few.keep.length, few.isGrowth]).toEqual([parts.length - 1, true]);
  for (const other of [{ ...aim, erased: 1 }, { ...aim, openings: false }]) expect(planCopy(manifest, sound, other).keep).toEqual([]);
});
