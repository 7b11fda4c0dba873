/** Every disk operation of a renewal fails once, in every way: it goes on or starts over, and nothing acknowledged is lost. */
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { hexOf } from "../../shared/encoding/hex.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { PublicKey } from "../../shared/crypto/key-rule.ts";
import { fileOutsideMark } from "../../main/journal/outside-mark.ts";
import type { Keystore } from "../../main/keystore/keystore.ts";
import { openKeystore, renewInstallation } from "../../main/keystore/open-keystore.ts";
import { usedKeys } from "../../main/keystore/used-keys.ts";
import { openLogs, type OpenLogs } from "../../main/open-logs.ts";
import { makeFolderDurably } from "../../main/disk/make-folder-durably.ts";
import { readBounded } from "../../main/disk/read-bounded.ts";
import { writeDurably } from "../../main/disk/write-durably.ts";
import { faultyDisk, type FaultyDisk } from "../doubles/faulty-disk-files.ts";
import { valueOf } from "../doubles/value-of.ts";
import { entriesFrom, noon } from "../unit/journal/journal-fixture.ts";
import { begun, folder, partsOn, pin } from "../unit/keystore/keystore-fixture.ts";
import { failEachOperation } from "./fail-each-operation.ts";

const markFolder = "/home/marks";
const before = entriesFrom(0, 4);
const received = entriesFrom(100, 3);
const own = entriesFrom(200, 2);
let seed = 10;
let markOfLines = { root: "", size: 0 };

/** Other random numbers at every opening, as in real life. */
const freshParts = (disk: FaultyDisk) => partsOn(disk, { seed: (seed += 1) });

const openOn = async (disk: FaultyDisk, given?: Keystore): Promise<Outcome<OpenLogs>> => {
  const keystoreParts = freshParts(disk);
  const keystore = given === undefined ? await openKeystore(keystoreParts) : success(given);
  return keystore.ok ? openLogs({ files: disk.files, folder, keystoreParts, markFolder, now: () => noon }, keystore.value) : keystore;
};

/** What the data folder was before: its keys, and those that were promised to follow. */
interface Facts {
  readonly installation: PublicKey;
  readonly log: PublicKey;
  readonly successor: PublicKey | null;
  readonly anna: PublicKey;
  readonly annaNext: PublicKey | null;
  readonly checkpoint: string;
}
const facts = new WeakMap<FaultyDisk, Facts>();
const factsOf = (disk: FaultyDisk): Facts => facts.get(disk) ?? missing();
const missing = (): never => {
  throw new Error("The folder was prepared");
};

/** A folder with a person and some lines, whose outside mark says that it had more: it was restored. */
const restored = async (disk: FaultyDisk): Promise<void> => {
  const keystore = await begun(freshParts(disk));
  const { key: anna } = valueOf(await keystore.addPerson({ name: "Anna", pin }));
  const { journal } = valueOf(await openOn(disk, keystore));
  valueOf(await journal.append(before));
  const checkpoint = valueOf(await journal.checkpoint());
  markOfLines = { root: hexOf(journal.tree.root()), size: journal.size() };
  valueOf(await journal.close());
  const { installationSigner, logSigner } = keystore;
  valueOf(await fileOutsideMark(disk.files, `${markFolder}/${installationSigner.key}`).write({ root: "ab".repeat(32), size: 7 }));
  facts.set(disk, {
    anna, annaNext: valueOf(await keystore.successorOf(anna)), checkpoint, installation: installationSigner.key, log: logSigner.key,
    successor: valueOf(await keystore.successorOf(installationSigner.key)),
  });
};

/** Made once: making a certificate takes longer than all the rest. */
let made: { readonly files: ReadonlyArray<readonly [string, Uint8Array]>; readonly facts: Facts } | null = null;

const prepare = async (disk: FaultyDisk): Promise<void> => {
  if (made === null) {
    const first = faultyDisk();
    await restored(first);
    made = { facts: factsOf(first), files: await filesBelow(first, "/") };
  }
  for (const [path, bytes] of made.files) {
    valueOf(await makeFolderDurably(disk.files, dirname(path)));
    valueOf(await writeDurably(disk.files, path, bytes));
  }
  facts.set(disk, made.facts);
};

const filesBelow = async (disk: FaultyDisk, path: string): Promise<ReadonlyArray<readonly [string, Uint8Array]>> => {
  const found: (readonly [string, Uint8Array])[] = [];
  for (const name of valueOf(await disk.files.list(path))) {
    const at = path === "/" ? `/${name}` : `${path}/${name}`;
    const { kind } = valueOf(await disk.files.stat(at));
    if (kind === "folder") found.push(...(await filesBelow(disk, at)));
    else found.push([at, valueOf(await readBounded(disk.files, at, 100_000))]);
  }
  return found;
};

/** What was acknowledged on the way. */
interface Promised {
  readonly records: RecordId[];
  installation: PublicKey | null;
  anna: PublicKey | null;
}

/** The whole of a renewal as far as it comes; each step begins from what lies on the disk. */
const renew = async (disk: FaultyDisk, promised: Promised): Promise<Outcome<null>> => {
  const first = await openOn(disk);
  if (!first.ok) return first;
  const took = await appendTo(first.value, received, promised);
  if (!took.ok) return took;
  const { need } = first.value;
  if (need !== null) {
    const keystore = first.value.keystore;
    const renewed = await renewInstallation(freshParts(disk), { people: keystore.people(), useSuccessor: true });
    if (!renewed.ok) return renewed;
    promised.installation = renewed.value.installationSigner.key;
  }
  const second = await openOn(disk);
  if (!second.ok) return second;
  const { keystore } = second.value;
  const noted = await usedKeys(disk.files, markFolder).note(keystore.installationSigner.key);
  const wrote = noted.ok ? await appendTo(second.value, own, promised) : noted;
  if (!wrote.ok) return wrote;
  const [anna] = keystore.people();
  if (anna === undefined) return refuse("nobody", "Anna is gone.");
  if (!keystore.isFormer(anna.key)) return success(null);
  const person = await keystore.renewPerson({ key: anna.key, mayUse: () => Promise.resolve(success(true)), pin });
  if (person.ok) promised.anna = person.value.key;
  return person.ok ? success(null) : person;
};

const appendTo = async ({ journal }: OpenLogs, entries: typeof own, { records }: Promised): Promise<Outcome<unknown>> => {
  const appended = await journal.append(entries);
  if (appended.ok) records.push(...entries.map(({ record }) => record.id));
  const closed = await journal.close();
  return appended.ok ? closed : appended;
};

const textAt = async (disk: FaultyDisk, path: string): Promise<string> => {
  const file = valueOf(await disk.files.open(path, "read"));
  const bytes = new Uint8Array(4096);
  const count = valueOf(await file.read(bytes, 0));
  valueOf(await file.close());
  return Buffer.from(bytes.subarray(0, count)).toString();
};

const verify = async (disk: FaultyDisk, promised: Promised): Promise<void> => {
  const was = factsOf(disk);
  valueOf(await renew(disk, promised));
  // Whatever was cut off, the end is the same: the promised keys, one new log that is written, and every line.
  disk.powerCut(5);
  const { journal, keystore, need } = valueOf(await openOn(disk));
  expect([need, journal.fault()]).toEqual([null, null]);
  expect(keystore.installationSigner.key).toBe(was.successor);
  expect(promised.installation ?? was.successor).toBe(was.successor);
  expect(keystore.former.installations).toEqual([was.installation]);
  expect(keystore.former.logs[0]).toBe(was.log);
  expect(new Set([...keystore.former.logs, keystore.logSigner.key]).size).toBe(keystore.former.logs.length + 1);
  const [anna] = keystore.people();
  expect([anna?.key, promised.anna ?? was.annaNext]).toEqual([was.annaNext, was.annaNext]);
  expect(keystore.formerOf(anna?.key ?? was.anna)).toEqual([was.anna]);
  expect((await keystore.unlock(anna?.key ?? was.anna, pin)).ok).toBe(true);
  for (const id of [...before.map(({ record }) => record.id), ...promised.records]) {
    expect(valueOf(await journal.read(journal.lineOf(id) ?? -1)).id).toBe(id);
  }
  const ids = new Set<string>();
  for await (const lines of journal.lines(0)) for (const { id } of valueOf(lines)) ids.add(id);
  expect([ids.size, journal.size()]).toEqual([9, 9]);
  // The key of the closed log signs nothing more, and proves what it signed.
  expect(await textAt(disk, `${folder}/checkpoint`)).toBe(was.checkpoint);
  const { first, note, tree } = journal.logOf(2);
  expect([first, note, tree.size()]).toEqual([0, was.checkpoint, 4]);
  expect(journal.logOf(8).first).toBeGreaterThanOrEqual(4);
  expect(hexOf(journal.tree.root(4))).toBe(hexOf(tree.root(4)));
  valueOf(await journal.close());
};

test("a renewal that is cut off anywhere goes on or starts over", async () => {
  const runs = await failEachOperation<Promised>({
    every: Number(process.env["THROUGHLIFE_FAULTS_EVERY"] ?? 31),
    powerCuts: 1,
    prepare,
    act: async (disk) => {
      const promised: Promised = { anna: null, installation: null, records: [] };
      await renew(disk, promised);
      return promised;
    },
    verify,
  });
  expect(runs).toBeGreaterThan(20);
}, 180_000);

test("keys that were replaced on this machine are recognised, whatever backup brings them back", async () => {
  const [renewed, disk] = [faultyDisk(), faultyDisk()];
  for (const one of [renewed, disk]) await prepare(one);
  const was = factsOf(disk);
  valueOf(await renew(renewed, { anna: null, installation: null, records: [] }));
  // The backup has every line that its own mark outside knows of: only the note says that its keys are former ones.
  for (const [path, bytes] of await filesBelow(renewed, markFolder)) valueOf(await writeDurably(disk.files, path, bytes));
  valueOf(await fileOutsideMark(disk.files, `${markFolder}/${was.installation}`).write(markOfLines));
  const { journal, need } = valueOf(await openOn(disk));
  expect(need).toMatchObject({ installation: was.installation, kind: "restored", log: was.log });
  expect(need?.reason).toMatch(/replaced by new ones on this machine/);
  expect(journal.size()).toBe(4);
  valueOf(await journal.close());
});
