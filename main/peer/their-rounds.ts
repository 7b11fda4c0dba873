/**
 * What the other side has said in each round of an exchange: digests, tips, how many records, and whether they are
 * settled.
 */
import { parseRecordId, type HistoryId, type RecordId } from "../../shared/ledger/record.ts";
import type { Failure } from "../../shared/outcome/outcome.ts";
import { entriesMax, type ContentOf } from "../../shared/sync/sync-message.ts";

/** The end of a branch over there. */
export interface ToldTip {
  readonly writer: string;
  readonly id: RecordId;
}

export interface TheirRound {
  readonly digests: ReadonlyMap<HistoryId, string>;
  /** True when all pages of the digests have come. */
  readonly isTold: boolean;
  /** Records that they sent, once they have said so. */
  readonly sent: number | null;
  /** True when everything that they sent is settled here. */
  readonly isSettled: boolean;
  /** The tips of a history, once all of them have come. */
  readonly tipsOf: (history: HistoryId) => ReadonlyArray<ToldTip> | undefined;
}

/** So much an installation takes from another one; beyond it the exchange is refused before anything is written. */
export interface AnnounceLimits {
  /** Histories in one exchange. */
  readonly histories: number;
  /** Ends of branches in one exchange, of all histories together. */
  readonly tips: number;
}

/** A quarter of a million machines, and two keys on each: 100 MB of memory for somebody who only claims it. */
export const announceLimits: AnnounceLimits = { histories: 250_000, tips: 500_000 };

/** Takes messages in the only order in which they may come; each answer `false` is a message out of its place. */
export class TheirRounds {
  readonly #rounds: Round[] = [];
  readonly #max: number;
  readonly #limits: AnnounceLimits;
  #histories = 0;
  #tips = 0;

  constructor(max: number, limits: AnnounceLimits = announceLimits) {
    this.#max = max;
    this.#limits = limits;
  }

  /** Why nothing more is taken of what the other side announces, or `null`. */
  excess(): Failure | null {
    const { histories, tips } = this.#limits;
    if (this.#histories > histories) return tooMuch(this.#histories, "histories", histories);
    return this.#tips > tips ? tooMuch(this.#tips, "ends of branches", tips) : null;
  }

  at(round: number): TheirRound | undefined {
    return this.#rounds[round];
  }

  get latest(): TheirRound | undefined {
    return this.#rounds.at(-1);
  }

  /** Histories that they have announced in any round. */
  announced(): ReadonlySet<string> {
    return new Set(this.#rounds.flatMap(({ digests }) => [...digests.keys()]));
  }

  /** True when this page begins a round. */
  begins({ round }: ContentOf<"digests">): boolean {
    const before = this.#rounds.at(-1);
    return round === this.#rounds.length && round < this.#max && before?.sent !== null;
  }

  begin(): void {
    this.#histories = 0;
    this.#tips = 0;
    this.#rounds.push(new Round());
  }

  takeDigests({ histories, more, round }: ContentOf<"digests">): boolean {
    const known = this.#rounds[round];
    if (known === undefined || known.isTold) return false;
    this.#histories += weightOf(histories.length, more);
    if (this.excess() !== null) return true;
    for (const [history, digest] of histories) known.digests.set(idOf(history), digest);
    known.isTold = !more;
    return true;
  }

  takeTips({ history, more, tips }: ContentOf<"tips">): boolean {
    this.#tips += weightOf(tips.length, more);
    if (this.excess() !== null) return true;
    const told = tips.map(([writer, , tip]) => ({ writer, id: idOf(tip) }));
    return this.#rounds.at(-1)?.addTips(idOf(history), told, more) === true;
  }

  takeSent(records: number): boolean {
    const round = this.#rounds.at(-1);
    if (round === undefined || round.sent !== null) return false;
    round.sent = records;
    return true;
  }

  settle(round: number): void {
    const known = this.#rounds[round];
    if (known !== undefined) known.isSettled = true;
  }
}

class Round implements TheirRound {
  readonly digests = new Map<HistoryId, string>();
  readonly #tips = new Map<HistoryId, ToldTip[]>();
  readonly #whole = new Set<HistoryId>();
  isTold = false;
  isSettled = false;
  sent: number | null = null;

  tipsOf(history: HistoryId): ReadonlyArray<ToldTip> | undefined {
    return this.#whole.has(history) ? this.#tips.get(history) : undefined;
  }

  addTips(history: HistoryId, told: ReadonlyArray<ToldTip>, more: boolean): boolean {
    if (this.#whole.has(history)) return false;
    this.#tips.set(history, [...(this.#tips.get(history) ?? []), ...told]);
    if (!more) this.#whole.add(history);
    return true;
  }
}

/** Pages behind which others follow count as full: empty ones could go on for ever. */
const weightOf = (entries: number, more: boolean): number => (more ? entriesMax : Math.max(1, entries));

const tooMuch = (announced: number, what: string, most: number): Failure => ({
  kind: "peerTooMuch",
  message: `More than ${most} ${what} were announced (${announced} until now), which is more than an installation takes from one peer. Nothing was written. Share fewer histories with it.`,
});

// The schema of the messages lets only ids through.
const idOf = (text: string): RecordId => parseRecordId(text) ?? noId(text);

const noId = (text: string): never => {
  throw new Error(`"${text}" passed for an id`);
};
