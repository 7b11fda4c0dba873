/**
 * Verifies a proof that stands for itself: the receipt of a record, a split view of a log, a broken promise. Each is a
 * small text.
 */
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import { readFrame, rememberKeys } from "../../shared/ledger/frame.ts";
import { parseReceipt } from "../../shared/ledger/receipt.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { parseBrokenPromise, verifyBrokenPromise, type PromiseVerdict } from "../../shared/witness/promise.ts";
import { parseSplitView, splitViewSentence, verifySplitView } from "../../shared/witness/split-view.ts";
import { parseLine } from "../journal/journal-line.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { Evidence } from "./evidence.ts";
import type { ReadingEnd } from "./verdict.ts";

export interface ProofEvidence {
  readonly evidence: Evidence;
  readonly end: ReadingEnd | null;
  readonly remarks: ReadonlyArray<string>;
  readonly warnings: ReadonlyArray<string>;
}

/** No proof is longer: two notes, or a line of a journal, and hashes. */
export const proofBytesMax = 2 * 1024 * 1024;

/** True for the beginning of a file that is such a proof. */
export const isProof = (head: string): boolean => beginnings.some((beginning) => head.startsWith(beginning));

/** Bytes that are enough to tell. */
export const proofHeadBytes = 40;

/** Reads a proof; what it proves is said in words. */
export const readProofEvidence = (bytes: Uint8Array): ProofEvidence => {
  const evidence = new Evidence();
  evidence.bytes = bytes.length;
  const found = judge(textOf(bytes) ?? "", evidence);
  if (found.ok) return { end: null, evidence, remarks: [], warnings: [], ...found.value };
  const { kind, message } = found.failure;
  return { end: { kind, message, place: null, verdict: "not verified" }, evidence, remarks: [], warnings: [] };
};

type Finding = Partial<Pick<ProofEvidence, "remarks" | "warnings">>;

const receiptBeginning = "c2sp.org/tlog-proof@v1\n";
const splitBeginning = '{"format":"throughlife/split-view"';
const promiseBeginning = '{"format":"throughlife/broken-promise"';
const beginnings = [receiptBeginning, splitBeginning, promiseBeginning];

const judge = (text: string, evidence: Evidence): Outcome<Finding> => {
  if (text.startsWith(receiptBeginning)) return judgeReceipt(text, evidence);
  if (text.startsWith(splitBeginning)) {
    const split = parseSplitView(text);
    if (!split.ok) return split;
    const proved = verifySplitView(split.value, nodeVerify);
    return proved.ok ? success({ warnings: [`Proved: ${splitViewSentence(proved.value)}`] }) : proved;
  }
  const broken = parseBrokenPromise(text);
  if (!broken.ok) return broken;
  const proved = verifyBrokenPromise(broken.value, nodeVerify);
  return proved.ok ? success({ warnings: [promiseWarning(proved.value)] }) : proved;
};

const promiseWarning = ({ sentence, standing }: PromiseVerdict): string =>
  standing === "proved"
    ? `Proved: ${sentence}`
    : `Not proved, only said: ${sentence} Anybody can make a witness key and cosign an old checkpoint late. Believe it if you trust whoever holds that key, as the witness policy of your register may say.`;

const judgeReceipt = (text: string, evidence: Evidence): Outcome<Finding> => {
  const receipt = parseReceipt(text);
  if (!receipt.ok) return receipt;
  const line = receipt.value.extra === null ? null : textOf(receipt.value.extra);
  if (line === null) return noLine;
  const opened = evidence.times.addReceipt({ line, proof: text }, nodeVerify);
  if (!opened.ok) return opened;
  const parsed = parseLine(utf8Of(line));
  if (!parsed.ok) return refuse("receiptLine", `The line of the receipt ${parsed.failure.message}.`);
  const signed = readFrame(parsed.value.frame, { key: rememberKeys(), verify: nodeVerify });
  if (!signed.ok) return signed;
  evidence.receipts++;
  const { id, record } = signed.value;
  const { checkpoint, times } = opened.value;
  const where = `line ${receipt.value.index} of the log ${checkpoint.origin}, which has ${checkpoint.size} lines`;
  return success({
    remarks: [
      `The record ${id} (${record.type}, said to be of ${record.at}, signed by ${record.writer}) stands as ${where}.`,
      ...times.map(({ time, witness }) => `The witness ${witness} had seen that log by ${time}.`),
      ...(times.length === 0 ? ["Nobody has cosigned this checkpoint: it says nothing about the time."] : []),
    ],
  });
};

const noLine = refuse(
  "receiptLine",
  'The receipt does not hold the line that it is about (its line "extra"), so it proves nothing by itself.',
);
