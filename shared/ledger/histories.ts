/** The histories of a ledger by their ids. Those that came in an image are unfolded when somebody asks for them. */
import { History, type HistoryOutline } from "./history.ts";
import type { HistoryId } from "./record.ts";
import type { RecordHead } from "./record-head.ts";

/** A history that lies in an image. */
export interface FoldedHistory extends HistoryOutline {
  /** How many records it has. */
  readonly size: number;
  /** Its records in the order in which they came. */
  readonly heads: () => ReadonlyArray<RecordHead>;
  /** The same as the bytes in which they lie. */
  readonly bytes: Uint8Array;
}

/** Keeps the order in which the histories began here. */
export class Histories {
  readonly #byId = new Map<HistoryId, History | FoldedHistory>();
  readonly #unfold: (folded: FoldedHistory) => History;

  /** `unfold` is called once for each folded history, which it begins by `begin`. */
  constructor(folded: ReadonlyArray<FoldedHistory>, unfold: (folded: FoldedHistory) => History) {
    for (const history of folded) this.#byId.set(history.id, history);
    this.#unfold = unfold;
  }

  get size(): number {
    return this.#byId.size;
  }

  has(id: HistoryId): boolean {
    return this.#byId.has(id);
  }

  get(id: HistoryId): History | undefined {
    const found = this.#byId.get(id);
    return found === undefined || found instanceof History ? found : this.#unfold(found);
  }

  /** The history that nobody has asked for yet. */
  folded(id: HistoryId): FoldedHistory | undefined {
    const found = this.#byId.get(id);
    return found instanceof History ? undefined : found;
  }

  keys(): Iterable<HistoryId> {
    return this.#byId.keys();
  }

  /** What is known of every history without unfolding it. */
  outlines(): Iterable<History | FoldedHistory> {
    return this.#byId.values();
  }

  /** Those that are registers. */
  registers(): ReadonlyArray<History> {
    return [...this.outlines()].flatMap(({ foundsUnder, id }) => (foundsUnder === null ? (this.get(id) ?? []) : []));
  }

  /** What is known of one without unfolding it. */
  outline(id: HistoryId): History | FoldedHistory | undefined {
    return this.#byId.get(id);
  }

  /** Unfolds these, one with every step: for work that then looks at all of them at once. */
  *unfold(ids: Iterable<HistoryId>): Generator<void> {
    for (const id of ids) {
      this.get(id);
      yield;
    }
  }

  /** Those that hold a record of a type, each unfolded when it is its turn. */
  *withType(type: string): Generator<History> {
    for (const outline of this.outlines()) {
      const history = outline.hasType(type) ? this.get(outline.id) : undefined;
      if (history !== undefined) yield history;
    }
  }

  /** All of them, each unfolded when it is its turn: where outlines are enough, ask for those. */
  *values(): Generator<History> {
    for (const found of this.#byId.values()) yield found instanceof History ? found : this.#unfold(found);
  }

  *[Symbol.iterator](): Generator<[HistoryId, History]> {
    for (const history of this.values()) yield [history.id, history];
  }

  /** A new history without records, in the place of a folded one of the same id. */
  begin(id: HistoryId): History {
    const history = new History(id);
    this.#byId.set(id, history);
    return history;
  }
}
