/** An open journal: puts its reader, its writer and its outside mark together. */
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { textOf } from "../../shared/encoding/utf8.ts";
import { noteLengthMax, type NoteSigner } from "../../shared/ledger/note.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeCheckpoint } from "./checkpoint-file.ts";
import type { JournalContents } from "./journal-contents.ts";
import { linesMended, type JournalFault } from "./journal-fault.ts";
import { mendLines, type Mending } from "./mend-lines.ts";
import type { JournalPaths } from "./journal-folder.ts";
import type { JournalReader } from "./journal-reader.ts";
import type { AppendedLine, AppendFailure, Journal, JournalEntry, Recovery } from "./journal.ts";
import { readOnlyFailure, type JournalWriter } from "./journal-writer.ts";
import type { OutsideMarkKeeper } from "./outside-mark-keeper.ts";

export interface HandleParts {
  readonly files: DiskFiles;
  readonly paths: JournalPaths;
  readonly log: NoteSigner;
  readonly contents: JournalContents;
  readonly reader: JournalReader;
  readonly recovery: Recovery;
}

/** What an open journal tells those who listen. */
export interface JournalNews {
  readonly appended: Set<(lines: ReadonlyArray<AppendedLine>) => void>;
  readonly fault: Set<(fault: JournalFault) => void>;
}

/** A journal that can be written. */
export interface Writing {
  readonly writer: JournalWriter;
  readonly keeper: OutsideMarkKeeper | null;
  /** Size of the newest checkpoint on disk, -1 without one. */
  readonly checkpointSize: number;
}

/** A journal that cannot be written, why, and its damaged lines where they may come back. */
export interface NotWriting {
  readonly fault: JournalFault;
  readonly mending: Mending | null;
}

/** The journal as others see it. `writing` is the fault that forbids it, or what it needs. */
export const journalHandle = (parts: HandleParts, news: JournalNews, writing: Writing | NotWriting): Journal => {
  const { contents, reader, recovery } = parts;
  const writable = "writer" in writing ? writing : null;
  let fault: JournalFault | null = "writer" in writing ? null : writing.fault;
  let checkpointSize = writable?.checkpointSize ?? -1;
  let isRetired = false;
  news.fault.add((found) => (fault = found));

  /** What a retired log signed last is all that it vouches for. */
  const lastNote: Journal["checkpoint"] = async () => {
    const bytes = await readBounded(parts.files, parts.paths.checkpoint, noteLengthMax);
    return bytes.ok ? success(textOf(bytes.value) ?? "") : failed(retiredFailure);
  };
  const checkpoint: Journal["checkpoint"] = async () => {
    if (fault !== null) return failed(readOnlyFailure(fault));
    if (isRetired) return lastNote();
    const size = contents.tree.size();
    const note = await writeCheckpoint(parts.files, parts.paths.checkpoint, { tree: contents.tree, log: parts.log });
    if (note.ok) checkpointSize = size;
    return note;
  };
  const secure = async (): Promise<Outcome<null, DiskFailure>> => {
    const done = fault === null ? await writable?.keeper?.secure() : undefined;
    return done !== undefined && !done.ok ? done : success(null);
  };
  /** Signs what is new and brings the outside mark up to date; a journal with a fault vouches for nothing. */
  const vouch = async (): DiskOutcome<void> => {
    if (fault !== null) return success(undefined);
    const size = contents.tree.size();
    const signed =
      isRetired || size === checkpointSize
        ? success("")
        : await writeCheckpoint(parts.files, parts.paths.checkpoint, { tree: contents.tree, log: parts.log });
    const secured = await secure();
    return !signed.ok ? signed : secured.ok ? success(undefined) : secured;
  };
  const close: Journal["close"] = async () => {
    writable?.keeper?.stop();
    const finished = await writable?.writer.close();
    const done = [finished ?? success(undefined), await vouch(), await reader.close()];
    const failure = done.find((step) => !step.ok);
    return failure === undefined || failure.ok ? success(null) : failure;
  };

  /** What comes in may be what a damaged line held. */
  const mend = async (entries: ReadonlyArray<JournalEntry>): Promise<void> => {
    const mending = "writer" in writing ? null : writing.mending;
    if (mending === null || fault?.kind !== "lineDamaged") return;
    const mended = await mendLines(mending, entries);
    if (mended.ok && mended.value.length > 0 && mending.damaged.size === 0)
      news.fault.forEach((listener) => listener(linesMended()));
  };
  const append: Journal["append"] = async (entries) => {
    if (fault === null && writable !== null) return writable.writer.append(entries);
    await mend(entries);
    return refuseFor(fault);
  };

  return {
    size: contents.tree.size,
    tree: contents.tree,
    logOf: () => ({ first: 0, note: null, tree: contents.tree }),
    fault: () => fault,
    recovery,
    has: (id) => contents.ids.lineOf(id) !== null,
    lineOf: contents.ids.lineOf,
    idAt: (line) => parseRecordId(contents.ids.idAt(line)),
    idsBeginning: (digits) => contents.ids.beginning(digits).flatMap((id) => parseRecordId(id) ?? []),
    read: reader.read,
    lines: reader.lines,
    append,
    onAppended: (listener) => listening(news.appended, listener),
    onFault: (listener) => listening(news.fault, listener),
    secure,
    checkpoint,
    retire: () => void (isRetired = true),
    close,
  };
};

const retiredFailure: AppendFailure = {
  kind: "readOnly",
  message: "The key of this log signs nothing more: another copy of the data folder may sign with it. Renew the keys.",
  done: [],
};

const refuseFor = (fault: JournalFault | null): ReturnType<Journal["append"]> => {
  if (fault === null) throw new Error("A journal without a fault can be written");
  return Promise.resolve(failed(readOnlyFailure(fault)));
};

const listening = <T>(listeners: Set<T>, listener: T): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
