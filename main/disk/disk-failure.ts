/** What can go wrong with a file, by name and in a sentence that says which file and what to do. */
import type { Failure } from "../../shared/outcome/outcome.ts";

/**
 * `exists` is a refusal to overwrite; `busy` is worth another try; after `ioFailed` on a sync the written data counts
 * as lost.
 */
export type DiskFailureKind = "readOnly" | "full" | "missing" | "busy" | "exists" | "ioFailed";

export interface DiskFailure extends Failure {
  readonly kind: DiskFailureKind;
  readonly path: string;
  /** The operating system's name for the error, for example ENOSPC. */
  readonly code: string;
}

/** What was being done with the file; completes the sentence "PATH cannot be …". */
export type DiskAction =
  | "opened"
  | "created"
  | "read"
  | "written"
  | "brought safely to disk"
  | "cut to length"
  | "closed"
  | "renamed"
  | "linked"
  | "deleted"
  | "made"
  | "listed"
  | "examined";

/** Names the failure behind an error code of the operating system. */
export const diskFailure = (code: string, action: DiskAction, path: string): DiskFailure => {
  const kind = kindByCode[code] ?? "ioFailed";
  const message = `${path} cannot be ${action}: ${reasonByKind[kind](action)} (${code}). ${adviceByKind[kind]}`;
  return { kind, message, path, code };
};

/** The code of an error that the operating system gave; anything else is a broken program and is thrown again. */
export const systemErrorCode = (error: unknown): string => {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  if (typeof code !== "string" || code.startsWith("ERR_")) throw error;
  return code;
};

const kindByCode: Readonly<Record<string, DiskFailureKind>> = {
  EROFS: "readOnly",
  EACCES: "readOnly",
  EPERM: "readOnly",
  ENOSPC: "full",
  EDQUOT: "full",
  EFBIG: "full",
  ENOENT: "missing",
  ENOTDIR: "missing",
  ENXIO: "missing",
  EBUSY: "busy",
  ETXTBSY: "busy",
  EAGAIN: "busy",
  EMFILE: "busy",
  ENFILE: "busy",
  EEXIST: "exists",
  ENOTEMPTY: "exists",
};

const reasonByKind: Readonly<Record<DiskFailureKind, (action: DiskAction) => string>> = {
  readOnly: (action) => (looks.has(action) ? "permission is denied" : "it is read-only or permission is denied"),
  full: () => "the disk or the quota is full",
  missing: () => "there is no such file or folder",
  busy: () => "another program holds it, or too many files are open",
  exists: () => "something of that name is already there",
  ioFailed: () => "the disk reported an error",
};

const adviceByKind: Readonly<Record<DiskFailureKind, string>> = {
  readOnly: "Give this user the right to it, or choose another folder.",
  full: "Free some space and try again; what was confirmed before is safe.",
  missing: "Check the path.",
  busy: "Close the other program or wait a moment, and try again.",
  exists: "Choose another name, or move the old one away.",
  ioFailed: "Check the disk and its connection, then open the program again.",
};

const looks: ReadonlySet<DiskAction> = new Set(["opened", "read", "listed", "examined"]);
