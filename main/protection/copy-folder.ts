/** A protection copy as it lies on a stick or a second disk: which one is there, and what it is missing. */
import {
  copyManifestBytes,
  copyManifestBytesMax,
  copyManifestName,
  parseCopyManifest,
  type CopyManifest,
} from "../../shared/sync/copy-manifest.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";

/** Why a copy cannot go on, besides what a disk says. */
export interface CopyPlaceFailure extends Failure {
  readonly kind: "copyMissing" | "copyOther" | "copyDamaged";
}

/** Below the folder that a person chose, so that one stick holds the copies of several computers. */
export const copyFolderIn = (chosen: string, installation: string): string =>
  `${chosen.replace(/[/\\]+$/, "")}/throughlife-copy-${installation.slice(0, 8)}`;

/** The manifest of the copy in a folder; `missing` where there is none. */
export const readManifest = async (files: DiskFiles, folder: string): Promise<Outcome<CopyManifest>> => {
  const path = `${folder}/${copyManifestName}`;
  const bytes = await readBounded(files, path, copyManifestBytesMax);
  return bytes.ok ? parseCopyManifest(bytes.value, path) : bytes;
};

/**
 * The manifest of the very copy that was chosen. A folder without it is not written to: where a stick is not plugged
 * in, its empty place may lie on the disk that is to be protected.
 */
export const expectManifest = async (
  files: DiskFiles,
  { copy, folder }: { readonly copy: string; readonly folder: string },
): Promise<Outcome<CopyManifest>> => {
  const found = await readManifest(files, folder);
  if (found.ok) return found.value.copy === copy ? found : otherCopy(folder, found.value);
  return found.failure.kind === "missing" ? missingCopy(files, folder) : found;
};

/** Replaces the manifest: from then on the copy is what it says. */
export const writeManifest = (files: DiskFiles, folder: string, manifest: CopyManifest): Promise<Outcome<void>> =>
  writeDurably(files, `${folder}/${copyManifestName}`, copyManifestBytes(manifest));

/** Begins a copy in a folder that a person has just chosen; `readMe` tells a finder what it is. */
export const beginCopy = async (
  files: DiskFiles,
  folder: string,
  { manifest, readMe }: { readonly manifest: CopyManifest; readonly readMe: Uint8Array },
): Promise<Outcome<void>> => {
  for (const path of [folder, partsIn(folder), recoveryIn(folder)]) {
    const made = await makeFolderDurably(files, path);
    if (!made.ok) return made;
  }
  const written = await writeDurably(files, `${folder}/READ-ME.txt`, readMe);
  return written.ok ? writeManifest(files, folder, manifest) : written;
};

export const partsIn = (folder: string): string => `${folder}/parts`;
export const recoveryIn = (folder: string): string => `${folder}/recovery`;

const otherCopy = (folder: string, { party }: CopyManifest): Outcome<never, CopyPlaceFailure> =>
  refuse(
    "copyOther",
    `In ${folder} lies another copy (of ${party}), not the one that was chosen: another stick is plugged in. Plug in the right one, or choose this one in its place.`,
  );

const missingCopy = async (files: DiskFiles, folder: string): Promise<Outcome<never>> => {
  const above = folder.slice(0, folder.lastIndexOf("/"));
  const chosen = await files.stat(above === "" ? "/" : above);
  if (!chosen.ok && chosen.failure.kind !== "missing") return chosen;
  const why = chosen.ok ? `${above} holds no copy of this computer` : `${above} is not there`;
  return refuse(
    "copyMissing",
    `${why}: the stick or disk is not plugged in, or it is another one. Plug in the right one, or choose another folder.`,
  );
};

/** Removes what no manifest names: bundles that were replaced, and beginnings that a pulled stick left. */
export const tidyParts = async (
  files: DiskFiles,
  folder: string,
  keep: ReadonlySet<string>,
): Promise<Outcome<void>> => {
  const names = await files.list(partsIn(folder));
  if (!names.ok) return names;
  const old = names.value.filter((name) => !keep.has(name));
  for (const name of old) {
    const removed = await files.unlink(`${partsIn(folder)}/${name}`);
    if (!removed.ok && removed.failure.kind !== "missing") return removed;
  }
  return old.length === 0 ? success(undefined) : files.syncFolder(partsIn(folder));
};
