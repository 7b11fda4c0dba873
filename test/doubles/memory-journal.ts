/** A journal in memory: numbered lines with their tree, as the index reads them. */
import { instantFromMillis } from "../../shared/clock/instant.ts";
import { digest } from "../../shared/crypto/digest.ts";
import { frameBytes, type SignedRecord } from "../../shared/ledger/frame.ts";
import { leafHash } from "../../shared/ledger/merkle.ts";
import { merkleTree } from "../../shared/ledger/merkle-tree.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import { lineBytes } from "../../main/journal/journal-line.ts";
import type { JournalFault } from "../../main/journal/journal-fault.ts";
import type { AppendedLine, Journal, JournalLine } from "../../main/journal/journal.ts";

export interface MemoryJournal extends Pick<Journal, "fault" | "idAt" | "size" | "tree" | "lineOf" | "lines" | "read"> {
  /** From now on it has this fault. */
  readonly breakBy: (fault: JournalFault) => void;
  /** Appends without asking anything. */
  readonly add: (record: SignedRecord, from: string) => AppendedLine;
}

/** So many lines come in one group. */
const groupLines = 1000;

/** An empty journal. */
export const memoryJournal = (): MemoryJournal => {
  const lines: JournalLine[] = [];
  const lineById = new Map<RecordId, number>();
  const tree = merkleTree(digest);
  let fault: JournalFault | null = null;
  const add = (record: SignedRecord, from: string): AppendedLine => {
    const place = { part: 0, line: lines.length, offset: 0 };
    const received = instantFromMillis(Date.UTC(2026, 5, 1) + lines.length);
    const frame = frameBytes(record);
    tree.append(leafHash(lineBytes({ frame, from, received })));
    lineById.set(record.id, place.line);
    lines.push({ ...place, from, received, frame, id: record.id });
    return { ...place, from, received, record };
  };
  return {
    add,
    breakBy: (found) => void (fault = found),
    fault: () => fault,
    idAt: (line) => lines[line]?.id ?? null,
    size: () => lines.length,
    tree,
    lineOf: (id) => lineById.get(id) ?? null,
    lines: async function* (from) {
      for (let start = from; start < lines.length; start += groupLines) yield success(lines.slice(start, start + groupLines));
    },
    read: (line) => {
      const found = lines[line];
      return Promise.resolve(found === undefined ? refuse("noSuchLine", `There is no line ${line}.`) : success(found));
    },
  };
};
