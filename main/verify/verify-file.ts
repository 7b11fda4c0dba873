/**
 * Verifies whatever is given: a data folder, a protection copy, a document or a bundle, told apart by what it is and
 * not by its name.
 */
import { open, readFile, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { VerdictReport } from "../../shared/rpc/rows.ts";
import { copyManifestName } from "../../shared/sync/copy-manifest.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { documentBytesMax } from "../document/read-document.ts";
import { fileSource } from "../bundle/bundle-source.ts";
import type { BundleTools } from "../bundle/bundle-reader.ts";
import { createFrameChecker } from "../signature/frame-checker.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { Evidence } from "./evidence.ts";
import { verdictOf } from "./verdict.ts";
import { readBundleEvidence } from "./verify-bundle.ts";
import { readCopyEvidence } from "./verify-copy.ts";
import { isProof, proofBytesMax, proofHeadBytes, readProofEvidence } from "./verify-proof.ts";
import { readDocumentEvidence } from "./verify-document.ts";
import { readFolderEvidence } from "./verify-folder.ts";

export interface VerifyWish {
  readonly path: string;
  readonly trust: string | null;
  readonly strict: boolean;
}

/** Whoever waits for a verdict: hears how far it came, in bytes of a bundle, and may stop it. */
export interface VerifyWatch {
  readonly progress?: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/** The verdict on a path; it always has one, for a file that cannot be read it says why. */
export const verifyFile = async (
  files: DiskFiles,
  wish: VerifyWish,
  watch: VerifyWatch = {},
): Promise<VerdictReport> => {
  const checker = createFrameChecker({ threads: availableParallelism() });
  try {
    const { progress, signal } = watch;
    const tools = { checker, verify: nodeVerify, ...(signal === undefined ? {} : { signal }) };
    return await verifyKind(files, wish, { tools, progress: progress ?? (() => undefined) });
  } finally {
    await checker.close();
  }
};

interface Verifying {
  readonly tools: BundleTools;
  readonly progress: (done: number, of: number) => void;
}

const verifyKind = async (
  files: DiskFiles,
  wish: VerifyWish,
  { progress, tools }: Verifying,
): Promise<VerdictReport> => {
  const kind = await kindOf(wish.path);
  switch (kind) {
    case "data folder":
      return verdictOf(...withWish(await readFolderEvidence(files, wish.path, tools), kind, wish));
    case "document":
      return verdictOf(...withWish(await readDocumentEvidence(await readFile(wish.path), tools), kind, wish));
    case "bundle": {
      const source = await fileSource(files, wish.path);
      if (!source.ok) return unreadable(source.failure.kind, source.failure.message, wish);
      const onProgress = (bytes: number): void => progress(bytes, source.value.sizeBytes);
      return verdictOf(...withWish(await readBundleEvidence(source.value, { ...tools, onProgress }), kind, wish));
    }
    case "proof": {
      const bytes = await readBounded(files, wish.path, proofBytesMax);
      if (!bytes.ok) return unreadable(bytes.failure.kind, bytes.failure.message, wish);
      return verdictOf(...withWish(readProofEvidence(bytes.value), kind, wish));
    }
    case "copy":
      return verdictOf(...withWish(await readCopyEvidence(files, wish.path, { progress, tools }), "bundle", wish));
    case "folder":
      return unreadable(
        "notADataFolder",
        `${wish.path} is a folder without a journal, so it is no data folder of Throughlife, and no copy of one.`,
        wish,
      );
    case "too large":
      return unreadable(
        "documentTooLarge",
        `${wish.path} is a PDF of more than ${documentBytesMax} bytes; no report is that large.`,
        wish,
      );
    case "missing":
      return unreadable("fileUnreadable", `${wish.path} cannot be read. Check the name and your permission.`, wish);
  }
};

type PathKind = "bundle" | "copy" | "data folder" | "document" | "folder" | "missing" | "proof" | "too large";

const kindOf = async (path: string): Promise<PathKind> => {
  const facts = await stat(path).catch(() => null);
  if (facts === null) return "missing";
  if (facts.isDirectory()) {
    if (await isDataFolder(path)) return "data folder";
    return (await stat(join(path, copyManifestName)).catch(() => null)) === null ? "folder" : "copy";
  }
  const head = await firstBytes(path);
  if (head === null) return "missing";
  if (isProof(head)) return "proof";
  if (!head.startsWith("%PDF-")) return "bundle";
  return facts.size > documentBytesMax ? "too large" : "document";
};

const isDataFolder = async (path: string): Promise<boolean> => {
  const found = await Promise.all(
    ["installation.json", "journal", "mark"].map((name) => stat(join(path, name)).catch(() => null)),
  );
  return found.some((entry) => entry !== null);
};

const firstBytes = async (path: string): Promise<string | null> => {
  const file = await open(path, "r").catch(() => null);
  if (file === null) return null;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(proofHeadBytes), 0, proofHeadBytes, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } catch {
    return null;
  } finally {
    await file.close();
  }
};

type Read = Parameters<typeof verdictOf>[1]["end"];

const withWish = (
  {
    end,
    evidence,
    remarks = [],
    warnings = [],
  }: {
    readonly evidence: Evidence;
    readonly end: Read;
    readonly remarks?: ReadonlyArray<string>;
    readonly warnings?: ReadonlyArray<string>;
  },
  kind: VerdictReport["kind"],
  { strict, trust }: VerifyWish,
): Parameters<typeof verdictOf> => [evidence, { end, kind, remarks, strict, trust, warnings }];

const unreadable = (kind: string, message: string, { strict, trust }: VerifyWish): VerdictReport =>
  verdictOf(new Evidence(), {
    end: { verdict: "not verified", kind, message, place: null },
    kind: "unknown",
    strict,
    trust,
  });
