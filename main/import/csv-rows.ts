/**
 * Reads comma-separated values (RFC 4180) into rows with the line on which each begins. LF, CRLF and CR end a row, also
 * mixed in one file. A fault in the quoting is named, never repaired: every line that it may reach is a row with a
 * fault.
 */
import { textOf } from "../../shared/encoding/utf8.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";

export interface CsvRow {
  /** Number of the row, the header not counted, from 1. */
  readonly row: number;
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  /** Line ends within a cell are LF, whatever the file has. */
  readonly cells: ReadonlyArray<string>;
  /** Why its quoting cannot be read; `null` when it can. */
  readonly fault: string | null;
}

export interface CsvTable {
  readonly header: ReadonlyArray<string>;
  readonly rows: ReadonlyArray<CsvRow>;
}

export type CsvFailure = Failure & { readonly kind: "fileEmpty" | "fileBinary" | "fileTooLarge" | "noHeader" };

/** A file of work orders is read at once; a larger one is split by its owner. */
export const csvBytesMax = 64 * 1024 * 1024;

/** Reads a whole file. A byte order mark and blank lines are passed over. */
export const readCsv = (bytes: Uint8Array): Outcome<CsvTable, CsvFailure> => {
  if (bytes.length === 0) return refuse("fileEmpty", "The file is empty: there is nothing to import.");
  if (bytes.length > csvBytesMax)
    return refuse(
      "fileTooLarge",
      `The file has ${bytes.length} bytes; at most ${csvBytesMax} are read at once. Split it and import the parts.`,
    );
  const text = textOf(bytes);
  if (text === null || text.includes("\u0000"))
    return refuse(
      "fileBinary",
      "The file is not text in UTF-8. Export it as CSV in UTF-8, for example from the spreadsheet it came from.",
    );
  const [header, ...rows] = rowsOf(text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"));
  if (header === undefined || header.fault !== null || header.cells.every((cell) => cell.trim() === ""))
    return refuse("noHeader", "The file has no header line with the names of its columns.");
  return success({ header: header.cells, rows: rows.map((row, index) => ({ ...row, row: index + 1 })) });
};

type Line = Omit<CsvRow, "row">;

const rowsOf = (text: string): ReadonlyArray<Line> => {
  const rows: Line[] = [];
  let line = 1;
  for (let from = 0; from < text.length;) {
    const read = readRow(text, from);
    const lines = linesIn(text.slice(from, read.end));
    if (read.fault === null) rows.push({ line, cells: read.cells, fault: null });
    else for (const faulty of faultyLines(lines, line, read.fault)) rows.push(faulty);
    line += lines.length;
    from = read.end;
  }
  return rows.filter(({ cells }) => cells.length > 1 || cells[0]?.trim() !== "");
};

interface ReadRow {
  readonly cells: ReadonlyArray<string>;
  /** Behind the line end of the row, or of the last line that its fault may reach. */
  readonly end: number;
  readonly fault: string | null;
}

const readRow = (text: string, from: number): ReadRow => {
  const cells: string[] = [];
  for (let at = from; ;) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at);
    if (cell.fault !== null) return { cells, end: afterLine(text, cell.end), fault: cell.fault };
    cells.push(cell.text);
    at = cell.end + 1;
    if (text[cell.end] !== ",") return { cells, end: at, fault: null };
  }
};

interface ReadCell {
  readonly text: string;
  /** Place of the comma or line end behind it, or of its fault. */
  readonly end: number;
  readonly fault: string | null;
}

const readPlain = (text: string, from: number): ReadCell => {
  cellEnd.lastIndex = from;
  const end = cellEnd.exec(text)?.index ?? text.length;
  return { text: text.slice(from, end), end, fault: null };
};

const readQuoted = (text: string, from: number): ReadCell => {
  let content = "";
  for (let start = from + 1; ;) {
    const quote = text.indexOf('"', start);
    if (quote < 0) return { text: "", end: text.length, fault: "is opened and not closed up to the end of the file" };
    content += text.slice(start, quote);
    if (text[quote + 1] === '"') {
      content += '"';
      start = quote + 2;
      continue;
    }
    closedEnd.lastIndex = quote + 1;
    const closed = closedEnd.exec(text);
    if (closed !== null) return { text: content, end: quote + 1 + closed[0].length, fault: null };
    return { text: "", end: quote, fault: "is closed and followed by something else than a comma" };
  }
};

const cellEnd = /[,\n]/g;
/** Spaces behind the closing quote are passed over. */
const closedEnd = /[ \t]*(?=,|\n|$)/gy;

const afterLine = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
};

const linesIn = (text: string): ReadonlyArray<string> => (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");

// Where the quoted text ends cannot be known, so no line of it is taken for a row of its own.
const faultyLines = (lines: ReadonlyArray<string>, first: number, fault: string): ReadonlyArray<Line> =>
  lines.map((text, index) => ({
    line: first + index,
    cells: [text],
    fault: `A quotation mark in line ${first} ${fault}.`,
  }));
