/** Verifies a protection copy: every bundle of the set as one body of evidence, and the attachments beside them. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { hexOf } from "../../shared/encoding/hex.ts";
import type { Outcome } from "../../shared/outcome/outcome.ts";
import {
  copyManifestBytesMax,
  copyManifestName,
  parseCopyManifest,
  type CopyManifest,
  type CopyPart,
} from "../../shared/sync/copy-manifest.ts";
import { fileSource } from "../bundle/bundle-source.ts";
import type { BundleTools } from "../bundle/bundle-reader.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { Evidence } from "./evidence.ts";
import { readBundleEvidence } from "./verify-bundle.ts";
import type { FolderEvidence } from "./verify-folder.ts";
import type { ReadingEnd } from "./verdict.ts";

export interface CopyReading {
  readonly tools: BundleTools;
  readonly progress: (done: number, of: number) => void;
}

/** Reads the copy in a folder. The first fault ends it; what was good before stays in the evidence. */
export const readCopyEvidence = async (
  files: DiskFiles,
  folder: string,
  reading: CopyReading,
): Promise<FolderEvidence> => {
  const evidence = new Evidence();
  const manifest = await manifestOf(files, folder);
  const ended = (end: ReadingEnd | null, remarks: ReadonlyArray<string> = []): FolderEvidence => ({
    end,
    evidence,
    remarks,
    warnings: [],
  });
  if (!manifest.ok) return ended(notVerified(manifest.failure, copyManifestName));
  const end = await readParts(files, folder, { evidence, manifest: manifest.value, reading });
  if (end !== null) return ended(end);
  const damaged = await readAttachments(folder, evidence);
  const { lines, made, parts } = manifest.value;
  return ended(damaged, [`a copy of ${lines} journal lines in ${parts.length} bundles, made at ${made ?? "no time"}`]);
};

const manifestOf = async (files: DiskFiles, folder: string): Promise<Outcome<CopyManifest>> => {
  const path = join(folder, copyManifestName);
  const bytes = await readBounded(files, path, copyManifestBytesMax);
  return bytes.ok ? parseCopyManifest(bytes.value, path) : bytes;
};

interface PartsWish {
  readonly evidence: Evidence;
  readonly manifest: CopyManifest;
  readonly reading: CopyReading;
}

const readParts = async (
  files: DiskFiles,
  folder: string,
  { evidence, manifest: { parts }, reading: { progress, tools } }: PartsWish,
): Promise<ReadingEnd | null> => {
  const of = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const part of parts) {
    const source = await fileSource(files, join(folder, "parts", part.file));
    const place = `parts/${part.file}`;
    if (!source.ok) return { verdict: "incomplete", kind: "copyIncomplete", message: missingText(part), place };
    const before = done;
    const onProgress = (bytes: number): void => progress(before + bytes, of);
    const { end } = await readBundleEvidence(source.value, { ...tools, onProgress }, evidence);
    if (end !== null) return { ...end, place: end.place === null ? place : `${place}, ${end.place}` };
    if (source.value.sizeBytes !== part.bytes)
      return notVerified(
        { kind: "copyChanged", message: `${place} is not the bundle that ${copyManifestName} names.` },
        place,
      );
    done += part.bytes;
  }
  return null;
};

const missingText = ({ file, first, lines }: CopyPart): string =>
  `The bundle ${file} with the journal lines ${first} to ${first + lines - 1} is missing on the copy. What came before it is good.`;

const readAttachments = async (folder: string, evidence: Evidence): Promise<ReadingEnd | null> => {
  const shelves = join(folder, "attachments");
  const entries = await readdir(shelves, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((one) => one.isFile() && /^[0-9a-f]{64}$/.test(one.name))) {
    if ((await digestOf(join(entry.parentPath, entry.name))) !== entry.name)
      return notVerified(
        {
          kind: "attachmentDamaged",
          message: `The attachment ${entry.name.slice(0, 12)}… is not what its name says: the file was changed.`,
        },
        `attachments/${entry.name.slice(0, 2)}/${entry.name}`,
      );
    evidence.presentAttachments.add(entry.name);
  }
  return null;
};

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hexOf(hash.digest());
};

const notVerified = (
  { kind, message }: { readonly kind: string; readonly message: string },
  place: string,
): ReadingEnd => ({ verdict: "not verified", kind, message, place });
