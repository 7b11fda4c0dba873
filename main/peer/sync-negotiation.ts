/**
 * Finds out exactly which records of differing histories the other side lacks: by tips, and by probes where tips say
 * too little.
 */
import { isComplete, type HeldRecord, type History } from "../../shared/ledger/history.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { cover, narrow, openBranches, probesOf, type Branch } from "../../shared/sync/coverage.ts";
import { tipRecords } from "../../shared/sync/history-digest.ts";
import { entriesMax, type ContentOf, type SyncMessage } from "../../shared/sync/sync-message.ts";
import type { MessageLink } from "./message-link.ts";
import type { ToldTip } from "./their-rounds.ts";

/** What the other side says when it is asked; `null` when the exchange has ended. */
export interface OtherSide {
  /** The histories that it has announced until now. */
  readonly announced: () => ReadonlySet<string>;
  readonly digests: (round: number) => Promise<ReadonlyMap<HistoryId, string> | null>;
  readonly tips: (history: HistoryId) => Promise<ReadonlyArray<ToldTip> | null>;
  /** The answer to the question that was asked longest ago. */
  readonly held: () => Promise<ContentOf<"held"> | null>;
}

/** A history and what of it the other side holds. */
export interface CoveredHistory {
  readonly history: History;
  readonly covered: ReadonlySet<HeldRecord>;
}

/**
 * Asks about all histories at once, round by round, until nothing is in question; `null` when the exchange has ended.
 */
export const negotiate = async (
  histories: ReadonlyArray<History>,
  announced: (history: HistoryId) => boolean,
  { link, other }: { readonly link: MessageLink; readonly other: OtherSide },
): Promise<ReadonlyArray<CoveredHistory> | null> => {
  const asking = new Asking(link, other);
  const tips = histories.map((history) => ({ history, records: tipRecords(history) }));
  if (!(await asking.ask(tips.flatMap(({ history, records }) => tipMessages(history, records))))) return null;
  const open: OpenHistory[] = [];
  for (const { history, records } of tips) {
    const begun = await asking.begin(history, records, announced(history.id));
    if (begun === null) return null;
    open.push(begun);
  }
  while (open.some(({ branches }) => branches.length > 0)) if (!(await asking.narrow(open))) return null;
  return open;
};

/** Pages of a list; an empty list is one empty page. */
export const pagesOf = <T>(list: ReadonlyArray<T>): ReadonlyArray<ReadonlyArray<T>> => {
  if (list.length <= entriesMax) return [list];
  const pages = Math.ceil(list.length / entriesMax);
  return Array.from({ length: pages }, (_, page) => list.slice(page * entriesMax, (page + 1) * entriesMax));
};

interface OpenHistory {
  readonly history: History;
  readonly covered: Set<HeldRecord>;
  branches: ReadonlyArray<Branch>;
}

class Asking {
  readonly #link: MessageLink;
  readonly #other: OtherSide;

  constructor(link: MessageLink, other: OtherSide) {
    this.#link = link;
    this.#other = other;
  }

  async ask(questions: ReadonlyArray<SyncMessage>): Promise<boolean> {
    for (const question of questions) if (!(await this.#link.send(question)).ok) return false;
    return true;
  }

  async begin(history: History, tips: ReadonlyArray<HeldRecord>, announced: boolean): Promise<OpenHistory | null> {
    const answer = await this.#answers(tips);
    const told = announced && answer !== null ? await this.#other.tips(history.id) : [];
    if (answer === null || told === null) return null;
    const covered = new Set<HeldRecord>();
    cover(history, [...answer.held, ...told.map(({ id }) => id)], covered);
    // Of a key whose end over there is unknown here, records of this side may be held there all the same.
    const unknown = new Set(told.filter(({ id }) => !isHeld(history, id)).map(({ writer }) => writer));
    const mayHoldMore = (writer: string): boolean => answer.known && (!announced || unknown.has(writer));
    return { history, covered, branches: openBranches(history, covered, mayHoldMore) };
  }

  /** Makes all branches that are in question shorter; false when the exchange has ended. */
  async narrow(histories: ReadonlyArray<OpenHistory>): Promise<boolean> {
    const asked = histories
      .filter(({ branches }) => branches.length > 0)
      .map((open) => ({ open, probes: open.branches.flatMap(probesOf) }));
    if (!(await this.ask(asked.flatMap(({ open, probes }) => probeMessages(open.history, probes))))) return false;
    for (const { open, probes } of asked) {
      const answer = await this.#answers(probes);
      if (answer === null) return false;
      const held = new Set(answer.held);
      const narrowed = open.branches.map((branch) => narrow(branch, ({ id }) => held.has(id)));
      open.branches = narrowed.filter(({ length }) => length > 0);
      cover(open.history, held, open.covered);
    }
    return true;
  }

  /** The answers to the messages that asked about these records, page by page. */
  async #answers(
    records: ReadonlyArray<HeldRecord>,
  ): Promise<{ readonly held: ReadonlyArray<RecordId>; readonly known: boolean } | null> {
    const held: RecordId[] = [];
    let known = true;
    for (const page of pagesOf(records)) {
      const answer = await this.#other.held();
      if (answer === null) return null;
      known = answer.known;
      held.push(...page.filter((_, index) => answer.flags[index] === "1").map(({ id }) => id));
    }
    return { held, known };
  }
}

const tipMessages = ({ id: history }: History, records: ReadonlyArray<HeldRecord>): ReadonlyArray<SyncMessage> => {
  const pages = pagesOf(records.map(({ id, seq, writer }): [string, number, string] => [writer, seq, id]));
  return pages.map((tips, index) => ({ tips: { history, more: index + 1 < pages.length, tips: [...tips] } }));
};

const probeMessages = ({ id: history }: History, probes: ReadonlyArray<HeldRecord>): ReadonlyArray<SyncMessage> =>
  pagesOf(probes.map(({ id }) => id)).map((ids) => ({ probe: { history, ids: [...ids] } }));

const isHeld = (history: History, id: RecordId): boolean => {
  const record = history.records.get(id);
  return record !== undefined && isComplete(record);
};
