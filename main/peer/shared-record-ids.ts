/** Which records somebody else is known to hold: the answer for every record, kept until more is learnt. */
import type { HeldRecord } from "../../shared/ledger/history.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import { cover } from "../../shared/sync/coverage.ts";
import type { TipsHeld } from "./held-tips.ts";

export interface SharedRecordIds {
  /** True for a record that at least one peer holds durably. */
  readonly has: (id: string) => boolean;
  /** False as long as no peer is known to hold anything. */
  readonly any: () => boolean;
  /** What a peer holds has changed. */
  readonly forget: (histories: Iterable<HistoryId>) => void;
}

/** Answers from what is known of all peers; what a history's answer needs is walked once. */
export const sharedRecordIds = (ledger: () => Ledger, tips: () => ReadonlyArray<TipsHeld>): SharedRecordIds => {
  const known = new Map<HistoryId, ReadonlySet<HeldRecord>>();
  const coveredOf = (id: HistoryId): ReadonlySet<HeldRecord> => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const covered = new Set<HeldRecord>();
    const history = ledger().history(id);
    if (history !== undefined) for (const held of tips()) cover(history, held.get(id) ?? [], covered);
    known.set(id, covered);
    return covered;
  };
  const any = (): boolean => tips().some((held) => held.size > 0);
  return {
    any,
    has: (text) => {
      // A rebuild asks for every record.
      if (!any()) return false;
      const id = parseRecordId(text);
      const record = id === null ? undefined : ledger().record(id);
      return record !== undefined && coveredOf(record.history).has(record);
    },
    forget: (histories) => {
      for (const id of histories) known.delete(id);
    },
  };
};
