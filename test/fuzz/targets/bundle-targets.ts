/** Bundles: spoiled as a file, as lines that are packed again, and as lines that a stranger vouches for. */
import { gunzipSync, gzipSync } from "node:zlib";
import { isObject, parseCanonical } from "../../../shared/encoding/canonical-json.ts";
import { parseLine } from "../../../shared/ledger/bundle.ts";
import { recordIdOf } from "../../../shared/ledger/record.ts";
import { bytesOfHex } from "../../../shared/encoding/hex.ts";
import { bytesSource } from "../../../main/bundle/bundle-source.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { createNodeVerify } from "../../../main/signature/node-signature.ts";
import { verdictOf } from "../../../main/verify/verdict.ts";
import { readBundleEvidence } from "../../../main/verify/verify-bundle.ts";
import { packSigned } from "../../doubles/test-bundle.ts";
import { randomBelow } from "../../doubles/seeded-random.ts";
import { spoilBytes, spoilLines, type Spoiling } from "../spoil.ts";
import { goodBundle, goodBundleLines, noteAt, receiptOf, lines as logLines, stranger } from "../good-inputs.ts";
import { accepted, find, refused, type FuzzAnswer, type FuzzTarget } from "../fuzz-target.ts";

/** The long parts of the attachment cost time and teach little: most inputs are made without them. */
const shortLines = goodBundleLines.filter((line) => line.length < 50_000).slice(0, -1);
const proofs = [
  JSON.stringify({ note: noteAt(8, 2) }),
  JSON.stringify({ receipt: { line: Buffer.from(logLines[1] ?? []).toString("utf8"), proof: receiptOf(1) } }),
].map((text) => Buffer.from(text, "utf8").toString("latin1"));
const maker = JSON.parse(goodBundleLines[0] ?? "{}").from;
const plainOf = (lines: ReadonlyArray<string>): Uint8Array => Buffer.from(lines.map((line) => `${line}\n`).join(""), "latin1");
const vouched = packSigned([...shortLines.slice(1), ...proofs].map((line) => Buffer.from(line, "latin1").toString("utf8")), stranger);

const genuineIds = new Set(goodBundleLines.filter((line) => /^[0-9a-f]{128} /.test(line)).map((line) => recordIdOf(Buffer.from(line.slice(129), "latin1"))));
const attachment = parsedPart(goodBundleLines)?.sha256 ?? "";
const plains = [plainOf(goodBundleLines), gunzipSync(vouched)];
const donors = [plainOf(shortLines), plainOf(proofs)];

/** The file as it is, or its plain lines packed again: with the trailer as it was, or with a stranger's that fits. */
const spoilBundle: Spoiling = (input, random) => {
  const way = randomBelow(random, 8);
  if (way < 2) return spoilBytes([goodBundle, vouched])(input, random);
  const plain = way === 2 ? (plains[0] ?? input) : Buffer.concat([plainOf(shortLines), plainOf(proofs)]);
  const spoilt = spoilLines(donors)(plain, random);
  if (way < 5) return gzipSync(spoilt, { level: 1 });
  const [header = "", ...rest] = Buffer.from(spoilt).toString("utf8").split("\n");
  return packSigned(rest.slice(0, -1), stranger, way === 5 ? header : strangersHeader);
};
const strangersHeader = `{"caps":[],"contains":[],"format":"throughlife/bundle","from":"${stranger.key}","v":1}`;

const checker = createFrameChecker({ threads: 1 });
const verify = createNodeVerify();

const judgeBundle = async (input: Uint8Array): Promise<FuzzAnswer> => {
  const { end, evidence } = await readBundleEvidence(bytesSource(input), { checker, verify });
  const { verdict } = verdictOf(evidence, { end, kind: "bundle", strict: false, trust: null });
  const strange = [...evidence.ledger.histories.values()].flatMap(({ records }) => [...records.keys()]).find((id) => !genuineIds.has(id));
  if (strange !== undefined) return find(`the record ${strange}, which no writer signed, was taken`);
  if ([...evidence.presentAttachments].some((sha256) => sha256 !== attachment)) return find("an attachment that no record names was taken");
  if (end !== null) return refused(end.kind);
  if (verdict !== "self-consistent") return find(`a whole bundle is ${verdict}`);
  const plain = gunzipSync(input);
  if (plains.some((one) => Buffer.compare(one, plain) === 0)) return accepted("its plain lines are those of a good one");
  const [header = ""] = plain.toString("latin1").split("\n", 1);
  return header.includes(`"from":"${maker}"`)
    ? find("a bundle that its maker never signed is whole")
    : accepted("a stranger vouches with a key of its own for records that are all genuine");
};

function parsedPart(lines: ReadonlyArray<string>): { readonly sha256: string } | null {
  const found = lines.map((line) => parseLine(Buffer.from(line, "latin1"))).find((line) => line.ok && line.value.kind === "part");
  return found?.ok === true && found.value.kind === "part" ? found.value : null;
}

const lineSamples = [...shortLines.filter((line) => line.startsWith("{")), ...proofs, goodBundleLines.at(-1) ?? ""].map((line): Uint8Array => Buffer.from(line, "latin1"));

/** A line that is no frame must be the canonical text of an object of a known kind. */
const judgeBundleLine = (input: Uint8Array): FuzzAnswer => {
  const parsed = parseLine(input);
  if (!parsed.ok) return refused(parsed.failure.kind);
  if (parsed.value.kind === "frame") return refused("left to the reader of frames");
  const value = parseCanonical(Buffer.from(input).toString("utf8"));
  if (!value.ok || !isObject(value.value)) return find("a line that is not canonical is read");
  if (parsed.value.kind === "trailer" && bytesOfHex(parsed.value.sig)?.length !== 64) return find("a trailer without a signature is read");
  return accepted("it has the form of its kind; what it says is checked behind it");
};

/** The targets of this file. */
export const bundleTargets: ReadonlyArray<FuzzTarget> = [
  { name: "bundle", perMille: 12, samples: [goodBundle, vouched], spoil: spoilBundle, judge: judgeBundle },
  { name: "bundle-line", perMille: 24, samples: lineSamples.slice(1), spoil: spoilBytes(lineSamples), judge: judgeBundleLine },
];
