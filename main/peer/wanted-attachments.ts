/**
 * Attachments that records name and that are not here: asked for at every exchange until they come. Kept in a file of
 * one JSON line for each: in an exchange with many photos it only grows.
 */
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import { parseRecordId, type RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { wantedSchema } from "../../shared/sync/peer-files.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import { readBounded, type Unreadable } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { writeFully } from "../disk/write-fully.ts";
import { jsonOf } from "./json-file.ts";

export interface WantedAttachment {
  readonly sha256: string;
  readonly size: number;
  /** A record that names it: whoever is asked can see from it whether we may have it. */
  readonly record: RecordId;
}

export interface WantedAttachments {
  readonly all: () => ReadonlyArray<WantedAttachment>;
  readonly add: (wanted: WantedAttachment) => void;
  readonly remove: (sha256: string) => void;
  /** Makes additions and removals durable, if there were any. */
  readonly save: () => Promise<Outcome<null, DiskFailure>>;
}

/** So many are remembered; whoever misses more gets them by asking again. */
const wantedMax = 100_000;

/** Opens the list; a missing file is an empty one, and a damaged line is passed over. */
export const openWantedAttachments = async (
  files: DiskFiles,
  path: string,
): Promise<Outcome<WantedAttachments, DiskFailure | Unreadable>> => {
  const read = await readBounded(files, path, fileBytesMax);
  if (!read.ok && read.failure.kind !== "missing") return read;
  return success(new WantedFile(files, path, read.ok ? read.value : null));
};

const fileBytesMax = 64 * 1024 * 1024;

class WantedFile implements WantedAttachments {
  readonly #files: DiskFiles;
  readonly #path: string;
  readonly #wanted: Map<string, WantedAttachment>;
  #added: WantedAttachment[] = [];
  /** Where the next line goes; `null` where the file must be written as a whole. */
  #end: number | null;
  #saving: DiskOutcome<void> = Promise.resolve(success(undefined));

  constructor(files: DiskFiles, path: string, bytes: Uint8Array | null) {
    this.#files = files;
    this.#path = path;
    // What a power cut left of a last line has no LF, and is written over.
    this.#end = bytes === null ? 0 : bytes.lastIndexOf(lineFeed) + 1;
    this.#wanted = new Map(linesOf(bytes).map((one) => [one.sha256, one]));
  }

  readonly all = (): ReadonlyArray<WantedAttachment> => [...this.#wanted.values()];

  readonly add = (one: WantedAttachment): void => {
    if (this.#wanted.has(one.sha256) || this.#wanted.size >= wantedMax) return;
    this.#wanted.set(one.sha256, one);
    this.#added.push(one);
  };

  readonly remove = (sha256: string): void => {
    if (this.#wanted.delete(sha256)) this.#end = null;
  };

  // Exchanges with several peers share the list: they save it one after another.
  readonly save = async (): Promise<Outcome<null, DiskFailure>> => {
    this.#saving = this.#saving.then(() => this.#write());
    const saved = await this.#saving;
    return saved.ok ? success(null) : saved;
  };

  async #write(): DiskOutcome<void> {
    const added = this.#added;
    this.#added = [];
    const whole = this.#end === null;
    const end = this.#end ?? 0;
    const bytes = utf8Of((whole ? this.all() : added).map(lineOf).join(""));
    if (!whole && bytes.length === 0) return success(undefined);
    this.#end = end + bytes.length;
    // The first line makes the file.
    const isNew = whole || end === 0;
    const written = await (isNew ? writeDurably(this.#files, this.#path, bytes) : this.#append(bytes, end));
    if (!written.ok) this.#end = null;
    return written;
  }

  async #append(bytes: Uint8Array, end: number): DiskOutcome<void> {
    const file = await this.#files.open(this.#path, "readWrite");
    if (!file.ok) return file;
    const put = await writeFully(file.value, bytes, end);
    const synced = put.ok ? await file.value.datasync() : put;
    const closed = await file.value.close();
    return synced.ok ? closed : synced;
  }
}

const lineFeed = 0x0a;

const lineOf = ({ record, sha256, size }: WantedAttachment): string => `${JSON.stringify({ record, sha256, size })}\n`;

const linesOf = (bytes: Uint8Array | null): ReadonlyArray<WantedAttachment> => {
  const text = bytes === null ? null : textOf(bytes);
  return (text ?? "").split("\n").flatMap((line) => {
    const entry = wantedSchema.safeParse(jsonOf(line));
    const record = entry.success ? parseRecordId(entry.data.record) : null;
    return entry.success && record !== null ? [{ ...entry.data, record }] : [];
  });
};
