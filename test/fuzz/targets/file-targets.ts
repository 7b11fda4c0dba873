/** Files that lie where anybody may change them: of the data folder, policies, openings, and documents. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { parseInstant } from "../../../shared/clock/instant.ts";
import { isObject, parseCanonicalBytes, type JsonValue } from "../../../shared/encoding/canonical-json.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { parseOpening } from "../../../shared/ledger/bundle.ts";
import { noteKeyText } from "../../../shared/ledger/note-key.ts";
import { rememberKeys } from "../../../shared/ledger/frame.ts";
import { openingDigest } from "../../../shared/ledger/sealed-value.ts";
import { parseWitnessPolicy } from "../../../shared/witness/witness-policy.ts";
import { nodeDiskFiles } from "../../../main/disk/node-disk-files.ts";
import { verifyDocument, type IssuedReport } from "../../../main/document/compare-with-issued.ts";
import { readDocument } from "../../../main/document/read-document.ts";
import { openJournal } from "../../../main/journal/open-journal.ts";
import { markOfSlot, parseMark, slotOf } from "../../../main/journal/journal-mark.ts";
import { installationBytes, parseInstallation } from "../../../main/keystore/installation.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { createNodeVerify } from "../../../main/signature/node-signature.ts";
import { readFolderEvidence } from "../../../main/verify/verify-folder.ts";
import { seededSigner } from "../../doubles/seeded-signer.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { looseJsonText, oneOf, spoilBytes, spoilJson, spoilLines, type Spoiling } from "../spoil.ts";
import { fixture, histories, log, stranger, witnesses } from "../good-inputs.ts";
import { accepted, find, itself, refused, type FuzzAnswer, type FuzzTarget } from "../fuzz-target.ts";

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
const jsonOf = (bytes: Uint8Array): JsonValue => JSON.parse(Buffer.from(bytes).toString("utf8"));
const spoilJsonFile =
  (samples: ReadonlyArray<Uint8Array>): Spoiling =>
  (input, random) =>
    random() < 0.6 ? spoilBytes(samples)(input, random) : Buffer.from(looseJsonText(spoilJson(jsonOf(oneOf(random, samples)), random), random));

const installations = [0, 1, 3].map((people) =>
  installationBytes({
    installation: stranger.key, log_vkey: noteKeyText(log.key), witness_vkey: noteKeyText(witnesses[0]?.key ?? log.key),
    writers: Array.from({ length: people }, (_, number) => seededSigner(number).key),
  }),
);

const judgeInstallation = (input: Uint8Array): FuzzAnswer => {
  const parsed = parseInstallation(input);
  if (!parsed.ok) return refused(parsed.failure.kind);
  const written = installationBytes(parsed.value);
  const isSorted = JSON.stringify(parsed.value.writers) === JSON.stringify([...parsed.value.writers].sort());
  if (isSorted && !same(written, input)) return find("the file is not written as it was read");
  return accepted("its keys are keys; which installation it is, the link and the log prove");
};

const slots = [0, 7, 4_000_000].map((size) => slotOf({ root: "ab".repeat(32), size }));

const judgeSlot = (input: Uint8Array): FuzzAnswer => {
  const mark = markOfSlot(input);
  if (mark === null) return refused("not intact");
  if (parseMark(JSON.stringify({ root: mark.root, size: mark.size })) === null) return find("a mark that cannot be written is read");
  return same(slotOf(mark), input) ? accepted("it is a mark; the journal's root must fit it") : find("a slot is not written as it was read");
};

const openings = [{ for: stranger.key, salt: "ab".repeat(16), value: "Ann Lee" }, { for: stranger.key, salt: "cd".repeat(16), value: { a: [1, null] } }].map((opening) => Buffer.from(JSON.stringify(opening)));

const judgeOpening = (input: Uint8Array): FuzzAnswer => {
  const parsed = parseCanonicalBytes(input);
  const opening = parsed.ok && isObject(parsed.value) ? parseOpening(parsed.value) : null;
  if (opening === null) return refused("no opening");
  const isKnown = openings.some((one) => same(one, input));
  const sealed = openings.map((one) => openingDigest(JSON.parse(one.toString("utf8"))));
  if (!isKnown && sealed.includes(openingDigest(opening))) return find("another opening fits a sealed value");
  return accepted("it is an opening; it counts only for the sealed value with its digest");
};

const policies = [
  witnesses.map(({ key }, index) => `witness w${index} ${noteKeyText(key)} https://w${index}.example/`).concat("group both all w0 w1", "quorum both"),
  [`log ${noteKeyText(log.key)}`, `witness w0 ${noteKeyText(witnesses[0]?.key ?? log.key)}`, "# by hand", "", "quorum w0"],
  ["quorum none"],
].map((lines) => utf8Of(`${lines.join("\n")}\n`));

const policyKeys = rememberKeys();

const judgePolicy = (input: Uint8Array): FuzzAnswer => {
  const text = Buffer.from(input).toString("utf8");
  const parsed = parseWitnessPolicy(text, policyKeys);
  if (!parsed.ok) return refused(parsed.failure.kind);
  const keys = parsed.value.witnesses.map(({ key }) => key.key);
  if (new Set(keys).size < keys.length) return find("two witnesses of a policy have one key");
  return accepted("it is a policy of other names or groups, whose quorum can be met");
};

/** A small journal on disk with its mark, leaves and checkpoint; each input is one of its files instead of the good one. */
const makeFolder = async () => {
  const folder = mkdtempSync(join(tmpdir(), "throughlife-fuzz-"));
  process.on("exit", () => rmSync(folder, { force: true, recursive: true }));
  const files = nodeDiskFiles(process.platform);
  mkdirSync(join(folder, "journal"), { recursive: true });
  const now = () => valueOf(parseInstant("2026-03-01T12:00:00.000000Z"));
  const journal = valueOf(await openJournal({ files, log, now, outsideMark: null }, { dataFolder: folder }));
  valueOf(await journal.append(histories.records.slice(0, 12).map((record) => ({ from: stranger.key, record }))));
  valueOf(await journal.checkpoint());
  valueOf(await journal.close());
  return folder;
};
const folder = await makeFolder();
const fileNames = ["journal/000000.log", "journal/000000.leaves", "mark", "checkpoint"] as const;
const goodFiles = new Map<string, Uint8Array>(fileNames.map((name) => [name, readFileSync(join(folder, name))]));
const nameEnd = 10;
const folderInput = (name: string, bytes: Uint8Array): Uint8Array => Buffer.concat([utf8Of(`${name}\n`), bytes]);
const folderSamples = fileNames.map((name) => folderInput(name, goodFiles.get(name) ?? new Uint8Array(0)));

const spoilFile: Spoiling = (input, random) => {
  const end = input.indexOf(nameEnd) + 1;
  return Buffer.concat([input.subarray(0, end), spoilLines(folderSamples)(input.subarray(end), random)]);
};

const checker = createFrameChecker({ threads: 1 });
const verify = createNodeVerify();
const genuine = new Set<string>(histories.records.map(({ id }) => id));

const judgeFolder = async (input: Uint8Array): Promise<FuzzAnswer> => {
  const end = input.indexOf(nameEnd);
  const name = Buffer.from(input.subarray(0, Math.max(0, end))).toString("latin1");
  const good = goodFiles.get(name);
  if (good === undefined) return refused("another file");
  const bytes = input.subarray(end + 1);
  writeFileSync(join(folder, name), bytes);
  try {
    const { end: fault, evidence } = await readFolderEvidence(nodeDiskFiles(process.platform), folder, { checker, verify });
    const strange = [...evidence.ledger.histories.values()].flatMap(({ records }) => [...records.keys()]).find((id) => !genuine.has(id));
    if (strange !== undefined) return find(`the record ${strange}, which no writer signed, was taken`);
    if (fault !== null) return refused(fault.kind);
    if (same(bytes, good)) return accepted(itself);
    const isWhole = name !== "journal/000000.log" || same(bytes.subarray(0, good.length), good);
    return isWhole ? accepted("the lines over which the checkpoint was signed are all there; the rest is made again or cut") : find("a journal that was changed is whole");
  } finally {
    writeFileSync(join(folder, name), good);
  }
};

const dossier = fixture("document/service-dossier.pdf");

const described = valueOf(readDocument(dossier));
const bundleInside = described.bundle;
const issuedSchema = z.object({ base_sha256: z.string(), pages: z.array(z.string()) });
const issued: IssuedReport = issuedSchema.parse(JSON.parse(Buffer.from(fixture("document/service-dossier.json")).toString("utf8")));

/** Whatever is changed is found, or lies in the bundle, which is read by the rules of bundles. */
const judgeDocument = (input: Uint8Array): FuzzAnswer => {
  const found = verifyDocument(input, () => [issued]);
  if (!found.ok) return refused(found.failure.kind);
  const inside = readDocument(input);
  if (inside.ok && !same(inside.value.bundle, bundleInside)) return accepted("the pages are those that were issued; the other bundle is read by its own rules");
  return same(input, dossier) ? accepted(itself) : find("a document that was changed is as it was issued");
};

/** The targets of this file. */
export const fileTargets: ReadonlyArray<FuzzTarget> = [
  { name: "installation", perMille: 6, samples: installations, spoil: spoilJsonFile(installations), judge: judgeInstallation },
  { name: "mark", perMille: 20, samples: slots, spoil: spoilBytes(slots), judge: judgeSlot },
  { name: "opening", perMille: 20, samples: openings, spoil: spoilJsonFile(openings), judge: judgeOpening },
  { name: "witness-policy", perMille: 10, samples: policies, spoil: spoilLines(policies), judge: judgePolicy },
  { name: "data-folder", perMille: 4, samples: folderSamples, spoil: spoilFile, judge: judgeFolder },
  { name: "document", perMille: 1, samples: [dossier], spoil: spoilBytes([dossier]), judge: judgeDocument },
];
