/** What taking records in would change, or has changed: the rows that a person sees before and after. */
import { forksOf } from "../../shared/ledger/fork.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { ImportSummary } from "../../shared/rpc/rows.ts";
import { placeText, type BundleFault } from "../bundle/bundle-fault.ts";
import type { IntakeTally } from "./intake.ts";

/** Notes which histories were here before, and counts what comes to them. */
export class ImportTally {
  readonly #ledger: () => Ledger;
  readonly #histories = new Map<HistoryId, { readonly known: boolean; records: number }>();
  attachments = 0;
  openings = 0;

  /** The graph is asked for anew each time: a store may replace it. */
  constructor(ledger: () => Ledger) {
    this.#ledger = ledger;
  }

  /** Notes a history before its first record is taken. */
  expect(history: HistoryId): void {
    if (!this.#histories.has(history)) {
      this.#histories.set(history, { known: this.#ledger().history(history) !== undefined, records: 0 });
    }
  }

  /** Counts records that are new. */
  taken(records: ReadonlyArray<HeldRecord>): void {
    for (const { history } of records) {
      this.expect(history);
      const counted = this.#histories.get(history);
      if (counted !== undefined) counted.records++;
    }
  }

  summary(intake: IntakeTally, fault: BundleFault | null): ImportSummary {
    const rows = [...this.#histories].flatMap(([id, row]) => {
      const history = this.#ledger().history(id);
      return history === undefined ? [] : [{ history, ...row }];
    });
    return {
      already: intake.already,
      attachments: this.attachments,
      complete: fault === null,
      fault: fault === null ? null : faultText(fault),
      histories: rows.map(({ history, known, records }) => ({
        forks: forksOf(history).length,
        history: history.id,
        known,
        new_records: records,
        tag: tagOf(history),
      })),
      openings: this.openings,
      pending: rows.reduce((sum, { history }) => sum + history.pendingCount, 0),
      quarantined: intake.quarantined,
      records: intake.taken,
    };
  }
}

/** A fault with its place, as a sentence. */
export const faultText = (fault: BundleFault): string => {
  const place = placeText(fault);
  return place === null ? fault.message : `${fault.message} (${place})`;
};

/** The tag of an asset as its records set it last; `null` for what has none. */
const tagOf = (history: History): string | null => {
  const texts = history.order.flatMap(({ sets }) => sets.filter(([field]) => field === "tag").map(([, text]) => text));
  const tag: unknown = JSON.parse(texts.at(-1) ?? "null");
  return typeof tag === "string" ? tag : null;
};
