/**
 * Verifies a document: its pages against the record that issued it, and the bundle inside (record-format.md, section
 * 10).
 */
import { verifyDocument } from "../document/compare-with-issued.ts";
import { readDocument } from "../document/read-document.ts";
import { bytesSource } from "../bundle/bundle-source.ts";
import type { BundleTools } from "../bundle/bundle-reader.ts";
import { Evidence } from "./evidence.ts";
import type { ReadingEnd } from "./verdict.ts";
import { readBundleEvidence, type BundleEvidence } from "./verify-bundle.ts";

/** What is wrong with the document itself comes first, then what is wrong with the bundle inside. */
export const readDocumentEvidence = async (bytes: Uint8Array, tools: BundleTools): Promise<BundleEvidence> => {
  const bundle = bundleIn(bytes);
  const read =
    bundle === null ? { evidence: new Evidence(), end: null } : await readBundleEvidence(bytesSource(bundle), tools);
  const document = verifyDocument(bytes, () => read.evidence.issued);
  if (document.ok) return { evidence: read.evidence, end: read.end === null ? null : insideEnd(read.end) };
  const { kind, message } = document.failure;
  const fault: ReadingEnd = { verdict: "not verified", kind, message, place: null };
  // A bundle that cannot be read is the reason why no issuing record was found in it.
  return {
    evidence: read.evidence,
    end: read.end !== null && read.evidence.issued.length === 0 ? insideEnd(read.end) : fault,
  };
};

const bundleIn = (bytes: Uint8Array): Uint8Array | null => {
  const found = readDocument(bytes);
  if (found.ok) return found.value.bundle;
  return found.failure.kind === "rewritten" ? found.failure.salvaged.bundle : null;
};

const insideEnd = (end: ReadingEnd): ReadingEnd => ({
  ...end,
  verdict: "not verified",
  message: `The bundle inside the document does not hold: ${end.message}`,
  place: end.place === null ? "bundle inside the document" : `bundle inside the document, ${end.place}`,
});
