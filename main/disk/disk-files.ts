/**
 * The port to the disk: everything the program does with files goes through it, so that tests can fail each step of it.
 */
import type { Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "./disk-failure.ts";

export type DiskOutcome<T> = Promise<Outcome<T, DiskFailure>>;

/**
 * `read` and `readWrite` want the file to exist, `create` makes it where it is missing, `createNew` fails with
 * `exists`.
 */
export type OpenHow = "read" | "readWrite" | "create" | "createNew";

export interface FileFacts {
  readonly kind: "file" | "folder" | "other";
  readonly sizeBytes: number;
}

/**
 * Paths are absolute. Nothing is durable before a sync: contents by the file's own, a name by its folder's
 * `syncFolder`.
 */
export interface DiskFiles {
  /** `mode` (default 0o644) counts when the file is created. */
  readonly open: (path: string, how: OpenHow, mode?: number) => DiskOutcome<OpenFile>;
  /** Replaces `to` in one step; fails with `busy` where another program holds one of the two (Windows). */
  readonly rename: (from: string, to: string) => DiskOutcome<void>;
  /** A second name for a file; fails with `exists`. Some file systems have no links (FAT): `ioFailed` or `readOnly`. */
  readonly link: (from: string, to: string) => DiskOutcome<void>;
  readonly unlink: (path: string) => DiskOutcome<void>;
  /** One level; fails with `exists` when something is there. `mode` is 0o755 by default. */
  readonly makeFolder: (path: string, mode?: number) => DiskOutcome<void>;
  /** An empty folder only; otherwise `exists`. */
  readonly removeFolder: (path: string) => DiskOutcome<void>;
  /** The names in a folder, sorted by code unit. */
  readonly list: (path: string) => DiskOutcome<readonly string[]>;
  readonly stat: (path: string) => DiskOutcome<FileFacts>;
  /** Makes the names in this folder durable: what was created, renamed, linked or deleted in it. */
  readonly syncFolder: (path: string) => DiskOutcome<void>;
}

/** An open file. After a failed sync its unsynced bytes count as lost: never sync again and go on, write them anew. */
export interface OpenFile {
  readonly path: string;
  /**
   * Reads into all of `into` from `position` on and returns the count, which may be short; 0 is the end of the file.
   */
  readonly read: (into: Uint8Array, position: number) => DiskOutcome<number>;
  /** Writes at `position` and returns the count, which may be short (see write-fully.ts). */
  readonly write: (bytes: Uint8Array, position: number) => DiskOutcome<number>;
  /** Contents and size are durable afterwards. */
  readonly datasync: () => DiskOutcome<void>;
  /** As `datasync`, and times and permissions too. */
  readonly sync: () => DiskOutcome<void>;
  /** Cuts, or fills up with zeros. */
  readonly truncate: (sizeBytes: number) => DiskOutcome<void>;
  readonly stat: () => DiskOutcome<FileFacts>;
  /** Once; syncs nothing. */
  readonly close: () => DiskOutcome<void>;
}
