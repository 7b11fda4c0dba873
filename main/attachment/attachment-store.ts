/**
 * Attachments by their SHA-256 under `attachments/ab/abcd...`: whole and checked, or staged until they are (section 7).
 */
import { createHash } from "node:crypto";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, OpenFile } from "../disk/disk-files.ts";
import { beginDurableFile } from "../disk/durable-file.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { renamePatiently } from "../disk/rename-patiently.ts";
import { readFully } from "../disk/read-fully.ts";
import { writeFully } from "../disk/write-fully.ts";
import { fileChunks } from "./file-chunks.ts";
import { shelfPaths, type ShelfFailure } from "./shelf-paths.ts";

export interface PutAttachment {
  readonly sha256: string;
  readonly size: number;
}

export type AttachmentFailure = DiskFailure | ShelfFailure | (Failure & { readonly kind: AttachmentRefusal });

type AttachmentRefusal = "attachmentTooLarge" | "attachmentDamaged" | "notAFile" | "fileChanged" | "stageOrder";

export interface AttachmentStore {
  /**
   * Takes a file of the disk in; the answer is what a record names. A file that is here already is not written again.
   */
  readonly putFile: (path: string) => Promise<Outcome<PutAttachment, AttachmentFailure>>;
  /** Bytes of an attachment that is here, or `null`. */
  readonly size: (sha256: string) => Promise<number | null>;
  /** Where a whole attachment lies, or `null`. */
  readonly path: (sha256: string) => Promise<string | null>;
  /**
   * `length` bytes from `offset` on, fewer at the end; whoever gets them all checks the digest, or asks `check` before.
   */
  readonly read: (sha256: string, offset: number, length: number) => Promise<Outcome<Uint8Array, AttachmentFailure>>;
  /** Reads an attachment whole and compares its digest: `attachmentDamaged` when the disk has changed it. */
  readonly check: (sha256: string) => Promise<Outcome<PutAttachment, AttachmentFailure>>;
  /** Those of the digests that are not here. */
  readonly missing: (wanted: Iterable<string>) => Promise<ReadonlyArray<string>>;
  /** Bytes that came before and wait for the rest; 0 for a new one. */
  readonly staged: (sha256: string) => Promise<Outcome<number, AttachmentFailure>>;
  /** Adds bytes behind those that are staged; `offset` is their number. */
  readonly stage: (sha256: string, offset: number, bytes: Uint8Array) => Promise<Outcome<void, AttachmentFailure>>;
  /**
   * Checks the digest of what is staged and makes it an attachment, durably; what does not fit is thrown away and
   * refused.
   */
  readonly adopt: (sha256: string, size: number) => Promise<Outcome<void, AttachmentFailure>>;
  /** Throws away what is staged. */
  readonly unstage: (sha256: string) => Promise<void>;
}

/** A photo or a recording; above this a link in words is the better record. */
export const attachmentBytesMax = 2 * 1024 ** 3;

/** The store below a data folder. */
export const createAttachmentStore = (files: DiskFiles, dataFolder: string): AttachmentStore => {
  const shelf = new AttachmentShelf(files, `${dataFolder}/attachments`);
  return {
    putFile: (path) => shelf.putFile(path),
    size: (sha256) => shelf.size(sha256),
    path: (sha256) => shelf.path(sha256),
    read: (sha256, offset, length) => shelf.read(sha256, offset, length),
    check: (sha256) => shelf.check(sha256),
    missing: (wanted) => shelf.missing(wanted),
    staged: (sha256) => shelf.staged(sha256),
    stage: (sha256, offset, bytes) => shelf.stage(sha256, offset, bytes),
    adopt: (sha256, size) => shelf.adopt(sha256, size),
    unstage: (sha256) => shelf.unstage(sha256),
  };
};

/** Whole attachments lie under their digest, staged ones beside them with the ending `.staged`. */
class AttachmentShelf {
  readonly #files: DiskFiles;
  readonly #folder: string;

  constructor(files: DiskFiles, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  async size(sha256: string): Promise<number | null> {
    const paths = shelfPaths(this.#folder, sha256);
    return paths.ok ? this.#sizeAt(paths.value.whole) : null;
  }

  async path(sha256: string): Promise<string | null> {
    const paths = shelfPaths(this.#folder, sha256);
    return paths.ok && (await this.#sizeAt(paths.value.whole)) !== null ? paths.value.whole : null;
  }

  async missing(wanted: Iterable<string>): Promise<ReadonlyArray<string>> {
    const missing: string[] = [];
    for (const sha256 of new Set(wanted)) if ((await this.size(sha256)) === null) missing.push(sha256);
    return missing;
  }

  async read(sha256: string, offset: number, length: number): Promise<Outcome<Uint8Array, AttachmentFailure>> {
    const paths = shelfPaths(this.#folder, sha256);
    if (!paths.ok) return paths;
    return this.#withFile(paths.value.whole, "read", async (file) => {
      const bytes = new Uint8Array(length);
      const count = await readFully(file, bytes, offset);
      return count.ok ? success(bytes.subarray(0, count.value)) : count;
    });
  }

  async check(sha256: string): Promise<Outcome<PutAttachment, AttachmentFailure>> {
    const paths = shelfPaths(this.#folder, sha256);
    if (!paths.ok) return paths;
    const found = await this.#withFile(paths.value.whole, "read", digestOf);
    if (!found.ok || found.value.sha256 === sha256) return found;
    return refuse(
      "attachmentDamaged",
      `The attachment ${sha256.slice(0, 12)}… was changed on this disk. Fetch it again from a peer or a bundle.`,
    );
  }

  async staged(sha256: string): Promise<Outcome<number, AttachmentFailure>> {
    const paths = shelfPaths(this.#folder, sha256);
    return paths.ok ? success((await this.#sizeAt(paths.value.staged)) ?? 0) : paths;
  }

  async stage(sha256: string, offset: number, bytes: Uint8Array): Promise<Outcome<void, AttachmentFailure>> {
    const paths = shelfPaths(this.#folder, sha256);
    if (!paths.ok) return paths;
    if (offset + bytes.length > attachmentBytesMax) return tooLarge(offset + bytes.length);
    const made = await makeFolderDurably(this.#files, paths.value.folder);
    if (!made.ok) return made;
    const before = (await this.#sizeAt(paths.value.staged)) ?? 0;
    if (before !== offset)
      return refuse(
        "stageOrder",
        `Bytes from ${offset} on were given, but ${before} bytes of the attachment are here.`,
      );
    return this.#withFile(paths.value.staged, "create", (file) => writeFully(file, bytes, offset));
  }

  async adopt(sha256: string, size: number): Promise<Outcome<void, AttachmentFailure>> {
    const paths = shelfPaths(this.#folder, sha256);
    if (!paths.ok) return paths;
    const { folder, staged, whole } = paths.value;
    const digest = await this.#withFile(staged, "readWrite", async (file) => {
      const synced = await file.sync();
      return synced.ok ? digestOf(file) : synced;
    });
    const isGood = digest.ok && digest.value.sha256 === sha256 && digest.value.size === size;
    // After a sync that failed the bytes count as lost, however they look: they are fetched again.
    if (!isGood) await this.#files.unlink(staged);
    if (!digest.ok) return digest;
    if (!isGood)
      return refuse(
        "attachmentDamaged",
        `The attachment ${sha256.slice(0, 12)}… came with other content than its digest says. It was thrown away; fetch it again.`,
      );
    const renamed = await renamePatiently(this.#files, staged, whole);
    const named = renamed.ok ? await this.#files.syncFolder(folder) : renamed;
    // A name that a power cut may take away is none: it is staged again, and adopted once more.
    if (renamed.ok && !named.ok) await this.#files.rename(whole, staged);
    return named;
  }

  async unstage(sha256: string): Promise<void> {
    const paths = shelfPaths(this.#folder, sha256);
    if (paths.ok) await this.#files.unlink(paths.value.staged);
  }

  async putFile(source: string): Promise<Outcome<PutAttachment, AttachmentFailure>> {
    const facts = await this.#files.stat(source);
    if (!facts.ok) return facts;
    if (facts.value.kind !== "file") return refuse("notAFile", `${source} is not a file. Choose a file.`);
    if (facts.value.sizeBytes > attachmentBytesMax) return tooLarge(facts.value.sizeBytes);
    return this.#withFile(source, "read", async (file) => {
      const found = await digestOf(file);
      return found.ok ? this.#copyIn(file, found.value) : found;
    });
  }

  async #copyIn(source: OpenFile, put: PutAttachment): Promise<Outcome<PutAttachment, AttachmentFailure>> {
    const paths = shelfPaths(this.#folder, put.sha256);
    if (!paths.ok) return paths;
    const made = await makeFolderDurably(this.#files, paths.value.folder);
    if (!made.ok) return made;
    // A process that was killed may have left a name that is not durable yet.
    const isHere = (await this.#sizeAt(paths.value.whole)) === put.size && (await this.check(put.sha256)).ok;
    const written = isHere
      ? await this.#files.syncFolder(paths.value.folder)
      : await this.#copyTo(paths.value.whole, source, put);
    return written.ok ? success(put) : written;
  }

  async #copyTo(path: string, source: OpenFile, { sha256 }: PutAttachment): Promise<Outcome<void, AttachmentFailure>> {
    const copy = await beginDurableFile(this.#files, path);
    if (!copy.ok) return copy;
    const digest = createHash("sha256");
    for await (const chunk of fileChunks(source)) {
      const appended = chunk.ok ? await copy.value.append(chunk.value) : chunk;
      if (!chunk.ok) await copy.value.abandon();
      if (!appended.ok) return appended;
      if (chunk.ok) digest.update(chunk.value);
    }
    if (digest.digest("hex") === sha256) return copy.value.publish();
    await copy.value.abandon();
    return refuse(
      "fileChanged",
      `${source.path} was changed while it was read. Close the program that writes it and try again.`,
    );
  }

  async #sizeAt(path: string): Promise<number | null> {
    const facts = await this.#files.stat(path);
    return facts.ok && facts.value.kind === "file" ? facts.value.sizeBytes : null;
  }

  async #withFile<T, F extends Failure>(
    path: string,
    how: Parameters<DiskFiles["open"]>[1],
    use: (file: OpenFile) => Promise<Outcome<T, F>>,
  ): Promise<Outcome<T, F | DiskFailure>> {
    const file = await this.#files.open(path, how);
    if (!file.ok) return file;
    const used = await use(file.value);
    const closed = await file.value.close();
    return used.ok && !closed.ok ? closed : used;
  }
}

const digestOf = async (file: OpenFile): Promise<Outcome<PutAttachment, DiskFailure>> => {
  const digest = createHash("sha256");
  let size = 0;
  for await (const chunk of fileChunks(file)) {
    if (!chunk.ok) return chunk;
    digest.update(chunk.value);
    size += chunk.value.length;
  }
  return success({ sha256: digest.digest("hex"), size });
};

const tooLarge = (size: number): Outcome<never, AttachmentFailure> =>
  refuse(
    "attachmentTooLarge",
    `The file has ${size} bytes; an attachment has at most ${attachmentBytesMax}. Keep it elsewhere and record where.`,
  );
