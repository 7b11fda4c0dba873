/**
 * The index: disposable rows of all that the journal holds, kept in line with the graph as records arrive, and what
 * screens, reports and the command line ask of them. It never holds what an opening says, and no fault of its own
 * reaches a user: the rows are thrown away and built anew.
 */
import { dirname } from "node:path";
import { performance } from "node:perf_hooks";
import { digestHex } from "../../shared/crypto/digest.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { parseRecordId, shortId, type HistoryId, type RecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { tablesText } from "../../shared/projection/index-tables.ts";
import type { AssetListRequest } from "../../shared/query/asset-list.ts";
import { attachmentsOf, sealedOf, type AttachmentSize } from "../../shared/query/body-references.ts";
import { historiesByTag } from "../../shared/query/histories-by-tag.ts";
import { timelineRowAt, type TimelineRequest } from "../../shared/query/timeline-window.ts";
import { unsharedTotal } from "../../shared/query/unshared-count.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { AssetDetail, TimelineEntry } from "../../shared/rpc/rows.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import { deletePartFiles } from "../disk/write-durably.ts";
import type { AppendedLine, Journal, ReadFailure } from "../journal/journal.ts";
import { answerAsset, answerAssetList, attachmentDigests, type NotAnAsset } from "./asset-answers.ts";
import { IndexKeeper } from "./index-keeper.ts";
import type { IndexRows } from "./index-rows.ts";
import { openIndex, type IndexSource, type OpenedIndex } from "./open-index.ts";
import { answerReadings, type NoSuchChannel, type ReadingsRequest } from "./reading-answers.ts";
import { loadSqlite } from "./sql-database.ts";
import { answerTimeline, timelineEntry, type TimelinePorts } from "./timeline-answers.ts";

export interface IndexDeps extends IndexSource, TimelinePorts {
  readonly journal: IndexSource["journal"] & Pick<Journal, "read">;
  readonly hasAttachment: (sha256: string) => Promise<boolean>;
}

/** No history or record of that id is here. */
export type NotHeld = Failure & { readonly kind: "notHeld" };
export type IndexFailure = ReadFailure | NotHeld | NotAnAsset | NoSuchChannel;

export interface Index {
  /** How it was opened, and how many lines of the journal that took. */
  readonly opened: Pick<OpenedIndex, "how" | "lines">;
  /** Hears that lines are durable (`Journal.onAppended`). */
  readonly appended: (lines: ReadonlyArray<AppendedLine>) => void;
  /** Hears that these lines are in the graph (`HistoryStore.onTaken`). */
  readonly taken: (
    taken: ReadonlyArray<HeldRecord>,
    completed: ReadonlyArray<HeldRecord>,
    anew: ReadonlySet<HistoryId>,
  ) => void;
  /** Hears that a peer has these records now. */
  readonly shared: (records: Iterable<RecordId>) => void;

  /** The fleet, by windows. */
  readonly assets: (request: AssetListRequest) => Promise<Outcome<ResponseOf<"asset.list">, ReadFailure>>;
  /** One asset. */
  readonly asset: (history: HistoryId) => Promise<Outcome<AssetDetail, IndexFailure>>;
  /** A history by windows. */
  readonly timeline: (
    history: HistoryId,
    request: TimelineRequest,
  ) => Promise<Outcome<ResponseOf<"history.timeline">, IndexFailure>>;
  /** One record as a timeline shows it. */
  readonly entry: (record: RecordId) => Promise<Outcome<TimelineEntry, IndexFailure>>;
  /** A channel of an asset for a plot. */
  readonly readings: (
    history: HistoryId,
    request: ReadingsRequest,
  ) => Promise<Outcome<ResponseOf<"history.readings">, IndexFailure>>;
  /** Assets with exactly this tag, at once. */
  readonly historiesWithTag: (tag: string) => ReadonlyArray<HistoryId>;
  /** Attachments that records of a history name. */
  readonly attachmentsOf: (history: HistoryId) => Promise<Outcome<ReadonlyArray<AttachmentSize>, IndexFailure>>;
  /** Digests of the sealed values in a history: what openings of it there can be. */
  readonly sealedOf: (history: HistoryId) => Promise<Outcome<ReadonlyArray<string>, IndexFailure>>;
  /** Records that nobody else is known to have. */
  readonly unsharedTotal: () => Promise<Outcome<number, ReadFailure>>;

  /** Throws the rows away and builds them from the journal. */
  readonly rebuild: () => Promise<Outcome<ResponseOf<"index.rebuild">, ReadFailure>>;
  /** Replaces the snapshot on disk. */
  readonly snapshot: () => Promise<Outcome<null, DiskFailure | ReadFailure>>;
  /** Writes the snapshot and lets go of everything. */
  readonly close: () => Promise<Outcome<null, never>>;
}

/** Opens the index of a data folder: from its snapshot where that fits, from the journal where not. */
export const createIndex = async (given: IndexDeps): Promise<Outcome<Index, ReadFailure>> => {
  const deps = { ...given, program: `${given.program} ${digestHex(utf8Of(tablesText()))}` };
  const sqlite = await loadSqlite();
  await deletePartFiles(deps.files, dirname(deps.snapshot));
  const opened = await openIndex(sqlite, deps);
  if (!opened.ok) return opened;
  const keeper = new IndexKeeper(sqlite, deps, opened.value.live);
  const idle = snapshotWhenIdle(() => void keeper.snapshot());
  return success({
    ...lifeOf(keeper, idle),
    ...answersOf(keeper, deps),
    opened: { how: opened.value.how, lines: opened.value.lines },
  });
};

/** After so many records a snapshot is due: replaying them takes a good second at the next start. */
const snapshotAfterRecords = 10_000;
/** It is written when nothing came in for so long. */
const idleMillis = 5_000;

interface IdleSnapshot {
  readonly grew: (records: number) => void;
  readonly stop: () => void;
}

const snapshotWhenIdle = (write: () => void): IdleSnapshot => {
  let due = 0;
  let timer: NodeJS.Timeout | undefined;
  const fire = (): void => {
    due = 0;
    write();
  };
  const grew = (records: number): void => {
    due += records;
    clearTimeout(timer);
    if (due >= snapshotAfterRecords) timer = setTimeout(fire, idleMillis).unref();
  };
  return { grew, stop: () => clearTimeout(timer) };
};

type Life = "appended" | "taken" | "shared" | "rebuild" | "snapshot" | "close";

const lifeOf = (keeper: IndexKeeper, idle: IdleSnapshot): Pick<Index, Life> => ({
  appended: (lines) => keeper.appended(lines),
  taken: (taken, completed, anew) => {
    keeper.taken(taken, completed, anew);
    idle.grew(taken.length);
  },
  shared: (records) => keeper.markShared(records),
  rebuild: async () => {
    const began = performance.now();
    const records = await keeper.rebuild();
    return records.ok
      ? success({ records: records.value, seconds: ((performance.now() - began) / 1000).toFixed(3) })
      : records;
  },
  snapshot: () => keeper.snapshot(),
  close: async () => {
    idle.stop();
    // A snapshot that cannot be written costs the next start a rebuild; nobody is to be troubled with that.
    await keeper.snapshot();
    keeper[Symbol.dispose]();
    return success(null);
  },
});

const answersOf = (keeper: IndexKeeper, deps: IndexDeps): Omit<Index, Life | "opened"> => {
  const ask = async <T>(answer: (rows: IndexRows) => T): Promise<Outcome<T, ReadFailure>> => {
    const ready = await keeper.ready();
    return ready.ok ? success(answer(ready.value.rows)) : ready;
  };
  const askOf = async <T, F extends Failure>(
    id: HistoryId,
    answer: (rows: IndexRows, history: History) => Promise<Outcome<T, F>> | Outcome<T, F>,
  ): Promise<Outcome<T, F | ReadFailure | NotHeld>> => {
    const ready = await keeper.ready();
    if (!ready.ok) return ready;
    const history = deps.histories.ledger.history(id);
    return history === undefined
      ? refuse("notHeld", `The history ${shortId(id)} is not here.`)
      : answer(ready.value.rows, history);
  };
  return {
    assets: (request) => ask((rows) => answerAssetList(rows, request)),
    asset: (id) => askOf(id, (rows, history) => assetWithAttachments(rows, history, deps)),
    timeline: (id, request) => askOf(id, (rows, history) => answerTimeline(rows, deps, history, request)),
    entry: (id) => entryOf(keeper, deps, id),
    readings: (id, request) => askOf(id, (rows, history) => answerReadings(rows, history, request)),
    historiesWithTag: (tag) =>
      keeper
        .readyNow()
        ?.rows.database.ask(historiesByTag(tag))
        .flatMap((id) => parseRecordId(id) ?? []) ?? [],
    attachmentsOf: (id) =>
      askOf(id, (rows, history) => success(rows.database.ask(attachmentsOf(rows.historyKey(history.id))))),
    sealedOf: (id) => askOf(id, (rows, history) => success(rows.database.ask(sealedOf(rows.historyKey(history.id))))),
    unsharedTotal: () => ask((rows) => rows.database.ask(unsharedTotal())[0] ?? 0),
  };
};

const assetWithAttachments = async (
  rows: IndexRows,
  history: History,
  deps: IndexDeps,
): Promise<Outcome<AssetDetail, NotAnAsset>> => {
  const asset = answerAsset(rows, history);
  if (!asset.ok) return asset;
  const present = await Promise.all(attachmentDigests(rows, history).map((sha256) => deps.hasAttachment(sha256)));
  return success({ ...asset.value, attachments_missing: present.filter((isHere) => !isHere).length });
};

const entryOf = async (
  keeper: IndexKeeper,
  deps: IndexDeps,
  id: RecordId,
): Promise<Outcome<TimelineEntry, IndexFailure>> => {
  const ready = await keeper.ready();
  if (!ready.ok) return ready;
  const line = deps.journal.lineOf(id);
  const [row] = line === null ? [] : ready.value.rows.database.ask(timelineRowAt(line));
  const entry = row === undefined ? success(null) : await timelineEntry(deps, row);
  if (!entry.ok) return entry;
  if (entry.value === null) return refuse("notHeld", `The record ${shortId(id)} is not here.`);
  return success(entry.value);
};
