/** What happened while nobody looked: kept in the data folder until it was read, and for some days after. */
import { z } from "zod";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { noticeRowSchema, type NoticeRow } from "../../shared/rpc/task-methods.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";

export interface Notices {
  /** Adds a sentence; the same one again, unread, is not repeated. */
  readonly add: (kind: NoticeRow["kind"], text: string) => void;
  /** Newest first. */
  readonly rows: () => ReadonlyArray<NoticeRow>;
  readonly read: (ids: "all" | ReadonlyArray<string>) => void;
  /** Resolves when everything is on the disk. */
  readonly saved: () => Promise<void>;
}

export interface NoticeParts {
  readonly files: DiskFiles;
  /** Below `derived/`: losing it loses no record. */
  readonly path: string;
  readonly now: () => string;
  readonly newId: () => string;
  readonly changed: () => void;
}

/** As many are kept; the oldest go first. */
const noticesMax = 300;
/** A file that is larger was not written here. */
const fileBytesMax = 1_000_000;

/** Opens what was kept; a file that cannot be understood is begun anew, since every record is elsewhere. */
export const openNotices = async ({ changed, files, newId, now, path }: NoticeParts): Promise<Notices> => {
  let rows = await readRows(files, path);
  let saving: Promise<unknown> = Promise.resolve();
  const set = (next: ReadonlyArray<NoticeRow>): void => {
    rows = next.slice(0, noticesMax);
    const bytes = utf8Of(JSON.stringify(rows));
    saving = saving.then(() => writeDurably(files, path, bytes));
    changed();
  };
  return {
    add: (kind, text) => {
      if (rows.some((row) => !row.read && row.text === text)) return;
      set([{ at: now(), id: newId(), kind, read: false, text }, ...rows]);
    },
    read: (ids) => {
      const isMeant = (row: NoticeRow): boolean => ids === "all" || ids.includes(row.id);
      set(rows.map((row) => (isMeant(row) ? { ...row, read: true } : row)));
    },
    rows: () => rows,
    saved: async () => void (await saving),
  };
};

const rowsSchema = z.array(noticeRowSchema).max(noticesMax);

const readRows = async (files: DiskFiles, path: string): Promise<ReadonlyArray<NoticeRow>> => {
  const bytes = await readBounded(files, path, fileBytesMax);
  if (!bytes.ok) return [];
  try {
    const parsed = rowsSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes.value)));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
};
