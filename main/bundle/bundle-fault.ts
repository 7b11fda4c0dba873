/** Why the reading of a bundle ended, and where: the first fault and its place. */
import type { RecordId } from "../../shared/ledger/record.ts";
import type { Failure } from "../../shared/outcome/outcome.ts";

/** Where a fault lies in the plain text of a bundle: its line, from 1, and the record on it. */
export interface BundlePlace {
  readonly line: number | null;
  readonly record: RecordId | null;
}

/** `kind` is one of `BundleFaultKind`, or that of a frame, a record, a chain rule, a disk or a handler. */
export interface BundleFault extends Failure, BundlePlace {}

/** The faults of the file as such; those of single records and lines come besides. */
export type BundleFaultKind =
  | "bundleCutOff"
  | "bundleDamaged"
  | "bundleGzip"
  | "bundleAfterEnd"
  | "bundleRatio"
  | "bundleSize"
  | "bundleLineLength"
  | "bundleTrailer"
  | "bundleOpening"
  | "bundlePart"
  | "bundleCancelled";

/** Names a fault and its place. */
export const bundleFault = (failure: Failure, place: Partial<BundlePlace> = {}): BundleFault => ({
  kind: failure.kind,
  message: failure.message,
  line: place.line ?? null,
  record: place.record ?? null,
});

/**
 * A fault after which the good prefix of a bundle is still taken: it has no trailer that could be wrong (section 9).
 */
export const leavesGoodPrefix = ({ kind }: Failure): boolean => kind === "bundleCutOff" || kind === "bundleDamaged";

/** The place of a fault in words, or `null`. */
export const placeText = ({ line, record }: BundlePlace): string | null => {
  if (line === null) return null;
  return record === null ? `line ${line}` : `line ${line}, record ${record.slice(0, 12)}…`;
};
