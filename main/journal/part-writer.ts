/** Writes the last part of the journal and its leaf hashes, and begins the next part. */
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome, OpenFile } from "../disk/disk-files.ts";
import { writeFully } from "../disk/write-fully.ts";
import type { JournalPaths } from "./journal-folder.ts";
import { leafBytes } from "./leaf-file.ts";
import type { LineGroup } from "./line-group.ts";

/** How much of a part is there. */
export interface PartEnd {
  readonly part: number;
  readonly bytes: number;
  readonly lines: number;
}

export interface PartWriter {
  /** What is confirmed of the last part. */
  readonly end: () => PartEnd;
  /** Writes a group behind what is confirmed and brings it to disk. It is not confirmed before `confirm`. */
  readonly write: (group: LineGroup) => DiskOutcome<void>;
  readonly confirm: (group: LineGroup) => void;
  /** Takes what was written and not confirmed away again. */
  readonly cutBack: () => DiskOutcome<void>;
  /** Begins the next part; after a failure the old one is still the last. */
  readonly rotate: () => DiskOutcome<void>;
  /** Brings the leaf hashes to disk, which is not needed for safety: a reader at hand finds them whole. */
  readonly syncLeaves: () => DiskOutcome<void>;
  readonly close: () => DiskOutcome<void>;
}

/** Opens the last part for writing behind `end`. */
export const openPartWriter = async (files: DiskFiles, paths: JournalPaths, end: PartEnd): DiskOutcome<PartWriter> => {
  const opened = await openPart(files, paths, end.part, "readWrite");
  return opened.ok ? success(partWriter(files, paths, { ...opened.value, end })) : opened;
};

/** Makes an empty part and the names of its files durable. */
export const createPart = async (files: DiskFiles, paths: JournalPaths, part: number): DiskOutcome<void> => {
  const opened = await beginPart(files, paths, part);
  return opened.ok ? closeAll([opened.value.log, opened.value.leaves]) : opened;
};

interface OpenPart {
  readonly log: OpenFile;
  readonly leaves: OpenFile;
}

const partWriter = (files: DiskFiles, paths: JournalPaths, first: OpenPart & { readonly end: PartEnd }): PartWriter => {
  let { log, leaves, end } = first;
  const write = async (group: LineGroup): DiskOutcome<void> => {
    const written = await writeFully(log, group.bytes, end.bytes);
    if (!written.ok) return written;
    const hashed = await writeFully(leaves, group.leaves, end.lines * leafBytes);
    return hashed.ok ? log.datasync() : hashed;
  };
  const cutBack = async (): DiskOutcome<void> => {
    const cut = await log.truncate(end.bytes);
    // Superfluous leaf hashes are written over, or cut at the next opening.
    if (cut.ok) await leaves.truncate(end.lines * leafBytes);
    return cut;
  };
  const rotate = async (): DiskOutcome<void> => {
    const next = await beginPart(files, paths, end.part + 1);
    if (!next.ok) return next;
    const closed = await closeAll([log, leaves]);
    ({ log, leaves } = next.value);
    end = { part: end.part + 1, bytes: 0, lines: 0 };
    return closed;
  };
  const confirm = ({ bytes, entries }: LineGroup): void => {
    end = { part: end.part, bytes: end.bytes + bytes.length, lines: end.lines + entries.length };
  };
  const close = (): DiskOutcome<void> => closeAll([log, leaves]);
  return { end: () => end, write, confirm, cutBack, rotate, syncLeaves: () => leaves.datasync(), close };
};

const openPart = async (
  files: DiskFiles,
  paths: JournalPaths,
  part: number,
  how: "readWrite" | "create",
): Promise<Outcome<OpenPart, DiskFailure>> => {
  const log = await files.open(paths.part(part), how);
  if (!log.ok) return log;
  const leaves = await files.open(paths.leaves(part), "create");
  if (leaves.ok) return success({ log: log.value, leaves: leaves.value });
  await log.value.close();
  return leaves;
};

/**
 * A part of this number may lie there from an attempt that failed: nothing in it was ever confirmed, so it begins
 * empty.
 */
const beginPart = async (
  files: DiskFiles,
  paths: JournalPaths,
  part: number,
): Promise<Outcome<OpenPart, DiskFailure>> => {
  const opened = await openPart(files, paths, part, "create");
  if (!opened.ok) return opened;
  const { log, leaves } = opened.value;
  const emptied = await emptyBoth(log, leaves);
  const named = emptied.ok ? await files.syncFolder(paths.folder) : emptied;
  if (named.ok) return opened;
  await closeAll([log, leaves]);
  return named;
};

const emptyBoth = async (log: OpenFile, leaves: OpenFile): DiskOutcome<void> => {
  const emptied = await log.truncate(0);
  return emptied.ok ? leaves.truncate(0) : emptied;
};

const closeAll = async (open: ReadonlyArray<OpenFile>): DiskOutcome<void> => {
  let failure: DiskFailure | null = null;
  for (const file of open) {
    const closed = await file.close();
    if (!closed.ok) failure ??= closed.failure;
  }
  return failure === null ? success(undefined) : failed(failure);
};
