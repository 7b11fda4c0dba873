/**
 * The heads of one history as a line of JSON, in the order in which they came. Records are named by their lines in the
 * journal, relatives by their places in the block, and what is the usual case is left out.
 */
import type { JsonObject } from "../encoding/canonical-json.ts";
import { textOf, utf8Of } from "../encoding/utf8.ts";
import { parentsToWaitFor } from "./chain-rule.ts";
import type { FieldText, HeldRecord, History } from "./history.ts";
import type { Ledger } from "./ledger.ts";
import type { HistoryId, RecordId } from "./record.ts";
import type { RecordHead } from "./record-head.ts";

export interface HistoryBlock {
  readonly bytes: Uint8Array;
  /** How many records it has. */
  readonly size: number;
  /** The lines of its records, in the order in which they came. */
  readonly lines: ReadonlyArray<number>;
  /** Records that those of the history stand on and that are not among them. */
  readonly outside: ReadonlyArray<RecordId>;
}

/** The block of a history; records for which `lineOf` gives `null` are left out. */
export const historyBlock = (
  ledger: Pick<Ledger, "inspectedFault">,
  history: History,
  lineOf: (id: RecordId) => number | null,
): HistoryBlock => {
  const records = [...history.records.values()].filter(({ id }) => lineOf(id) !== null);
  const places = new Map(records.map(({ id }, place) => [id, place]));
  const lines = records.map(({ id }) => lineOf(id) ?? 0);
  const [writers, types] = [numbering(), numbering()];
  const named = (id: RecordId): Named => places.get(id) ?? id;
  const heads = records.map((record, place): HeadRow => [
    lines[place] ?? 0,
    writers.of(record.writer),
    record.seq,
    types.of(record.type),
    record.at,
    record.recordedAt,
    record.prev === null ? null : named(record.prev),
    record.seen.map(named),
    restOf(record, ledger.inspectedFault(record)),
  ]);
  const block: Block = { heads, types: types.names(), writers: writers.names() };
  const parents = new Set([history.id, ...records.flatMap(parentsToWaitFor)]);
  return {
    bytes: utf8Of(JSON.stringify(block)),
    lines,
    size: lines.length,
    outside: [...parents].filter((id) => !places.has(id)),
  };
};

/** Reads a block; `idAt` gives the id of a line's record. */
export const headsInBlock = (
  bytes: Uint8Array,
  history: HistoryId,
  idAt: (line: number) => RecordId,
): ReadonlyArray<RecordHead> => {
  const { heads, types, writers }: Block = JSON.parse(textOf(bytes) ?? "null");
  const ids = heads.map(([line]) => idAt(line));
  const idOf = (named: Named): RecordId => (typeof named === "number" ? at(ids, named) : named);
  return heads.map(([, writer, seq, type, at_, recordedAt, prev, seen, rest], place): RecordHead => ({
    id: at(ids, place),
    history,
    writer: at(writers, writer),
    seq,
    type: at(types, type),
    at: at_,
    recordedAt,
    after: rest.after ?? null,
    prev: prev === null ? null : idOf(prev),
    seen: seen.map(idOf),
    register: rest.register ?? [],
    body: rest.body ?? null,
    foundsUnder: rest.founds_under,
    sets: rest.sets ?? [],
    fault: rest.fault ?? null,
  }));
};

/** A record of the block by its place, another one by its id. */
type Named = number | RecordId;

type HeadRow = readonly [
  line: number,
  writer: number,
  seq: number,
  type: number,
  at: HeldRecord["at"],
  recordedAt: HeldRecord["recordedAt"],
  prev: Named | null,
  seen: ReadonlyArray<Named>,
  rest: HeadRest,
];

/** What most records do not have. */
interface HeadRest {
  readonly after?: string;
  readonly body?: JsonObject;
  readonly fault?: string;
  readonly founds_under?: HistoryId | null;
  readonly register?: ReadonlyArray<RecordId>;
  readonly sets?: ReadonlyArray<FieldText>;
}

interface Block {
  readonly heads: ReadonlyArray<HeadRow>;
  readonly types: ReadonlyArray<string>;
  readonly writers: ReadonlyArray<string>;
}

const restOf = ({ after, body, foundsUnder, register, sets }: HeldRecord, fault: string | null): HeadRest => ({
  ...(after === null ? {} : { after }),
  ...(body === null ? {} : { body }),
  ...(fault === null ? {} : { fault }),
  ...(foundsUnder === undefined ? {} : { founds_under: foundsUnder }),
  ...(register.length === 0 ? {} : { register }),
  ...(sets.length === 0 ? {} : { sets }),
});

/** Gives each text a number, from 0 in the order in which they are first asked for. */
const numbering = (): { readonly of: (text: string) => number; readonly names: () => ReadonlyArray<string> } => {
  const numbers = new Map<string, number>();
  const of = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  return { of, names: () => [...numbers.keys()] };
};

const at = <T>(list: ReadonlyArray<T>, place: number): T => {
  const found = list[place];
  if (found === undefined) throw new Error(`A block of the graph's image has nothing at place ${place}`);
  return found;
};
