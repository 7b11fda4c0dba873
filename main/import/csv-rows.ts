/**
 * Reads comma-separated values (RFC 4180) into rows with the line on which each begins; quoting faults are named,
 * never repaired.
 */
import papaparse from "papaparse";
import { textOf } from "../../shared/encoding/utf8.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";

export interface CsvRow {
  /** Number of the row, the header not counted, from 1. */
  readonly row: number;
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
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

/** Reads a whole file. A byte order mark is passed over; LF, CRLF and quoted line ends are understood. */
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
  const rows = rowsOf(text.replace(/^\ufeff/, ""));
  const [header, ...others] = rows;
  if (header === undefined || header.cells.every((cell) => cell.trim() === ""))
    return refuse("noHeader", "The file has no header line with the names of its columns.");
  return success({ header: header.cells, rows: others.map((row, index) => ({ ...row, row: index + 1 })) });
};

const rowsOf = (text: string): CsvRow[] => {
  const rows: CsvRow[] = [];
  let line = 1;
  let from = 0;
  papaparse.parse<string[]>(text, {
    delimiter: ",",
    step: ({ data, errors, meta }) => {
      const [error] = errors;
      if (data.length > 1 || data[0]?.trim() !== "")
        rows.push({ row: 0, line, cells: data, fault: error === undefined ? null : `${error.message}.` });
      line += lineEnds(text, from, meta.cursor);
      from = meta.cursor;
    },
  });
  return rows;
};

const lineEnds = (text: string, from: number, to: number): number => {
  let count = 0;
  for (let index = text.indexOf("\n", from); index >= 0 && index < to; index = text.indexOf("\n", index + 1)) count++;
  return count;
};
