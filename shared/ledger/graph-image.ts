/**
 * The graph of a ledger as bytes: a block for each history, for each line of the journal the number of its history,
 * and a directory. From it a ledger begins without reading the journal, and each history is built by the same rules
 * as ever when somebody asks for it. An image is disposable; whether it belongs to a journal its reader must know.
 */
import { textOf, utf8Of } from "../encoding/utf8.ts";
import type { FoldedHistory } from "./histories.ts";
import { History, type HistoryOutline } from "./history.ts";
import { headsInBlock, historyBlock } from "./history-block.ts";
import type { FoldedLedger, Ledger } from "./ledger.ts";
import type { HistoryId, RecordId } from "./record.ts";

/** Which record stands in which line of the journal. */
export interface LineIds {
  readonly lineOf: (id: RecordId) => number | null;
  readonly idAt: (line: number) => RecordId | null;
}

/**
 * The image of a ledger at the first `lines` lines of the journal, in pieces of one history each, so that others may
 * have their turn between them: what is taken in meanwhile is left out.
 */
export function* graphImage(
  ledger: Ledger,
  { lineOf }: Pick<LineIds, "lineOf">,
  lines: number,
): Generator<Uint8Array, void> {
  const lineBelow = (id: RecordId): number | null => lineUnder(lines, lineOf(id));
  const column = continuedColumn(ledger.folded.column, lines);
  const outside = new Set<RecordId>();
  const open = new Set<HistoryId>();
  const entries: Entry[] = [];
  let start = 0;
  for (const history of ledger.histories.outlines()) {
    const block = history instanceof History ? historyBlock(ledger, history, lineBelow) : unchanged(history);
    // It began behind these lines, and so did all that follow it.
    if (block.size === 0) break;
    for (const line of block.lines) column.setUint32(cellBytes * line, entries.length, true);
    for (const id of block.outside) {
      outside.add(id);
      open.add(history.id);
    }
    entries.push({ ...factsOf(history), end: start + block.bytes.length, size: block.size, start });
    start += block.bytes.length;
    yield block.bytes;
  }
  yield new Uint8Array(column.buffer);
  // A record that another history stands on decides with it in the order in which both came.
  for (const id of outside) {
    const record = lineBelow(id) === null ? undefined : ledger.record(id);
    if (record !== undefined) open.add(record.history);
  }
  const directory: Directory = { entries, lines, open: [...open] };
  yield utf8Of(`\n${JSON.stringify(directory)}`);
}

/** Reads an image; throws when it is none. */
export const readGraphImage = (image: Uint8Array, { idAt, lineOf }: LineIds): FoldedLedger => {
  const directoryStart = image.lastIndexOf(lineFeed) + 1;
  const { entries, lines, open }: Directory = JSON.parse(textOf(image.subarray(directoryStart)) ?? "null");
  const columnBytes = cellBytes * lines;
  const column = new DataView(image.buffer, image.byteOffset + directoryStart - 1 - columnBytes, columnBytes);
  const lineBelow = (id: RecordId): number => lineUnder(lines, lineOf(id)) ?? -1;
  const idOf = (line: number): RecordId => idAt(line) ?? lost(line);
  const histories = entries.map((entry) => foldedHistory(entry, image.subarray(entry.start, entry.end), idOf));
  const opened = new Set(open);
  const openHeads = histories.filter(({ id }) => opened.has(id)).flatMap(({ heads }) => heads());
  return {
    column,
    histories,
    historyOf: (id) => {
      const line = lineBelow(id);
      return line < 0 ? undefined : entries[column.getUint32(cellBytes * line, true)]?.id;
    },
    open: openHeads.sort((left, right) => lineBelow(left.id) - lineBelow(right.id)),
  };
};

interface Directory {
  readonly entries: ReadonlyArray<Entry>;
  /** Lines of the journal that are in the image. */
  readonly lines: number;
  /** Histories with a record that stands on one which they do not hold, and those that hold such a one. */
  readonly open: ReadonlyArray<HistoryId>;
}

/** What is known of a history, and where its block lies. */
interface Entry {
  readonly end: number;
  readonly founds_under?: HistoryId | null;
  readonly heads: ReadonlyArray<RecordId>;
  readonly id: HistoryId;
  readonly size: number;
  readonly start: number;
  readonly types: ReadonlyArray<string>;
  readonly writers: ReadonlyArray<string>;
}

/** The number of a line's history. */
const cellBytes = 4;
const noHistory = 0xff;
const lineFeed = 0x0a;

const lineUnder = (lines: number, line: number | null): number | null => (line !== null && line < lines ? line : null);

// Histories keep their numbers, for they keep the order in which they began.
const continuedColumn = (before: DataView, lines: number): DataView => {
  const cells = new Uint8Array(cellBytes * lines).fill(noHistory);
  cells.set(new Uint8Array(before.buffer, before.byteOffset, before.byteLength));
  return new DataView(cells.buffer);
};

const unchanged = ({ bytes, size }: FoldedHistory) => ({ bytes, lines: [], outside: [], size });

const factsOf = ({ foundsUnder, headIds, id, types, writers }: HistoryOutline) => ({
  ...(foundsUnder === undefined ? {} : { founds_under: foundsUnder }),
  heads: headIds,
  id,
  types,
  writers,
});

const foldedHistory = (
  { founds_under, heads, id, size, types, writers }: Entry,
  bytes: Uint8Array,
  idAt: (line: number) => RecordId,
): FoldedHistory => ({
  bytes,
  foundsUnder: founds_under,
  hasType: (type) => types.includes(type),
  hasWriter: (key) => writers.includes(key),
  headIds: heads,
  heads: () => headsInBlock(bytes, id, idAt),
  id,
  size,
  types,
  writers,
});

const lost = (line: number): never => {
  throw new Error(`The image of the graph names line ${line}, which has no record`);
};
