/** A file that is seen under its name only when it is whole and safely on disk: written beside it, synced, renamed. */
import { dirname } from "node:path";
import { failed, success } from "../../shared/outcome/outcome.ts";
import { diskFailure, type DiskFailure } from "./disk-failure.ts";
import type { DiskFiles, DiskOutcome, OpenFile } from "./disk-files.ts";
import { renamePatiently, type Wait } from "./rename-patiently.ts";
import { writeFully } from "./write-fully.ts";

export interface DurableOptions {
  /** Permissions of the file, 0o644 by default; 0o600 for secrets. */
  readonly mode?: number;
  /** How a retry waits; a real timer by default. */
  readonly wait?: Wait;
  /** True when the caller syncs the folder: once for many files, after the last of them. */
  readonly folderLater?: boolean;
}

/**
 * Ends with `publish`, `abandon` or a failure. After a failure the old file, if any, is still there; only where the
 * very last step failed, the sync of the folder, the new one is seen although a power cut may take it back.
 */
export interface DurableFile {
  readonly append: (bytes: Uint8Array) => DiskOutcome<void>;
  /** Afterwards the file is durable under its name, in one step. */
  readonly publish: () => DiskOutcome<void>;
  readonly abandon: () => Promise<void>;
}

/** A part file is one that was not published: `NAME.N.part`. Those found at start are left over from a crash. */
export const isPartName = (name: string): boolean => /\.\d+\.part$/.test(name);

/**
 * Begins to write `path`. The folder must exist. Any number may be written at the same time, also to one path: the last
 * wins.
 */
export const beginDurableFile = async (
  files: DiskFiles,
  path: string,
  options: DurableOptions = {},
): DiskOutcome<DurableFile> => {
  const part = await openPart(files, path, options.mode);
  return part.ok ? success(durableFile(files, path, part.value, options)) : part;
};

/** So many part files of one name mean that something else is wrong; more are not looked for. */
const partsMax = 64;

const openPart = async (files: DiskFiles, path: string, mode = 0o644): DiskOutcome<OpenFile> => {
  for (let part = 0; part < partsMax; part++) {
    const file = await files.open(`${path}.${part}.part`, "createNew", mode);
    if (file.ok || file.failure.kind !== "exists") return file;
  }
  return failed(diskFailure("EEXIST", "created", `${path}.0.part`));
};

const durableFile = (files: DiskFiles, path: string, file: OpenFile, options: DurableOptions): DurableFile => {
  let size = 0;
  let ended = false;
  const abandon = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    await file.close();
    await files.unlink(file.path);
  };
  const append = async (bytes: Uint8Array): DiskOutcome<void> => {
    const written = await writeFully(file, bytes, size);
    if (!written.ok) return abandonFor(written.failure, abandon);
    size += bytes.length;
    return written;
  };
  const publish = async (): DiskOutcome<void> => {
    const synced = await file.sync();
    if (!synced.ok) return abandonFor(synced.failure, abandon);
    ended = true;
    return closeAndRename(files, file, path, options);
  };
  return { append, publish, abandon };
};

const abandonFor = async (failure: DiskFailure, abandon: () => Promise<void>): DiskOutcome<void> => {
  await abandon();
  return failed(failure);
};

const closeAndRename = async (
  files: DiskFiles,
  file: OpenFile,
  path: string,
  { folderLater = false, wait }: DurableOptions,
): DiskOutcome<void> => {
  const closed = await file.close();
  const renamed = closed.ok ? await renamePatiently(files, file.path, path, wait) : closed;
  if (renamed.ok) return folderLater ? renamed : files.syncFolder(dirname(path));
  await files.unlink(file.path);
  return renamed;
};
