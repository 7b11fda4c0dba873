/**
 * A file that only grows: one JSON value a line behind its digest, durable before `append` answers. What a power cut
 * left of the last line is cut off; a damaged line in between is a failure, or is passed over where that does no harm.
 */
import { dirname } from "node:path";
import { digestHex } from "../../shared/crypto/digest.ts";
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import { failed, refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome, OpenFile } from "../disk/disk-files.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeFully } from "../disk/write-fully.ts";

export interface LineFile<T> {
  /** Everything that is durable, in its order. */
  readonly values: () => ReadonlyArray<T>;
  /** Appends a value; of calls at the same time each waits for the one before. */
  readonly append: (value: T) => DiskOutcome<void>;
}

/** How the lines of a file are read. */
export interface LineShape<T> {
  /** The value of a line's JSON, or `null` when it is none. */
  readonly parse: (json: unknown) => T | null;
  /** True where a lost line costs no safety: then damage is passed over. */
  readonly isForgiving?: boolean;
}

export type LineFileFailure = DiskFailure | (Failure & { readonly kind: "tooLarge" | "notAFile" | "witnessDamaged" });

/** A file of so many bytes is some hundred thousand lines: decades. */
const fileBytesMax = 256 * 1024 * 1024;

/** Opens the file; one that is missing is empty and made by the first line. Its folder must exist. */
export const openLineFile = async <T>(
  files: DiskFiles,
  path: string,
  shape: LineShape<T>,
): Promise<Outcome<LineFile<T>, LineFileFailure>> => {
  const bytes = await readBounded(files, path, fileBytesMax);
  if (!bytes.ok && bytes.failure.kind !== "missing") return bytes;
  const read = readLines(bytes.ok ? bytes.value : new Uint8Array(0), shape);
  if (read.damagedLine !== null && shape.isForgiving !== true) return damaged(path, read.damagedLine);
  return success(lineFile(files, path, { ...read, isThere: bytes.ok }));
};

interface ReadLines<T> {
  readonly values: ReadonlyArray<T>;
  /** Where the last good line ends, and the next begins. */
  readonly end: number;
  /** The number of the first damaged line that others follow; `null` without one. */
  readonly damagedLine: number | null;
}

const readLines = <T>(bytes: Uint8Array, { parse }: LineShape<T>): ReadLines<T> => {
  const values: T[] = [];
  let [start, end, number] = [0, 0, 0];
  let [suspect, damagedLine]: [number | null, number | null] = [null, null];
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, start)) {
    const value = valueOf(textOf(bytes.subarray(start, at)) ?? "", parse);
    start = at + 1;
    if (value === null) suspect ??= number;
    else {
      values.push(value);
      end = start;
      // Only what nothing follows can be what a power cut left.
      damagedLine ??= suspect;
    }
    number++;
  }
  return { damagedLine, end, values };
};

const valueOf = <T>(line: string, parse: LineShape<T>["parse"]): T | null => {
  const json = line.slice(digestLength + 1);
  if (line[digestLength] !== " " || digestHex(utf8Of(json)) !== line.slice(0, digestLength)) return null;
  return parse(JSON.parse(json));
};

const lineOf = (value: unknown): Uint8Array => {
  const json = JSON.stringify(value);
  return utf8Of(`${digestHex(utf8Of(json))} ${json}\n`);
};

const lineFeed = 0x0a;
const digestLength = 64;

const lineFile = <T>(
  files: DiskFiles,
  path: string,
  read: Pick<ReadLines<T>, "end" | "values"> & { readonly isThere: boolean },
): LineFile<T> => {
  const values = [...read.values];
  let [end, isThere] = [read.end, read.isThere];
  let before: Promise<unknown> = Promise.resolve();
  // Each append opens the file and cuts what does not count: after a failed sync nothing unsynced is believed.
  const write = async (value: T): DiskOutcome<void> => {
    const file = await files.open(path, "create");
    if (!file.ok) return file;
    const line = lineOf(value);
    const written = await writeLine(file.value, line, end);
    const closed = await file.value.close();
    if (!written.ok || !closed.ok) return written.ok ? closed : written;
    const named = isThere ? success(undefined) : await files.syncFolder(dirname(path));
    if (!named.ok) return failed(named.failure);
    isThere = true;
    end += line.length;
    values.push(value);
    return success(undefined);
  };
  return {
    append: (value) => {
      const written = before.then(() => write(value));
      before = written.catch(() => undefined);
      return written;
    },
    values: () => values,
  };
};

const writeLine = async (file: OpenFile, line: Uint8Array, end: number): DiskOutcome<void> => {
  const cut = await file.truncate(end);
  const written = cut.ok ? await writeFully(file, line, end) : cut;
  return written.ok ? file.datasync() : written;
};

const damaged = (path: string, line: number): Outcome<never, LineFileFailure> =>
  refuse(
    "witnessDamaged",
    `Line ${line + 1} of ${path} is damaged. Bring the file back from a copy of the data folder; it holds what this installation has vouched for, so it is not made anew.`,
  );
