/**
 * Opens the journal of a data folder: makes it where there is none, recovers it after a power cut, names what is wrong
 * with it.
 */
import type { Instant } from "../../shared/clock/instant.ts";
import type { MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import type { NoteSigner } from "../../shared/ledger/note.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { readOwnCheckpoint } from "./checkpoint-file.ts";
import { markOfTree, type JournalContents } from "./journal-contents.ts";
import { closedLog, type JournalFault } from "./journal-fault.ts";
import { findJournal, journalPaths, type FoundJournal, type JournalPaths } from "./journal-folder.ts";
import { journalHandle, type JournalNews, type Writing } from "./journal-handle.ts";
import type { JournalMark } from "./journal-mark.ts";
import { JournalReader } from "./journal-reader.ts";
import { JournalWriter } from "./journal-writer.ts";
import type { Journal } from "./journal.ts";
import { findOrCreate, loadJournal, type JournalPast, type LoadedJournal } from "./load-journal.ts";
import { genuineLeaves } from "./locate-damage.ts";
import { openMark, type MarkFailure, type MarkFile } from "./mark-file.ts";
import { keepOutsideMark, realAfter, type After, type OutsideMarkKeeper } from "./outside-mark-keeper.ts";
import type { OutsideMark } from "./outside-mark.ts";
import { openPartWriter, type PartWriter } from "./part-writer.ts";
import { recoverJournal, type Recovered } from "./recover-journal.ts";

export interface JournalDependencies {
  readonly files: DiskFiles;
  readonly now: () => Instant;
  /** Signs checkpoints; the name of its key is the origin of the log. */
  readonly log: NoteSigner;
  /** `null` gives up the protection against restored backups. */
  readonly outsideMark: OutsideMark | null;
  /** A real timer by default. */
  readonly after?: After;
}

export interface JournalOptions {
  readonly dataFolder: string;
  /** Bytes of a part, 64 MiB by default. */
  readonly partBytesMax?: number;
}

/** Bytes of a part (section 7). */
export const partBytesMax = 64 * 1024 * 1024;

/**
 * Opens the journal, in one process at a time. Whatever its lines are, it opens: with a fault it can be read as far as
 * it is whole, and refuses to be written. Only a disk that cannot be read, or not be written for a sound journal, is a
 * failure.
 */
export const openJournal = async (
  deps: JournalDependencies,
  options: JournalOptions,
): Promise<Outcome<Journal, MarkFailure>> => {
  const { files } = deps;
  const paths = journalPaths(options.dataFolder);
  const found = await findOrCreate(files, paths);
  if (!found.ok) return found;
  const past = await readPast(deps, paths);
  if (!past.ok) return past;
  const loaded = await loadJournal(files, paths, { found: found.value, past: past.value });
  if (!loaded.ok) return loaded;
  const { state } = loaded.value;
  if ("kind" in state) return openFaulty(deps, paths, { found: found.value, loaded: loaded.value, fault: state });
  return openSound({ deps, options, paths, loaded: loaded.value, mark: state, past: past.value });
};

/** Opens a log that was closed, whatever state it is in: it is read as far as it is whole, and nothing is written. */
export const openClosedLog = async (
  { files, log }: Pick<JournalDependencies, "files" | "log">,
  dataFolder: string,
): Promise<Outcome<Journal, DiskFailure>> => {
  const paths = journalPaths(dataFolder);
  const found = await findJournal(files, paths);
  if (!found.ok) return found;
  const loaded = await loadJournal(files, paths, {
    found: found.value,
    past: { checkpoint: null, outside: undefined },
  });
  if (!loaded.ok) return loaded;
  const { state } = loaded.value;
  const handle = journalHandle(handleParts({ files, log }, paths, loaded.value), noNews(), {
    fault: "kind" in state ? state : closedLog(),
    mending: null,
  });
  // A record whose line is damaged is taken in again when it comes back.
  const lineOf: Journal["lineOf"] = (id) => {
    const line = handle.lineOf(id);
    return line === null || loaded.value.damaged.has(line) ? null : line;
  };
  return success({ ...handle, has: (id) => lineOf(id) !== null, lineOf });
};

interface Faulty {
  readonly found: FoundJournal;
  readonly loaded: LoadedJournal;
  readonly fault: JournalFault;
}

/** Damaged lines are put back from what comes in, where their hashes are still known. */
const openFaulty = async (
  deps: JournalDependencies,
  paths: JournalPaths,
  { fault, found: { mark, parts }, loaded }: Faulty,
): Promise<Outcome<Journal, DiskFailure>> => {
  const { files } = deps;
  const genuine =
    fault.kind === "lineDamaged" && mark !== null
      ? await genuineLeaves({ files, mark, parts, paths })
      : success<MerkleTree | null>(null);
  if (!genuine.ok) return genuine;
  const { contents } = loaded.loader;
  const mending = { contents, damaged: new Set(loaded.damaged), files, genuine: genuine.value, paths };
  return success(journalHandle(handleParts(deps, paths, loaded), noNews(), { fault, mending }));
};

interface Opening {
  readonly deps: JournalDependencies;
  readonly options: JournalOptions;
  readonly paths: JournalPaths;
  readonly loaded: LoadedJournal;
  readonly mark: JournalMark;
  readonly past: JournalPast;
}

const readPast = async (
  { files, log, outsideMark }: JournalDependencies,
  paths: JournalPaths,
): Promise<Outcome<JournalPast, DiskFailure>> => {
  const checkpoint = await readOwnCheckpoint(files, paths.checkpoint, { log, verify: nodeVerify });
  if (!checkpoint.ok) return checkpoint;
  const outside = await outsideMark?.read();
  if (outside === undefined) return success({ checkpoint: checkpoint.value, outside: undefined });
  return outside.ok ? success({ checkpoint: checkpoint.value, outside: outside.value }) : outside;
};

const openSound = async (opening: Opening): Promise<Outcome<Journal, MarkFailure>> => {
  const {
    deps: { files },
    paths,
    loaded: { loader, parts },
    mark,
  } = opening;
  const recovered = await recoverJournal(files, paths, { loader, parts, mark });
  if (!recovered.ok) return recovered;
  const markFile = await openMark(files, paths.mark);
  if (!markFile.ok) return markFile;
  const { tree } = loader.contents;
  const marked =
    recovered.value.recovery.adopted > 0 ? await markFile.value.write(markOfTree(tree)) : success(undefined);
  const part = marked.ok ? await openPartWriter(files, paths, recovered.value.end) : marked;
  if (!part.ok) {
    await markFile.value.close();
    return part;
  }
  return assemble(opening, { recovered: recovered.value, mark: markFile.value, part: part.value });
};

interface Opened {
  readonly recovered: Recovered;
  readonly mark: MarkFile;
  readonly part: PartWriter;
}

const assemble = async (
  opening: Opening,
  { recovered, mark, part }: Opened,
): Promise<Outcome<Journal, DiskFailure>> => {
  const { deps, options, paths, loaded, past } = opening;
  const { contents } = loaded.loader;
  const news = noNews();
  const keeper = keeperOf(deps, contents);
  const writer = new JournalWriter({
    contents,
    part,
    mark,
    now: deps.now,
    partBytesMax: options.partBytesMax ?? partBytesMax,
    onAppended: (lines) => news.appended.forEach((listener) => listener(lines)),
    onFault: (fault) => news.fault.forEach((listener) => listener(fault)),
    pause: async () => keeper?.advanced(),
  });
  const writing: Writing = { writer, keeper, checkpointSize: past.checkpoint?.size ?? -1 };
  const secured = (await keeper?.secure()) ?? success(undefined);
  const parts = { ...handleParts(deps, paths, loaded), recovery: recovered.recovery };
  if (secured.ok) return success(journalHandle(parts, news, writing));
  await writer.close();
  return secured;
};

const keeperOf = (
  { outsideMark, after = realAfter }: JournalDependencies,
  { tree }: JournalContents,
): OutsideMarkKeeper | null =>
  outsideMark === null ? null : keepOutsideMark(outsideMark, () => markOfTree(tree), after);

const handleParts = (
  { files, log }: Pick<JournalDependencies, "files" | "log">,
  paths: JournalPaths,
  { loader, damaged }: LoadedJournal,
) => ({
  files,
  paths,
  log,
  contents: loader.contents,
  reader: new JournalReader({ files, paths, contents: loader.contents, damaged }),
  recovery: { adopted: 0, cut: null, leavesRebuilt: [] },
});

const noNews = (): JournalNews => ({ appended: new Set(), fault: new Set() });
