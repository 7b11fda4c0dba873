/** Verifies a data folder as it lies on disk: journal, mark, checkpoint, every signature, attachments and openings. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { bytesOfHex, hexOf } from "../../shared/encoding/hex.ts";
import { isObject, parseCanonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { digestHex } from "../../shared/crypto/digest.ts";
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import { parseOpening } from "../../shared/ledger/bundle.ts";
import { openingDigest } from "../../shared/ledger/sealed-value.ts";
import { sameHash } from "../../shared/ledger/merkle.ts";
import type { CosignedNote } from "../../shared/witness/cosigned-note.ts";
import type { Failure } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { readJournal, type JournalReport } from "../journal/read-journal.ts";
import type { JournalFault } from "../journal/journal-fault.ts";
import { logFolder } from "../journal/journal-folder.ts";
import type { JournalLine } from "../journal/journal.ts";
import type { BundleTools } from "../bundle/bundle-reader.ts";
import { Evidence } from "./evidence.ts";
import type { ReadingEnd } from "./verdict.ts";

export interface FolderEvidence {
  readonly evidence: Evidence;
  readonly end: ReadingEnd | null;
  readonly remarks: ReadonlyArray<string>;
  readonly warnings: ReadonlyArray<string>;
}

/** Reads a data folder without a lock and without writing anything. */
export const readFolderEvidence = async (
  files: DiskFiles,
  folder: string,
  tools: BundleTools,
): Promise<FolderEvidence> => {
  const reader = new FolderReader(files, folder, tools);
  return reader.read();
};

class FolderReader {
  readonly #files: DiskFiles;
  readonly #folder: string;
  readonly #tools: BundleTools;
  readonly #evidence = new Evidence();
  readonly #remarks: string[] = [];
  readonly #warnings: string[] = [];
  #report: JournalReport | null = null;
  /** The log that is read. */
  #origin: string | null = null;
  /** Logs of this folder that have a checkpoint. */
  readonly #trees = new Map<string, JournalReport["tree"]>();
  /** Lines in the order in which they are checked, so that a fault can name its line. */
  #line = 0;

  constructor(files: DiskFiles, folder: string, tools: BundleTools) {
    this.#files = files;
    this.#folder = folder;
    this.#tools = tools;
  }

  async read(): Promise<FolderEvidence> {
    const end =
      (await this.#readLogs()) ??
      (await this.#readNotes()) ??
      (await this.#readOpenings()) ??
      (await this.#readAttachments());
    return { evidence: this.#evidence, end, remarks: this.#remarks, warnings: this.#warnings };
  }

  /** Closed logs first: what is damaged in one it was closed for, and what is whole in it still counts. */
  async #readLogs(): Promise<ReadingEnd | null> {
    const last = await lastLogOf(this.#folder);
    for (let number = 0; number < last; number++) {
      const end = await this.#readClosedLog(number);
      if (end !== null) return end;
    }
    const folder = logFolder(this.#folder, last);
    this.#origin = await this.#originOf(folder);
    return (await this.#readJournal(folder)) ?? (await this.#readCheckpoint(folder));
  }

  async #readClosedLog(number: number): Promise<ReadingEnd | null> {
    const folder = logFolder(this.#folder, number);
    this.#origin = await this.#originOf(folder);
    const faults = await faultsOf(this.#files, folder);
    const damaged = new Set(faults.flatMap((fault) => ("line" in fault ? [fault.line] : [])));
    const name = `closed log ${number}`;
    for (const { message } of faults) this.#warnings.push(`${name}: ${message}`);
    const end = await this.#readJournal(folder, damaged);
    if (end !== null && faults.length === 0) return end;
    if (end !== null) this.#warnings.push(`${name}: ${end.message}`);
    const unproved = await this.#readCheckpoint(folder);
    if (unproved !== null) this.#warnings.push(`${name}: ${unproved.message}`);
    // Damaged lines have another root: what was said of the whole log neither proves nor disproves what is left of it.
    if (faults.length > 0 && this.#origin !== null) this.#trees.delete(this.#origin);
    return null;
  }

  async #readJournal(folder: string, passed: ReadonlySet<number> = new Set()): Promise<ReadingEnd | null> {
    let disk: Failure | null = null;
    this.#report = null;
    this.#line = 0;
    const numbers: number[] = [];
    const frames = this.#frames({ folder, numbers, passed }, (failure) => (disk = failure));
    let fault: ReadingEnd | null = null;
    for await (const checked of this.#tools.checker.check(frames)) {
      fault = checked.ok
        ? this.#take(checked.value, numbers)
        : notVerified(checked.failure, lineName(numbers[checked.failure.index]));
      if (fault !== null) break;
    }
    const [damaged] = this.#reportedFaults() ?? (fault === null ? [] : await faultsOf(this.#files, folder));
    // A line that is damaged on disk explains a signature that does not fit, so it is named first.
    if (damaged !== undefined)
      return notVerified(
        damaged,
        "line" in damaged ? `part ${damaged.part}, line ${damaged.line}, byte ${damaged.offset}` : "journal",
      );
    if (disk !== null) return notVerified(disk, "journal");
    return fault;
  }

  // A fault ends the reading, perhaps before the whole journal was looked at. (Behind a call, for it was set
  // elsewhere.)
  #reportedFaults(): ReadonlyArray<JournalFault> | undefined {
    return this.#report?.faults;
  }

  async *#frames(
    { folder, numbers, passed }: LogReading,
    failed: (failure: Failure) => void,
  ): AsyncGenerator<ReadonlyArray<Uint8Array>> {
    for await (const reading of readJournal(this.#files, folder)) {
      if (!reading.ok) return failed(reading.failure);
      if (reading.value.kind === "report") this.#report = this.#noteReport(reading.value);
      else
        yield this.#framesOf(
          reading.value.lines.filter(({ line }) => !passed.has(line)),
          numbers,
        );
    }
  }

  #framesOf(lines: ReadonlyArray<JournalLine>, numbers: number[]): ReadonlyArray<Uint8Array> {
    for (const { frame, line } of lines) {
      numbers.push(line);
      this.#evidence.bytes += frame.length;
    }
    return lines.map(({ frame }) => frame);
  }

  #noteReport(report: JournalReport): JournalReport {
    if (report.linesAfterMark > 0)
      this.#remarks.push(`after the mark: ${report.linesAfterMark} whole lines were written and not yet acknowledged`);
    if (report.badTail !== null)
      this.#remarks.push(
        `after the mark: the journal ends with something that is no line (line ${report.badTail.line}); it is cut when the program opens it`,
      );
    return report;
  }

  #take(records: ReadonlyArray<Parameters<Evidence["add"]>[0]>, numbers: ReadonlyArray<number>): ReadingEnd | null {
    for (const signed of records) {
      const added = this.#evidence.add(signed);
      const index = numbers[this.#line];
      if (!added.ok) return notVerified(added.failure, lineName(index));
      if (this.#origin !== null && index !== undefined)
        this.#evidence.times.addLine({ index, origin: this.#origin, record: signed.id });
      this.#line++;
    }
    return null;
  }

  async #readCheckpoint(folder: string): Promise<ReadingEnd | null> {
    const note = await readIfThere(join(folder, "checkpoint"));
    if (note === null) return null;
    const opened = this.#evidence.times.addNote(textOf(note) ?? "", this.#tools.verify);
    if (!opened.ok) return notVerified(opened.failure, "checkpoint");
    const { origin } = opened.value.checkpoint;
    const tree = this.#report?.tree;
    if (tree !== undefined) this.#trees.set(origin, tree);
    return this.#ownFault(opened.value, "checkpoint");
  }

  /** Where records stand is known of a log whose checkpoint says which it is. */
  async #originOf(folder: string): Promise<string | null> {
    const note = await readIfThere(join(folder, "checkpoint"));
    const text = note === null ? null : textOf(note);
    return text === null ? null : text.slice(0, Math.max(0, text.indexOf("\n")));
  }

  /** What witnesses and others said, and what witnesses said of the own logs. Files named otherwise are passed over. */
  async #readNotes(): Promise<ReadingEnd | null> {
    for (const { name, text } of await textsIn(join(this.#folder, "notes"))) {
      const end = this.#takeNote(text, `notes/${name}`);
      if (end !== null) return end;
    }
    for (const { name, text } of await textsIn(join(this.#folder, "receipts"))) {
      const [line = "", ...proof] = text.split("\n");
      const added = this.#evidence.times.addReceipt({ line, proof: proof.join("\n") }, this.#tools.verify);
      if (!added.ok) return notVerified(added.failure, `receipts/${name}`);
      this.#evidence.receipts++;
    }
    for (const origin of this.#trees.keys()) {
      const path = `witness/${digestHex(utf8Of(origin))}/cosigned`;
      for (const note of await notesIn(join(this.#folder, path))) {
        const end = this.#takeNote(note, path);
        if (end !== null) return end;
      }
    }
    return null;
  }

  #takeNote(note: string, place: string): ReadingEnd | null {
    const opened = this.#evidence.times.addNote(note, this.#tools.verify);
    if (!opened.ok) return notVerified(opened.failure, place);
    return this.#trees.has(opened.value.checkpoint.origin) ? this.#ownFault(opened.value, place) : null;
  }

  // A checkpoint of an own log must fit the lines that are here; then what witnesses say of it bounds them.
  #ownFault(opened: CosignedNote, place: string): ReadingEnd | null {
    const { origin, root, size } = opened.checkpoint;
    const tree = this.#trees.get(origin);
    if (tree === undefined || size > tree.size())
      return notVerified(
        {
          kind: "checkpointAhead",
          message: `The checkpoint was signed over ${size} lines; the journal has ${tree?.size() ?? 0}.`,
        },
        place,
      );
    if (!sameHash(tree.root(size), root))
      return notVerified(
        {
          kind: "checkpointRoot",
          message: `The first ${size} lines are not those over which the checkpoint was signed.`,
        },
        place,
      );
    this.#evidence.times.addOwnNote(opened);
    return null;
  }

  async #readOpenings(): Promise<ReadingEnd | null> {
    for (const { name, path } of await storedFiles(join(this.#folder, "openings"))) {
      const parsed = parseCanonicalBytes(await readFile(path));
      const opening = parsed.ok && isObject(parsed.value) ? parseOpening(parsed.value) : null;
      if (opening === null || openingDigest(opening) !== name)
        return notVerified(
          { kind: "openingDamaged", message: `The opening ${name.slice(0, 12)}… is not what its name says.` },
          `openings/${name.slice(0, 2)}/${name}`,
        );
      this.#evidence.addOpening(opening);
    }
    return null;
  }

  async #readAttachments(): Promise<ReadingEnd | null> {
    for (const { name, path } of await storedFiles(join(this.#folder, "attachments"))) {
      if ((await fileDigest(path)) !== name)
        return notVerified(
          {
            kind: "attachmentDamaged",
            message: `The attachment ${name.slice(0, 12)}… is not what its name says: the file was changed.`,
          },
          `attachments/${name.slice(0, 2)}/${name}`,
        );
      this.#evidence.presentAttachments.add(name);
    }
    return null;
  }
}

interface LogReading {
  readonly folder: string;
  /** The numbers of the lines that were given. */
  readonly numbers: number[];
  /** Lines that are known to be damaged. */
  readonly passed: ReadonlySet<number>;
}

/** The number of the log that is written; those before it were closed. */
const lastLogOf = async (folder: string): Promise<number> => {
  const names = await readdir(join(folder, "logs")).catch(() => []);
  return Math.max(0, ...names.filter((name) => /^[0-9]{6}$/.test(name)).map(Number));
};

const faultsOf = async (files: DiskFiles, folder: string): Promise<ReadonlyArray<JournalFault>> => {
  for await (const reading of readJournal(files, folder)) {
    if (reading.ok && reading.value.kind === "report") return reading.value.faults;
  }
  return [];
};

const notVerified = ({ kind, message }: Failure, place: string | null): ReadingEnd => ({
  verdict: "not verified",
  kind,
  message,
  place,
});

const lineName = (line: number | undefined): string | null =>
  line === undefined ? null : `line ${line} of the journal`;

/** Files named by their digest, below folders of their first two digits. */
const storedFiles = async (
  folder: string,
): Promise<ReadonlyArray<{ readonly name: string; readonly path: string }>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && bytesOfHex(entry.name)?.length === 32)
    .map((entry) => ({ name: entry.name, path: join(entry.parentPath, entry.name) }));
};

/** Texts whose names are their digests. */
const textsIn = async (folder: string): Promise<ReadonlyArray<{ readonly name: string; readonly text: string }>> => {
  const found = [];
  for (const { name, path } of await storedFiles(folder)) {
    const text = textOf(await readFile(path));
    if (text !== null && digestHex(utf8Of(text)) === name) found.push({ name, text });
  }
  return found;
};

/**
 * The notes in a file of lines, each `SHA256 SP {"note":TEXT}`; a line that is not what its digest says is passed over.
 */
const notesIn = async (path: string): Promise<ReadonlyArray<string>> => {
  const text = textOf((await readIfThere(path)) ?? new Uint8Array(0)) ?? "";
  return text.split("\n").flatMap((line) => {
    const json = line.slice(65);
    const value: unknown = digestHex(utf8Of(json)) === line.slice(0, 64) ? JSON.parse(json) : null;
    const isNote = typeof value === "object" && value !== null && "note" in value && typeof value.note === "string";
    return isNote ? [String(value.note)] : [];
  });
};

const fileDigest = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hexOf(hash.digest());
};

const readIfThere = async (path: string): Promise<Uint8Array | null> => readFile(path).catch(() => null);
