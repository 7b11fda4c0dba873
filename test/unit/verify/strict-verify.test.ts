/** Each check of the verifier by itself: times, bundles, paths, and what lies beside a journal in its data folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { canonicalBytes } from "../../../shared/encoding/canonical-json.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { objectLine } from "../../../shared/ledger/bundle.ts";
import { signCheckpoint } from "../../../shared/ledger/checkpoint.ts";
import { leafHash } from "../../../shared/ledger/merkle.ts";
import { receiptText } from "../../../shared/ledger/receipt.ts";
import { nodeDiskFiles } from "../../../main/disk/node-disk-files.ts";
import { openJournal } from "../../../main/journal/open-journal.ts";
import { nodeDigestHex } from "../../../main/signature/node-digest.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { ReadTimes } from "../../../main/verify/read-times.ts";
import { verifyFile } from "../../../main/verify/verify-file.ts";
import { proofBytesMax } from "../../../main/verify/verify-proof.ts";
import { seededHistories } from "../../doubles/seeded-histories.ts";
import { packSigned } from "../../doubles/test-bundle.ts";
import { testSigner } from "../../doubles/test-company.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { WitnessedLog } from "../../doubles/witnessed-log.ts";
import { installation, log, noon, recordNumber } from "../journal/journal-fixture.ts";

const files = nodeDiskFiles(process.platform);
const { records } = seededHistories({ assets: 1, disorder: 0, records: 6, seed: 3 });
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "throughlife-strict-verify-"));
});
afterEach(() => rmSync(folder, { force: true, recursive: true }));

const verdictOn = (path: string, disk = files) => verifyFile(disk, { path, strict: false, trust: null });

/** The log's checkpoint over lines that hold nothing but this text, and the receipt of it. */
const oneLine = (line: string) => {
  const checkpoint = signCheckpoint({ origin: log.key.name, root: leafHash(utf8Of(line)), size: 1 }, log);
  return { line, proof: receiptText({ checkpoint, extra: null, index: 0, proof: [] }) };
};

describe("times", () => {
  test("come from no note that its log did not sign", () => {
    const note = new WitnessedLog(700).note(noon).replace("\n0\n", "\n1\n");
    expect(new ReadTimes().addNote(note, nodeVerify).ok).toBe(false);
  });

  test("come from receipts that prove their line, and from no others", () => {
    const witnessed = new WitnessedLog(700);
    witnessed.add(recordNumber(0), noon);
    const receipt = witnessed.receipt(0, witnessed.note(noon, 1));
    const times = new ReadTimes();
    expect(times.addReceipt({ ...receipt, proof: "no proof" }, nodeVerify)).toMatchObject({ failure: { kind: "receiptShape" }, ok: false });
    expect(times.addReceipt({ ...receipt, proof: receipt.proof.replace("\n1\n", "\n2\n") }, nodeVerify).ok).toBe(false);
    expect(times.addReceipt({ ...receipt, line: `${receipt.line} ` }, nodeVerify).ok).toBe(false);
    expect(times.noteDigests).toEqual([]);
    expect(times.inclusions(recordNumber(0).id)).toEqual([]);
    expect(times.addReceipt(receipt, nodeVerify).ok).toBe(true);
    expect(times.inclusions(recordNumber(0).id)).toHaveLength(1);
  });

  test("of a line that holds no record are those of no record", () => {
    const times = new ReadTimes();
    expect(times.addReceipt(oneLine("no line of a journal"), nodeVerify).ok).toBe(true);
    expect(times.noteDigests).toHaveLength(1);
  });
});

describe("a file", () => {
  test("that is a bundle with a note or a receipt that nobody signed is not verified", async () => {
    const path = join(folder, "bundle");
    const [note, wrong] = [new WitnessedLog(700).note(noon), new WitnessedLog(700).note(noon).replace("\n0\n", "\n1\n")];
    writeFileSync(path, packSigned([objectLine({ kind: "note", note })], testSigner("maker")));
    expect(await verdictOn(path)).toMatchObject({ reason: null });
    writeFileSync(path, packSigned([objectLine({ kind: "note", note: wrong })], testSigner("maker")));
    expect(await verdictOn(path)).toMatchObject({ reason: { kind: "noteSignature" }, verdict: "not verified" });
  });

  test.skipIf(process.platform === "win32")("that is a device is not read", async () =>
    expect(await verdictOn("/dev/null")).toMatchObject({ reason: { kind: "notAFile" }, verdict: "not verified" }));

  test("that is a proof beyond what is read is not verified", async () => {
    const path = join(folder, "proof");
    writeFileSync(path, oneLine("text").proof.padEnd(proofBytesMax + 1));
    expect(await verdictOn(path)).toMatchObject({ kind: "unknown", reason: { kind: "tooLarge" }, verdict: "not verified" });
  });
});

/** A journal of these records in a folder, with its checkpoint. */
const writeJournal = async (dataFolder: string, list = records): Promise<void> => {
  mkdirSync(dataFolder, { recursive: true });
  const journal = valueOf(await openJournal({ files, log, now: () => noon, outsideMark: null }, { dataFolder }));
  valueOf(await journal.append(list.map((record) => ({ from: installation.key, record }))));
  valueOf(await journal.checkpoint());
  valueOf(await journal.close());
};
const put = (name: string, text: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const named = (kind: string, text: string): string => {
  const digest = nodeDigestHex(utf8Of(text));
  return `${kind}/${digest.slice(0, 2)}/${digest}`;
};

describe("a data folder", () => {
  test("with a closed log in which a record was never signed is not verified", async () => {
    const [first, second] = records;
    if (first === undefined || second === undefined) throw new Error("Records are missing");
    await writeJournal(folder, [first, { ...second, signature: first.signature }]);
    await writeJournal(join(folder, "logs/000001"));
    expect(await verdictOn(folder)).toMatchObject({ reason: { kind: "frameSignature" }, verdict: "not verified" });
  });

  test("that the disk does not give whole is not verified", async () => {
    await writeJournal(folder);
    const failing: typeof files = {
      ...files,
      open: (path, mode) => files.open(path.endsWith("000000.log") ? folder : path, mode),
    };
    expect(await verdictOn(folder, failing)).toMatchObject({ verdict: "not verified" });
  });

  test("with notes or receipts that nobody signed is not verified", async () => {
    await writeJournal(folder);
    const note = new WitnessedLog(700).note(noon).replace("\n0\n", "\n1\n");
    put(named("notes", note), note);
    expect(await verdictOn(folder)).toMatchObject({ reason: { kind: "noteSignature", place: expect.stringContaining("notes/") } });
    rmSync(join(folder, "notes"), { recursive: true });
    put(named("receipts", "line\nno proof"), "line\nno proof");
    expect(await verdictOn(folder)).toMatchObject({ reason: { kind: "receiptShape", place: expect.stringContaining("receipts/") } });
  });

  test("with another past of its own log, told by a note or by a witness, is not verified", async () => {
    await writeJournal(folder);
    const note = signCheckpoint({ origin: log.key.name, root: new Uint8Array(32), size: 1 }, log);
    put(named("notes", note), note);
    expect(await verdictOn(folder)).toMatchObject({ reason: { kind: "checkpointRoot" }, verdict: "not verified" });
    rmSync(join(folder, "notes"), { recursive: true });
    const json = Buffer.from(canonicalBytes({ note })).toString();
    put(`witness/${nodeDigestHex(utf8Of(log.key.name))}/cosigned`, `${nodeDigestHex(utf8Of(json))} ${json}\n`);
    expect(await verdictOn(folder)).toMatchObject({ reason: { kind: "checkpointRoot" }, verdict: "not verified" });
  });
});
