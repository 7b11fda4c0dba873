/** The logs of this installation: the one that is written, and those that were closed before it. */
import type { MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { originOf } from "../../shared/witness/cosigned-note.ts";
import type { Journal } from "../journal/journal.ts";

export interface OwnLog {
  readonly origin: string;
  /** The number of its first line in the whole journal. */
  readonly first: number;
  readonly tree: Omit<MerkleTree, "append">;
}

export interface OwnLogs {
  /** The oldest first; the last is the one that is written. */
  readonly all: ReadonlyArray<OwnLog>;
  readonly current: OwnLog;
  readonly of: (origin: string) => OwnLog | null;
  readonly placeOf: (record: RecordId) => { readonly origin: string; readonly index: number } | null;
}

/** Tells them apart; `origin` is that of the log that is written. A closed log without a checkpoint proves nothing. */
export const ownLogs = (journal: Pick<Journal, "lineOf" | "logOf" | "size">, origin: string): OwnLogs => {
  const { first, tree } = journal.logOf(journal.size());
  const current = { first, origin, tree };
  const closed: OwnLog[] = [];
  for (let line = 0; line < first;) {
    const log = journal.logOf(line);
    if (log.note !== null) closed.push({ first: log.first, origin: originOf(log.note), tree: log.tree });
    line = log.first + log.tree.size();
  }
  const all = [...closed, current];
  return {
    all,
    current,
    of: (wanted) => all.find((log) => log.origin === wanted) ?? null,
    placeOf: (record) => {
      const line = journal.lineOf(record);
      const log = line === null ? undefined : all.findLast((known) => known.first <= line);
      if (line === null || log === undefined || line - log.first >= log.tree.size()) return null;
      return { index: line - log.first, origin: log.origin };
    },
  };
};
