/**
 * What can be wrong with a journal as it lies on disk: each by name, with its place, in a sentence that says what it
 * means.
 */
import type { Failure } from "../../shared/outcome/outcome.ts";
import { partName } from "./part-name.ts";

/**
 * A journal with a fault can be read as far as it is whole, and is not written any more (record-format.md, section 7).
 */
export type JournalFault = DamagedLine | MissingPart | BrokenMark | Rollback | WritingStopped | ClosedLog | LinesMended;

export interface LinePlace {
  /** Number of the part, from 0. */
  readonly part: number;
  /** Number of the line in the whole journal, from 0. */
  readonly line: number;
  /** Bytes before the line in its part. */
  readonly offset: number;
}

/** A line below the mark is not what was confirmed. */
export interface DamagedLine extends Failure, LinePlace {
  readonly kind: "lineDamaged";
}

/** A part between others, or before the mark, is not there. */
export interface MissingPart extends Failure {
  readonly kind: "partMissing";
  readonly part: number;
}

/** What was confirmed cannot be known, or is not what lies there. */
export interface BrokenMark extends Failure {
  readonly kind: "markMissing" | "markDamaged" | "markAhead" | "rootDiffers";
}

/** The journal was longer or another one before: the data folder, or a part of it, was restored from a backup. */
export interface Rollback extends Failure {
  readonly kind: "restored";
}

/** The disk failed in a way after which only opening again can tell what it holds. */
export interface WritingStopped extends Failure {
  readonly kind: "writingStopped";
}

/** The log was closed and another one begun: what stands in it stays, and nothing is added. */
export interface ClosedLog extends Failure {
  readonly kind: "logClosed";
}

/** All damaged lines were put back; the journal is good again once it is read anew. */
export interface LinesMended extends Failure {
  readonly kind: "linesMended";
}

/** All damage is gone. */
export const linesMended = (): LinesMended => ({
  kind: "linesMended",
  message: "The damaged lines of the journal were put back as they were confirmed. Exchange or import again to go on.",
});

/** A log that was closed. */
export const closedLog = (): ClosedLog => ({
  kind: "logClosed",
  message: "This log was closed and is only read; what is recorded now stands in the one that follows it.",
});

/** A line below the mark that is damaged; `what` completes "the line …". */
export const damagedLine = (place: LinePlace, what: string): DamagedLine => ({
  kind: "lineDamaged",
  ...place,
  message: `Line ${place.line} of the journal (part ${partName(place.part)}, byte ${place.offset}) ${what}. It was confirmed once, so the disk or somebody changed it. Nothing is cut and nothing more is written; fetch the line again from a peer or a backup.`,
});

/** A part that should be there. */
export const missingPart = (part: number): MissingPart => ({
  kind: "partMissing",
  part,
  message: `The part ${partName(part)} of the journal is missing though later lines were confirmed. Bring the file back from a backup; until then nothing is written.`,
});

/** There are lines and no mark. */
export const missingMark = (): BrokenMark => ({
  kind: "markMissing",
  message: `The file "mark" is missing beside a journal that has lines, so nobody can say which of them were confirmed. Bring it back from a backup; until then nothing is written.`,
});

/** Neither slot of the mark can be read. */
export const damagedMark = (): BrokenMark => ({
  kind: "markDamaged",
  message: `Both halves of the file "mark" are damaged, so nobody can say which lines were confirmed. Bring it back from a backup; until then nothing is written.`,
});

/** The journal ends before its mark. */
export const markAhead = (lines: number, size: number): BrokenMark => ({
  kind: "markAhead",
  message: `The journal has ${lines} lines but ${size} were confirmed: its end was cut off, or older files were restored. Bring the newer files back; until then nothing is written.`,
});

/** All lines look whole and are not those that were confirmed. */
export const differentRoot = (size: number): BrokenMark => ({
  kind: "rootDiffers",
  message: `The first ${size} lines of the journal are not those that were confirmed: their Merkle root differs from the mark. Files were exchanged; bring the right ones back. Until then nothing is written.`,
});

/** The journal that was known before is not a beginning of this one; `how` is a sentence. */
export const rollback = (how: string): Rollback => ({
  kind: "restored",
  message: `${how} So this data folder was restored from a backup, copied or exchanged. Records written elsewhere since then would be contradicted: nothing is written until the folder has been synchronised with its peers and has new keys.`,
});

/** Writing cannot go on; `why` is a sentence. */
export const writingStopped = (why: string): WritingStopped => ({
  kind: "writingStopped",
  message: `${why} The journal is not written any more. What was confirmed is safe; close the program, look after the disk and open it again.`,
});
