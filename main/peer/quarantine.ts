/**
 * Records of keys that no known register enrols: kept apart from the journal, bounded, until a person decides (section
 * 8).
 */
import { Buffer } from "node:buffer";
import { isHex } from "../../shared/encoding/hex.ts";
import { readFrame, rememberKeys, type SignedRecord } from "../../shared/ledger/frame.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { readBounded, type Unreadable } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { frameLine } from "../bundle/bundle-lines.ts";

/**
 * Bytes that one installation may leave in quarantine, and all together; what comes beyond is dropped and comes again.
 */
export const quarantineBytesMax = { each: 4 * 1024 * 1024, all: 16 * 1024 * 1024 } as const;

/** Records of one key that one installation sent. */
export interface QuarantineRow {
  readonly from: string;
  readonly key: string;
  readonly records: number;
}

export interface Quarantine {
  /** Keeps a checked record, if there is room; made durable by `save`. False when it was dropped. */
  readonly add: (from: string, record: SignedRecord) => boolean;
  readonly save: () => Promise<Outcome<null, DiskFailure>>;
  readonly rows: () => ReadonlyArray<QuarantineRow>;
  /** The records of one key, oldest first; they stay until they are forgotten. */
  readonly records: (from: string, key: string) => ReadonlyArray<SignedRecord>;
  /** Takes the records of a key out, durably. */
  readonly forget: (from: string, key: string) => Promise<Outcome<null, DiskFailure>>;
}

/** Opens the quarantine of a data folder; the folder must exist. Files that are damaged are read up to the damage. */
export const openQuarantine = async (
  files: DiskFiles,
  folder: string,
): Promise<Outcome<Quarantine, DiskFailure | Unreadable>> => {
  const store = new QuarantineStore(files, folder);
  const loaded = await store.load();
  return loaded.ok ? success(store) : loaded;
};

/** A quarantine that forgets everything: for a preview. */
export const countingQuarantine: Pick<Quarantine, "add"> = { add: () => true };

class QuarantineStore implements Quarantine {
  readonly #files: DiskFiles;
  readonly #folder: string;
  readonly #kept = new Map<string, Kept>();
  readonly #changed = new Set<string>();

  constructor(files: DiskFiles, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  async load(): Promise<Outcome<null, DiskFailure | Unreadable>> {
    const names = await this.#files.list(this.#folder);
    if (!names.ok) return names;
    for (const name of names.value) {
      const from = name.endsWith(suffix) ? name.slice(0, -suffix.length) : "";
      if (!isHex(from, 64)) continue;
      const bytes = await readBounded(this.#files, `${this.#folder}/${name}`, quarantineBytesMax.each);
      if (!bytes.ok) return bytes;
      for (const record of recordsOf(bytes.value)) keep(this.#keptFrom(from), record);
    }
    return success(null);
  }

  readonly add = (from: string, record: SignedRecord): boolean => {
    const kept = this.#keptFrom(from);
    if (kept.records.has(record.id)) return true;
    const all = [...this.#kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const size = sizeOf(record);
    if (kept.bytes + size > quarantineBytesMax.each || all + size > quarantineBytesMax.all) return false;
    // Copies, so that the buffers that they came in can go.
    keep(kept, { ...record, bytes: record.bytes.slice(), signature: record.signature.slice() });
    this.#changed.add(from);
    return true;
  };

  readonly save = async (): Promise<Outcome<null, DiskFailure>> => {
    for (const from of this.#changed) {
      const saved = await this.#saveOne(from);
      if (!saved.ok) return saved;
      this.#changed.delete(from);
    }
    return success(null);
  };

  readonly rows = (): ReadonlyArray<QuarantineRow> =>
    [...this.#kept].flatMap(([from, { records }]) => {
      const counts = new Map<string, number>();
      for (const { record } of records.values()) counts.set(record.writer, (counts.get(record.writer) ?? 0) + 1);
      return [...counts].map(([key, count]) => ({ from, key, records: count }));
    });

  readonly records = (from: string, key: string): ReadonlyArray<SignedRecord> =>
    [...(this.#kept.get(from)?.records.values() ?? [])].filter(({ record }) => record.writer === key);

  readonly forget = async (from: string, key: string): Promise<Outcome<null, DiskFailure>> => {
    const rest = [...(this.#kept.get(from)?.records.values() ?? [])].filter(({ record }) => record.writer !== key);
    this.#kept.delete(from);
    for (const record of rest) keep(this.#keptFrom(from), record);
    this.#changed.add(from);
    return this.save();
  };

  async #saveOne(from: string): Promise<Outcome<void, DiskFailure>> {
    const lines = [...(this.#kept.get(from)?.records.values() ?? [])].map(frameLine);
    return writeDurably(this.#files, `${this.#folder}/${from}${suffix}`, Buffer.concat(lines));
  }

  #keptFrom(from: string): Kept {
    const known = this.#kept.get(from) ?? { records: new Map<RecordId, SignedRecord>(), bytes: 0 };
    this.#kept.set(from, known);
    return known;
  }
}

interface Kept {
  readonly records: Map<RecordId, SignedRecord>;
  bytes: number;
}

const keep = (kept: Kept, record: SignedRecord): void => {
  kept.records.set(record.id, record);
  kept.bytes += sizeOf(record);
};

const suffix = ".frames";

/** The frames of a file up to the first that is damaged. */
const recordsOf = (bytes: Uint8Array): ReadonlyArray<SignedRecord> => {
  const check = { key: rememberKeys(), verify: nodeVerify };
  const records: SignedRecord[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(lineFeed, start);
    const record = end < 0 ? null : readFrame(bytes.subarray(start, end), check);
    if (record === null || !record.ok) break;
    records.push(record.value);
    start = end + 1;
  }
  return records;
};

const lineFeed = 0x0a;

/** Bytes of a frame with its LF: 128 digits of signature, a space, the record, LF. */
const sizeOf = ({ bytes }: SignedRecord): number => 130 + bytes.length;
