/**
 * Holds what lies in the journal against its mark (record-format.md, section 7): what is whole, what is damaged, what
 * is missing.
 */
import { hexOf } from "../../shared/encoding/hex.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { differentRoot, markAhead, type DamagedLine, type JournalFault } from "./journal-fault.ts";
import type { FoundJournal, JournalPaths } from "./journal-folder.ts";
import type { JournalLoader } from "./journal-loader.ts";
import type { JournalMark } from "./journal-mark.ts";
import { locateDamage } from "./locate-damage.ts";

export interface JournalVerdict {
  /** The first thing that is wrong below the mark, or `null`. */
  readonly fault: JournalFault | null;
  /** All lines that are known to be damaged. */
  readonly damaged: ReadonlyArray<DamagedLine>;
}

/** Judges a journal that has been loaded whole. */
export const judgeJournal = async (
  files: DiskFiles,
  paths: JournalPaths,
  { found, loader }: { readonly found: FoundJournal; readonly loader: JournalLoader },
): Promise<Outcome<JournalVerdict, DiskFailure>> => {
  const { mark, parts } = found;
  const { tree } = loader.contents;
  const torn = loader.torn();
  if (mark === null || found.fault !== null) return verdict([], found.fault);
  const isConfirmed = tree.size() >= mark.size && hexOf(tree.root(mark.size)) === mark.root;
  if (isConfirmed) return torn === null ? verdict([], null) : verdict([torn], torn);
  const damaged = await locateDamage({ files, paths, parts, mark, loader });
  return damaged.ok ? verdict(damaged.value, firstFault(damaged.value, mark, loader)) : damaged;
};

const firstFault = (
  damaged: ReadonlyArray<DamagedLine>,
  mark: JournalMark,
  { contents, torn }: JournalLoader,
): JournalFault => {
  const size = contents.tree.size();
  const [first] = damaged;
  if (first === undefined) return size < mark.size ? markAhead(size, mark.size) : differentRoot(mark.size);
  // The end of the file within a line, and lines missing behind it: the end was cut off.
  return size < mark.size && first.line === torn()?.line ? markAhead(size - 1, mark.size) : first;
};

const verdict = (damaged: ReadonlyArray<DamagedLine>, fault: JournalFault | null): Outcome<JournalVerdict, never> =>
  success({ fault, damaged });
