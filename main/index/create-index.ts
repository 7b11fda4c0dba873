/**
 * The index: disposable rows of all that the journal holds, kept in line with the graph as records arrive, and what
 * screens, reports and the command line ask of them. It never holds what an opening says, and no fault of its own
 * reaches a user: the rows are thrown away and built anew.
 */
import { dirname } from "node:path";
import { performance } from "node:perf_hooks";
import { digestHex } from "../../shared/crypto/digest.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { inspectionText } from "../../shared/record-type/inspect-record.ts";
import { tablesText } from "../../shared/projection/index-tables.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import { deletePartFiles } from "../disk/write-durably.ts";
import type { AppendedLine, ReadFailure } from "../journal/journal.ts";
import { indexAnswers, type AnswerPorts, type IndexAnswers } from "./index-answers.ts";
import { IndexKeeper } from "./index-keeper.ts";
import { openIndex, type IndexSource, type OpenedIndex } from "./open-index.ts";
import { loadSqlite } from "./sql-database.ts";

export interface IndexDeps extends IndexSource, AnswerPorts {
  readonly journal: IndexSource["journal"] & AnswerPorts["journal"];
}

export interface Index extends IndexAnswers {
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
  /** Hears that more is known of times. */
  readonly timesGrew: () => void;
  /** Hears that a peer has these records now. */
  readonly shared: (records: Iterable<RecordId>) => void;

  /** Throws the rows away and builds them from the journal. */
  readonly rebuild: () => Promise<Outcome<ResponseOf<"index.rebuild">, ReadFailure>>;
  /** Replaces the snapshot on disk. */
  readonly snapshot: () => Promise<Outcome<null, DiskFailure | ReadFailure>>;
  /** Writes the snapshot and lets go of everything. */
  readonly close: () => Promise<Outcome<null, never>>;
}

/** Opens the index of a data folder: from its snapshot where that fits, from the journal where not. */
export const createIndex = async (given: IndexDeps): Promise<Outcome<Index, ReadFailure>> => {
  const deps = { ...given, program: `${given.program} ${digestHex(utf8Of(`${tablesText()}\n${inspectionText()}`))}` };
  const sqlite = await loadSqlite();
  await deletePartFiles(deps.files, dirname(deps.snapshot));
  const opened = await openIndex(sqlite, deps);
  if (!opened.ok) return opened;
  const keeper = new IndexKeeper(sqlite, deps, opened.value);
  return success({
    ...lifeOf(keeper),
    ...indexAnswers(keeper, deps),
    opened: { how: opened.value.how, lines: opened.value.lines },
  });
};

type Life = "appended" | "taken" | "timesGrew" | "shared" | "rebuild" | "snapshot" | "close";

const lifeOf = (keeper: IndexKeeper): Pick<Index, Life> => ({
  appended: (lines) => keeper.appended(lines),
  taken: (taken, completed, anew) => keeper.taken(taken, completed, anew),
  timesGrew: () => keeper.timesGrew(),
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
    // A snapshot that cannot be written costs the next start a rebuild; nobody is to be troubled with that.
    if (!keeper.isSaved) await keeper.snapshot();
    keeper[Symbol.dispose]();
    return success(null);
  },
});
