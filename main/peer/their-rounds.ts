/**
 * What the other side has said in each round of an exchange: digests, tips, how many records, and whether they are
 * settled.
 */
import { parseRecordId, type HistoryId, type RecordId } from "../../shared/ledger/record.ts";
import type { ContentOf } from "../../shared/sync/sync-message.ts";

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

/** Takes messages in the only order in which they may come; each answer `false` is a message out of its place. */
export class TheirRounds {
  readonly #rounds: Round[] = [];
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
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
    this.#rounds.push(new Round());
  }

  takeDigests({ histories, more, round }: ContentOf<"digests">): boolean {
    const known = this.#rounds[round];
    if (known === undefined || known.isTold) return false;
    for (const [history, digest] of histories) known.digests.set(idOf(history), digest);
    known.isTold = !more;
    return true;
  }

  takeTips({ history, more, tips }: ContentOf<"tips">): boolean {
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

// The schema of the messages lets only ids through.
const idOf = (text: string): RecordId => parseRecordId(text) ?? noId(text);

const noId = (text: string): never => {
  throw new Error(`"${text}" passed for an id`);
};
