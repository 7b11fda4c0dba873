/**
 * Attachments that records name and that are not here: asked for at every exchange until they come. Kept in
 * `wanted.json`.
 */
import { parseRecordId, type RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { wantedSchema, type WantedEntries } from "../../shared/sync/peer-files.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import type { Unreadable } from "../disk/read-bounded.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

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

/** Opens the list; a missing or damaged file is an empty one. */
export const openWantedAttachments = async (
  files: DiskFiles,
  path: string,
): Promise<Outcome<WantedAttachments, DiskFailure | Unreadable>> => {
  const read = await readJsonFile(files, path, wantedSchema, fileBytesMax);
  if (!read.ok) return read;
  const wanted = new Map(
    (read.value.kind === "value" ? knownOf(read.value.value) : []).map((one) => [one.sha256, one]),
  );
  let changed = false;
  return success({
    all: () => [...wanted.values()],
    add: (one) => {
      if (wanted.has(one.sha256) || wanted.size >= wantedMax) return;
      wanted.set(one.sha256, one);
      changed = true;
    },
    remove: (sha256) => {
      changed = wanted.delete(sha256) || changed;
    },
    save: async () => {
      if (!changed) return success(null);
      changed = false;
      const written = await writeJsonFile(files, path, [...wanted.values()]);
      return written.ok ? success(null) : written;
    },
  });
};

const fileBytesMax = 64 * 1024 * 1024;

const knownOf = (entries: WantedEntries): ReadonlyArray<WantedAttachment> =>
  entries.flatMap(({ record, sha256, size }) => {
    const id = parseRecordId(record);
    return id === null ? [] : [{ record: id, sha256, size }];
  });
