/**
 * The first pass over a bundle: header, size, ratio, line lengths, digest and trailer, before anything of it is taken
 * in.
 */
import type { VerifySignature } from "../../shared/crypto/signature.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { parseHeader, parseLine, type BundleHeader } from "../../shared/ledger/bundle.ts";
import { bundleFault, leavesGoodPrefix, type BundleFault } from "./bundle-fault.ts";
import { BundleFeed } from "./bundle-feed.ts";
import type { BundleSource } from "./bundle-source.ts";
import { behindTrailer, trailerFailure } from "./bundle-trailer.ts";

/** Whether a bundle may be read at all; `cut` names why only a prefix of it will be. */
export type BundleInspection =
  | { readonly kind: "refused"; readonly header: BundleHeader | null; readonly fault: BundleFault }
  | { readonly kind: "readable"; readonly header: BundleHeader; readonly cut: BundleFault | null };

/** Reads a bundle through without checking its records: 150 to 300 MB of plain text a second. */
export const inspectBundle = async (
  source: BundleSource,
  verify: VerifySignature,
  signal?: AbortSignal,
): Promise<BundleInspection> => {
  const feed = new BundleFeed(source, signal);
  try {
    return await inspectFeed(feed, verify);
  } finally {
    await feed.close();
  }
};

const inspectFeed = async (feed: BundleFeed, verify: VerifySignature): Promise<BundleInspection> => {
  const first = await feed.peek();
  const header = first === null ? null : parseHeader(first);
  if (header !== null && !header.ok) {
    return { kind: "refused", header: null, fault: bundleFault(header.failure, { line: 1 }) };
  }
  if (header === null) return { kind: "refused", header: null, fault: endFault(feed) };
  const fault = await readThrough(feed, header.value.from, verify);
  return fault === null || leavesGoodPrefix(fault)
    ? { kind: "readable", header: header.value, cut: fault }
    : { kind: "refused", header: header.value, fault };
};

const readThrough = async (feed: BundleFeed, from: string, verify: VerifySignature): Promise<BundleFault | null> => {
  while ((await feed.takeWhile((line) => !mayBeTrailer(line))).length > 0);
  const line = await feed.peek();
  if (line === null) return endFault(feed);
  const place = { line: feed.lineNumber };
  const trailer = parseLine(line);
  if (!trailer.ok) return bundleFault(trailer.failure, place);
  if (trailer.value.kind !== "trailer") throw new Error("A line that begins like a trailer was read as something else");
  const failure = trailerFailure(feed.digest(), from, trailer.value, verify);
  if (failure !== null) return bundleFault(failure, place);
  feed.pass();
  if ((await feed.peek()) === null) return feed.fault === null ? null : bundleFault(feed.fault);
  return bundleFault(behindTrailer, { line: feed.lineNumber });
};

const endFault = (feed: BundleFeed): BundleFault =>
  bundleFault(feed.fault ?? { kind: "bundleCutOff", message: cutOffMessage }, { line: feed.lineNumber });

const cutOffMessage =
  "The bundle is cut off: its last line with digest and signature is missing. What came before is good.";

/** Of all lines only the trailer begins like this: canonical JSON sorts its members. */
const trailerBeginning = utf8Of('{"sha256":');

const mayBeTrailer = (line: Uint8Array): boolean => trailerBeginning.every((code, index) => line[index] === code);
