/** A data folder is judged as it lies on disk: each thing that is wrong in it is found, named and placed. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { canonicalBytes, type JsonObject } from "../../../shared/encoding/canonical-json.ts";
import { signCheckpoint } from "../../../shared/ledger/checkpoint.ts";
import { noteKeyOf } from "../../../shared/ledger/note-key.ts";
import { openingDigest } from "../../../shared/ledger/sealed-value.ts";
import { nodeDiskFiles } from "../../../main/disk/node-disk-files.ts";
import { openJournal } from "../../../main/journal/open-journal.ts";
import { nodeDigestHex } from "../../../main/signature/node-digest.ts";
import { verifyFile } from "../../../main/verify/verify-file.ts";
import { seededHistories } from "../../doubles/seeded-histories.ts";
import { signRecord, testSigner } from "../../doubles/test-company.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { installation, log, noon } from "../journal/journal-fixture.ts";

const files = nodeDiskFiles(process.platform);
const { records, register, writers } = seededHistories({ assets: 1, disorder: 0, records: 6, seed: 3 });
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughlife-verify-"));
});
afterEach(() => rmSync(folder, { force: true, recursive: true }));

/** A journal of these records with its checkpoint. */
const writeJournal = async (list = records): Promise<void> => {
  const journal = valueOf(await openJournal({ files, log, now: () => noon, outsideMark: null }, { dataFolder: folder }));
  valueOf(await journal.append(list.map((record) => ({ from: installation.key, record }))));
  valueOf(await journal.checkpoint());
  valueOf(await journal.close());
};

const verdictOn = (path = folder, wish: { readonly trust?: string; readonly strict?: boolean } = {}) => verifyFile(files, { path, strict: wish.strict ?? false, trust: wish.trust ?? null });
const reasonOf = async (): Promise<readonly [verdict: string, kind: string | undefined, place: string | null | undefined]> => {
  const { reason, verdict } = await verdictOn();
  return [verdict, reason?.kind, reason?.place];
};
const change = (name: string, edit: (bytes: Buffer) => Uint8Array): void => {
  const path = join(folder, name);
  writeFileSync(path, edit(readFileSync(path)));
};

describe("a sound folder", () => {
  test("is self-consistent, and verified under its own register only", async () => {
    await writeJournal();
    expect(await verdictOn()).toMatchObject({ checked: { notes: 1, records: records.length }, exit: 0, kind: "data folder", reason: null, verdict: "self-consistent" });
    expect(await verdictOn(folder, { trust: register })).toMatchObject({ exit: 0, verdict: "verified" });
    expect(await verdictOn(folder, { trust: "ab".repeat(32) })).toMatchObject({ exit: 1, reason: { kind: "otherRegister" }, verdict: "not verified" });
  });

  test("may lack a checkpoint, and its attachments and openings are counted", async () => {
    await writeJournal();
    rmSync(join(folder, "checkpoint"));
    store("attachments", Buffer.from("a photo"), nodeDigestHex(Buffer.from("a photo")));
    const opening: JsonObject = { for: installation.key, salt: "ab".repeat(16), value: "Ann" };
    store("openings", canonicalBytes(opening), openingDigest({ for: installation.key, salt: "ab".repeat(16), value: "Ann" }));
    expect(await verdictOn()).toMatchObject({ checked: { attachments: 1, notes: 0 }, reason: null });
  });
});

const store = (kind: "attachments" | "openings", bytes: Uint8Array, name: string): void => {
  mkdirSync(join(folder, kind, name.slice(0, 2)), { recursive: true });
  writeFileSync(join(folder, kind, name.slice(0, 2), name), bytes);
};

describe("a folder in which", () => {
  test("a line was changed below the mark is not verified", async () => {
    await writeJournal();
    change("journal/000000.log", (bytes) => bytes.with(400, (bytes[400] ?? 0) ^ 1));
    expect(await reasonOf()).toEqual(["not verified", "lineDamaged", "part 0, line 0, byte 0"]);
  });

  test("a record was written that its key never signed is not verified, with its line", async () => {
    const [first, second, ...others] = records;
    if (first === undefined || second === undefined) throw new Error("Records are missing");
    await writeJournal([first, { ...second, signature: first.signature }, ...others]);
    expect(await reasonOf()).toEqual(["not verified", "frameSignature", "line 1 of the journal"]);
  });

  test("a record was written that breaks a rule of the chain is not verified, with its line", async () => {
    const [first] = records;
    const signer = writers[0]?.signer;
    if (first === undefined || signer === undefined) throw new Error("Records are missing");
    const skipping = signRecord({ ...first.record, history: first.id, prev: first.id, seq: 9 }, signer);
    await writeJournal([first, skipping]);
    expect(await reasonOf()).toEqual(["not verified", "chainRule", "line 1 of the journal"]);
  });

  test("the mark is damaged on both sides is not verified", async () => {
    await writeJournal();
    change("mark", () => Buffer.alloc(8192));
    const [verdict, kind] = await reasonOf();
    expect([verdict, kind === undefined]).toEqual(["not verified", false]);
  });

  const checkpointWith = (size: number, root: Uint8Array): void => writeFileSync(join(folder, "checkpoint"), signCheckpoint({ origin: log.key.name, root, size }, log));

  test("the checkpoint was signed over more lines than there are is not verified", async () => {
    await writeJournal();
    checkpointWith(records.length + 1, new Uint8Array(32));
    expect(await reasonOf()).toEqual(["not verified", "checkpointAhead", "checkpoint"]);
  });

  test("the checkpoint was signed over other lines is not verified", async () => {
    await writeJournal();
    checkpointWith(records.length, new Uint8Array(32));
    expect(await reasonOf()).toEqual(["not verified", "checkpointRoot", "checkpoint"]);
  });

  test.each([
    ["is no note", "noteShape", () => Buffer.from(`${log.key.name}\n1\n`)],
    ["is no text", "checkpointOrigin", () => Buffer.from([0xff, 0xfe])],
    ["has another signature", "noteSignature", (bytes: Buffer) => Buffer.from(bytes.toString().replace(/\n[0-9]+\n/, "\n1\n"))],
    ["names no key as its origin", "checkpointOrigin", (bytes: Buffer) => Buffer.from(`elsewhere\n${bytes.toString()}`)],
    ["names a key of small order", "checkpointOrigin", (bytes: Buffer) => Buffer.from(bytes.toString().replaceAll(log.key.key, `01${"00".repeat(31)}`))],
  ])("the checkpoint %s is not verified", async (_, kind, edit) => {
    await writeJournal();
    change("checkpoint", edit);
    expect(await reasonOf()).toEqual(["not verified", kind, "checkpoint"]);
  });

  test("the checkpoint is another log's is not verified, though that one signed it", async () => {
    await writeJournal();
    const { key, sign } = testSigner("another log");
    const other = { key: noteKeyOf(`throughlife/${key}`, "signature", key), sign };
    writeFileSync(join(folder, "checkpoint"), signCheckpoint({ origin: other.key.name, root: new Uint8Array(32), size: 1 }, other));
    expect((await reasonOf())[1]).toBe("checkpointRoot");
  });

  test.each([
    ["other contents", { for: "ab".repeat(32), salt: "cd".repeat(16), value: 1 }],
    ["no opening", { value: 1 }],
  ])("an opening has %s is not verified", async (_, content) => {
    await writeJournal();
    store("openings", canonicalBytes(content), "ab".repeat(32));
    expect(await reasonOf()).toEqual(["not verified", "openingDamaged", `openings/ab/${"ab".repeat(32)}`]);
  });

  test.each(["not canonical: { }", "[]", "\u0000"])("an opening is %s is not verified", async (text) => {
    await writeJournal();
    store("openings", Buffer.from(text), "ab".repeat(32));
    expect((await reasonOf())[1]).toBe("openingDamaged");
  });

  test("an attachment has other contents is not verified", async () => {
    await writeJournal();
    store("attachments", Buffer.from("another photo"), "cd".repeat(32));
    expect(await reasonOf()).toEqual(["not verified", "attachmentDamaged", `attachments/cd/${"cd".repeat(32)}`]);
  });
});

describe("a path", () => {
  test("that is not there, a folder without a journal, and an empty file are told apart", async () => {
    expect(await verdictOn(join(folder, "nowhere"))).toMatchObject({ exit: 1, reason: { kind: "fileUnreadable" }, verdict: "not verified" });
    expect(await verdictOn(folder)).toMatchObject({ exit: 1, reason: { kind: "notADataFolder" } });
    writeFileSync(join(folder, "empty"), "");
    expect(await verdictOn(join(folder, "empty"))).toMatchObject({ exit: 1, kind: "bundle", verdict: "incomplete" });
    writeFileSync(join(folder, "words"), "words");
    expect(await verdictOn(join(folder, "words"))).toMatchObject({ exit: 1, kind: "bundle", reason: { kind: "bundleGzip" } });
    writeFileSync(join(folder, "paper"), "%PDF-1.7\n");
    expect(await verdictOn(join(folder, "paper"))).toMatchObject({ exit: 1, kind: "document", verdict: "not verified" });
  });
});

