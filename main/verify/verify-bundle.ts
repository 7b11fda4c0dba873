/** Verifies a bundle: every record, note, receipt, opening and attachment in it, and the trailer over all of them. */
import { success, type Failure } from "../../shared/outcome/outcome.ts";
import { leavesGoodPrefix, placeText } from "../bundle/bundle-fault.ts";
import {
  readBundle,
  type BundleHandlers,
  type BundleReading,
  type BundleTools,
  type RecordFault,
} from "../bundle/bundle-reader.ts";
import type { BundleSource } from "../bundle/bundle-source.ts";
import { Evidence } from "./evidence.ts";
import type { ReadingEnd } from "./verdict.ts";

export interface BundleEvidence {
  readonly evidence: Evidence;
  readonly end: ReadingEnd | null;
}

/**
 * Reads a bundle into evidence: that of the bundles before it, where it is one of a set. What is good before a fault is
 * in it; the fault is the end.
 */
export const readBundleEvidence = async (
  source: BundleSource,
  tools: BundleTools,
  evidence: Evidence = new Evidence(),
): Promise<BundleEvidence> => {
  const reading = await readBundle(source, handlersOf(evidence, tools), tools);
  evidence.bytes += reading.plainBytes;
  return { evidence, end: endOf(reading) };
};

const handlersOf = (evidence: Evidence, { verify }: BundleTools): BundleHandlers => ({
  records: (records, first) => {
    for (const [index, signed] of records.entries()) {
      const added = evidence.add(signed);
      if (!added.ok)
        return Promise.resolve<RecordFault | null>({ index: first + index, record: signed.id, failure: added.failure });
    }
    return Promise.resolve<RecordFault | null>(null);
  },
  note: (note) => {
    return answer(evidence.times.addNote(note, verify));
  },
  receipt: (receipt) => {
    const opened = evidence.times.addReceipt(receipt, verify);
    if (opened.ok) evidence.receipts++;
    return answer(opened);
  },
  opening: (opening) => {
    evidence.addOpening(opening);
    return answer(success(null));
  },
  part: ({ isLast, sha256 }) => {
    if (isLast) evidence.presentAttachments.add(sha256);
    return answer(success(null));
  },
});

const answer = (
  outcome: { readonly ok: true } | { readonly ok: false; readonly failure: Failure },
): Promise<Failure | null> => Promise.resolve(outcome.ok ? null : outcome.failure);

const endOf = ({ fault }: BundleReading): ReadingEnd | null => {
  if (fault === null) return null;
  const verdict = leavesGoodPrefix(fault) ? "incomplete" : "not verified";
  return { verdict, kind: fault.kind, message: fault.message, place: placeText(fault) };
};
