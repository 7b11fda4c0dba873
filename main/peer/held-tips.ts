/**
 * What each peer was told to hold when it was met last: the tips of each history, for counting what is not yet shared.
 */
import type { HeldRecord, History, HistoryOutline } from "../../shared/ledger/history.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import { parseRecordId, type HistoryId, type RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { cover } from "../../shared/sync/coverage.ts";
import { heldTipsSchema, type HeldTipsEntries } from "../../shared/sync/peer-files.ts";
import { recordsToSend } from "../../shared/sync/records-to-send.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import type { Unreadable } from "../disk/read-bounded.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

/** History -> the tips that the peer holds with everything before them. */
export type TipsHeld = ReadonlyMap<HistoryId, ReadonlyArray<RecordId>>;

export interface HeldTips {
  readonly of: (installation: string) => TipsHeld;
  /** Notes what a peer holds, durably. Histories that are not named stay as they were. */
  readonly note: (installation: string, tips: TipsHeld) => Promise<Outcome<null, DiskFailure>>;
  /** The same, written by the next `save` or `note`: what is lost by a power cut counts as not shared. */
  readonly learn: (installation: string, tips: TipsHeld) => void;
  readonly save: () => Promise<Outcome<null, DiskFailure>>;
  /** Forgets a peer, durably. */
  readonly forget: (installation: string) => Promise<Outcome<null, DiskFailure>>;
}

/**
 * Reads what is known of the peers. A damaged or missing file counts as "holds nothing": more is then shown as not
 * shared.
 */
export const openHeldTips = async (
  files: DiskFiles,
  folder: string,
  installations: ReadonlyArray<string>,
): Promise<Outcome<HeldTips, DiskFailure | Unreadable>> => {
  const made = await makeFolderDurably(files, folder);
  if (!made.ok) return made;
  const known = new Map<string, Map<HistoryId, Tips>>();
  for (const installation of installations) {
    const read = await readJsonFile(files, fileOf(folder, installation), heldTipsSchema, fileBytesMax);
    if (!read.ok) return read;
    known.set(installation, read.value.kind === "value" ? tipsHeldOf(read.value.value) : new Map());
  }
  return success(heldTips(files, folder, known));
};

const heldTips = (files: DiskFiles, folder: string, known: Map<string, Map<HistoryId, Tips>>): HeldTips => {
  const unwritten = new Set<string>();
  const learn = (installation: string, tips: TipsHeld): void => {
    const before = known.get(installation) ?? new Map<HistoryId, Tips>();
    known.set(installation, before);
    for (const [history, ids] of tips) before.set(history, ids);
    if (tips.size > 0) unwritten.add(installation);
  };
  const write = async (installation: string): Promise<Outcome<null, DiskFailure>> => {
    unwritten.delete(installation);
    const tips = Object.fromEntries(known.get(installation) ?? []);
    const written = await writeJsonFile(files, fileOf(folder, installation), tips);
    if (!written.ok) unwritten.add(installation);
    return written.ok ? success(null) : written;
  };
  return {
    of: (installation) => known.get(installation) ?? new Map(),
    learn,
    note: (installation, tips) => {
      learn(installation, tips);
      return write(installation);
    },
    save: async () => {
      for (const installation of unwritten) {
        const written = await write(installation);
        if (!written.ok) return written;
      }
      return success(null);
    },
    forget: (installation) => {
      known.delete(installation);
      return write(installation);
    },
  };
};

type Tips = ReadonlyArray<RecordId>;

/** How many records of these histories a peer lacks, as far as is known. */
export const countUnshared = (
  ledger: Pick<Ledger, "history">,
  outlines: ReadonlyArray<HistoryOutline>,
  held: TipsHeld,
): number =>
  outlines.reduce((sum, outline) => {
    const tips = new Set<string>(held.get(outline.id));
    // Nothing came since: the common case, told without looking at a record.
    if (outline.headIds.every((id) => tips.has(id))) return sum;
    const history = ledger.history(outline.id);
    return history === undefined ? sum : sum + unsharedOf(history, held.get(outline.id) ?? []).length;
  }, 0);

const unsharedOf = (history: History, tips: ReadonlyArray<RecordId>): ReadonlyArray<HeldRecord> => {
  const covered = new Set<HeldRecord>();
  cover(history, tips, covered);
  return [...recordsToSend(history, covered)];
};

const tipsHeldOf = (entries: HeldTipsEntries): Map<HistoryId, Tips> =>
  new Map(
    Object.entries(entries).flatMap(([history, tips]) => {
      const id = parseRecordId(history);
      return id === null ? [] : [[id, tips.flatMap((tip) => parseRecordId(tip) ?? [])] as const];
    }),
  );

const fileOf = (folder: string, installation: string): string => `${folder}/${installation}.json`;
const fileBytesMax = 512 * 1024 * 1024;
