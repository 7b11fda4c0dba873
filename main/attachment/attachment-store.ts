/** Attachments by their SHA-256 under `attachments/ab/abcd...`: whole and checked, or staged until they are (record-format.md, section 7). */
import { createHash } from "node:crypto";
import { hexOf } from "../../shared/encoding/hex.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, OpenFile } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { renamePatiently } from "../disk/rename-patiently.ts";
import { readFully } from "../disk/read-fully.ts";
import { writeFully } from "../disk/write-fully.ts";

export interface PutAttachment {
  readonly sha256: string;
  readonly size: number;
}

export interface AttachmentStore {
  /** Takes a file of the disk in; the answer is what a record names. A file that is here already is not written again. */
  readonly putFile: (path: string) => Promise<Outcome<PutAttachment>>;
  /** Bytes of an attachment that is here, or `null`. */
  readonly size: (sha256: string) => Promise<number | null>;
  /** Where a whole attachment lies, or `null`. */
  readonly path: (sha256: string) => Promise<string | null>;
  /** `length` bytes from `offset` on, fewer at the end. */
  readonly read: (sha256: string, offset: number, length: number) => Promise<Outcome<Uint8Array>>;
  /** Bytes that came before and wait for the rest; 0 for a new one. */
  readonly staged: (sha256: string) => Promise<Outcome<number>>;
  /** Adds bytes behind those that are staged; `offset` is their number. */
  readonly stage: (sha256: string, offset: number, bytes: Uint8Array) => Promise<Outcome<void>>;
  /** Checks the digest of what is staged and makes it an attachment, durably; what does not fit is thrown away and refused. */
  readonly adopt: (sha256: string, size: number) => Promise<Outcome<void>>;
  /** Throws away what is staged. */
  readonly unstage: (sha256: string) => Promise<void>;
}

/** A photo or a recording; above this a link in words is the better record. */
export const attachmentBytesMax = 2 * 1024 ** 3;
const chunkBytes = 1024 * 1024;

/** The store below a data folder. */
export const createAttachmentStore = (files: DiskFiles, dataFolder: string): AttachmentStore => {
  const shelf = new Shelf(files, `${dataFolder}/attachments`);
  return {
    adopt: (sha256, size) => shelf.adopt(sha256, size),
    path: async (sha256) => ((await shelf.size(sha256)) === null ? null : shelf.wholePath(sha256)),
    putFile: (path) => shelf.putFile(path),
    read: (sha256, offset, length) => shelf.read(sha256, offset, length),
    size: (sha256) => shelf.size(sha256),
    stage: (sha256, offset, bytes) => shelf.stage(sha256, offset, bytes),
    staged: async (sha256) => success((await shelf.sizeOf(shelf.stagedPath(sha256))) ?? 0),
    unstage: async (sha256) => void (await files.unlink(shelf.stagedPath(sha256))),
  };
};

/** Where things lie: whole ones by their digest, staged ones beside them with the ending `.staged`. */
class Shelf {
  readonly #files: DiskFiles;
  readonly #folder: string;

  constructor(files: DiskFiles, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  wholePath(sha256: string): string {
    return `${this.#folder}/${sha256.slice(0, 2)}/${sha256}`;
  }

  stagedPath(sha256: string): string {
    return `${this.wholePath(sha256)}.staged`;
  }

  async size(sha256: string): Promise<number | null> {
    return /^[0-9a-f]{64}$/.test(sha256) ? this.sizeOf(this.wholePath(sha256)) : null;
  }

  async sizeOf(path: string): Promise<number | null> {
    const facts = await this.#files.stat(path);
    return facts.ok && facts.value.kind === "file" ? facts.value.sizeBytes : null;
  }

  async read(sha256: string, offset: number, length: number): Promise<Outcome<Uint8Array>> {
    const file = await this.#files.open(this.wholePath(sha256), "read");
    if (!file.ok) return file;
    const bytes = new Uint8Array(length);
    const count = await readFully(file.value, bytes, offset);
    await file.value.close();
    return count.ok ? success(bytes.subarray(0, count.value)) : count;
  }

  async stage(sha256: string, offset: number, bytes: Uint8Array): Promise<Outcome<void>> {
    const path = this.stagedPath(sha256);
    const made = await makeFolderDurably(this.#files, path.slice(0, path.lastIndexOf("/")));
    if (!made.ok) return made;
    const before = (await this.sizeOf(path)) ?? 0;
    if (before !== offset) return refuse("stageOrder", `Bytes from ${offset} on were given, but ${before} bytes of the attachment are here.`);
    return this.#withFile(path, "create", (file) => writeFully(file, bytes, offset));
  }

  async adopt(sha256: string, size: number): Promise<Outcome<void>> {
    const path = this.stagedPath(sha256);
    const digest = await this.#withFile(path, "readWrite", async (file) => {
      const synced = await file.sync();
      return synced.ok ? digestOf(file) : synced;
    });
    if (!digest.ok) return digest;
    if (digest.value.sha256 !== sha256 || digest.value.size !== size) {
      await this.#files.unlink(path);
      return refuse("attachmentDamaged", `The attachment ${sha256.slice(0, 12)}… came with other content than its digest says. It was thrown away; fetch it again.`);
    }
    const renamed = await renamePatiently(this.#files, path, this.wholePath(sha256));
    return renamed.ok ? this.#files.syncFolder(path.slice(0, path.lastIndexOf("/"))) : renamed;
  }

  async putFile(path: string): Promise<Outcome<PutAttachment>> {
    const found = await this.#withFile(path, "read", digestOf);
    if (!found.ok) return found;
    const { sha256, size } = found.value;
    if (size > attachmentBytesMax) return refuse("attachmentTooLarge", `The file has ${size} bytes; an attachment has at most ${attachmentBytesMax}.`);
    if ((await this.size(sha256)) === size) return success(found.value);
    await this.#files.unlink(this.stagedPath(sha256));
    for (let offset = 0; offset < size || offset === 0; offset += chunkBytes) {
      const chunk = await this.#withFile(path, "read", (file) => readChunk(file, offset));
      const staged = chunk.ok ? await this.stage(sha256, offset, chunk.value) : chunk;
      if (!staged.ok) return staged;
    }
    const adopted = await this.adopt(sha256, size);
    return adopted.ok ? success(found.value) : adopted;
  }

  async #withFile<T>(path: string, how: Parameters<DiskFiles["open"]>[1], use: (file: OpenFile) => Promise<Outcome<T, DiskFailure>>): Promise<Outcome<T, DiskFailure>> {
    const file = await this.#files.open(path, how);
    if (!file.ok) return file;
    const used = await use(file.value);
    const closed = await file.value.close();
    return used.ok && !closed.ok ? failed(closed.failure) : used;
  }
}

const readChunk = async (file: OpenFile, offset: number): Promise<Outcome<Uint8Array, DiskFailure>> => {
  const chunk = new Uint8Array(chunkBytes);
  const count = await readFully(file, chunk, offset);
  return count.ok ? success(chunk.subarray(0, count.value)) : count;
};

const digestOf = async (file: OpenFile): Promise<Outcome<PutAttachment, DiskFailure>> => {
  const hash = createHash("sha256");
  for (let size = 0; ; ) {
    const chunk = await readChunk(file, size);
    if (!chunk.ok) return chunk;
    if (chunk.value.length === 0) return success({ sha256: hexOf(hash.digest()), size });
    hash.update(chunk.value);
    size += chunk.value.length;
  }
};
