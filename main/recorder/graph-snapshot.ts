/** The snapshot of the graph beside that of the index: a start takes it in place of the journal's lines. */
import { digestHex } from "../../shared/crypto/digest.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { graphImage, readGraphImage } from "../../shared/ledger/graph-image.ts";
import type { FoldedLedger, Ledger } from "../../shared/ledger/ledger.ts";
import { success } from "../../shared/outcome/outcome.ts";
import { inspectionText } from "../../shared/record-type/inspect-record.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import type { Journal } from "../journal/journal.ts";
import { readSnapshot, watermarkAt, writeSnapshot } from "../journal/snapshot-file.ts";

/** Where the snapshot lies, and which program reads it. */
export interface GraphSnapshotPlace {
  readonly files: DiskFiles;
  /** The snapshot's path; its folder exists. */
  readonly path: string;
  readonly program: string;
}

/** What of the journal a snapshot is held against. */
export type SnapshotJournal = Pick<Journal, "fault" | "idAt" | "lineOf" | "size" | "tree">;

/** A graph to begin with, and the first line of the journal that is not in it. */
export interface GraphStart {
  readonly folded: FoldedLedger;
  readonly lines: number;
}

/**
 * The graph in the snapshot; `null` where it does not fit this program and this journal, or the journal has a fault.
 */
export const readGraphSnapshot = async (
  place: GraphSnapshotPlace,
  journal: SnapshotJournal,
): Promise<GraphStart | null> => {
  const { files, path } = place;
  if (journal.fault() !== null) return null;
  const snapshot = await readSnapshot(files, path, { journal, program: programOf(place) });
  if (snapshot === null) return null;
  try {
    return { folded: readGraphImage(snapshot.image, journal), lines: snapshot.watermark.lines };
  } catch {
    // Its digest fits, so this is no damage but an image that this program cannot use: as good as none.
    return null;
  }
};

/** Replaces the snapshot by one of the graph as it is now. */
export const writeGraphSnapshot = async (
  place: GraphSnapshotPlace,
  journal: SnapshotJournal,
  ledger: Ledger,
): DiskOutcome<void> => {
  const { files, path } = place;
  if (journal.fault() !== null) return success(undefined);
  const lines = journal.size();
  const watermark = watermarkAt(journal, lines, programOf(place));
  return writeSnapshot(files, path, { pieces: graphImage(ledger, journal, lines), watermark });
};

/** Raised whenever the same records give another image: snapshots of before are thrown away. */
const imageVersion = 2;

/** What a reader finds in a body is in the image, so a program that finds something else makes another one. */
const programOf = ({ program }: GraphSnapshotPlace): string =>
  `${program} ${digestHex(utf8Of(`graph ${imageVersion}\n${inspectionText()}`))}`;
