/** Reads the journal into a graph: all of it, or what came after a snapshot. */
import { Ledger } from "../../shared/ledger/ledger.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import type { Journal, JournalLine } from "../journal/journal.ts";
import { storedFrame } from "../signature/stored-frame.ts";
import type { GraphStart } from "./graph-snapshot.ts";

export interface ReadGraph {
  /** Where the journal cannot be read to its end, it holds what could be. */
  readonly ledger: Ledger;
  readonly read: Outcome<null>;
  /** The snapshot that it stands on; `null` where there is none that fits. */
  readonly start: GraphStart | null;
}

/** Reads; any doubt in the start means that the graph is built from line 0. */
export const readGraph = async (journal: Pick<Journal, "lines">, start: GraphStart | null): Promise<ReadGraph> => {
  const resumed = start === null ? null : await resume(start, journal);
  if (resumed !== null) return { ledger: resumed, read: success(null), start };
  const ledger = new Ledger();
  return { ledger, read: await readInto(ledger, journal, 0), start: null };
};

const resume = async ({ folded, lines }: GraphStart, journal: Pick<Journal, "lines">): Promise<Ledger | null> => {
  try {
    const ledger = new Ledger(folded);
    const read = await readInto(ledger, journal, lines);
    return read.ok ? ledger : null;
  } catch {
    // What was folded together breaks a rule: no journal holds that.
    return null;
  }
};

const readInto = async (ledger: Ledger, journal: Pick<Journal, "lines">, from: number): Promise<Outcome<null>> => {
  for await (const lines of journal.lines(from)) {
    if (!lines.ok) return lines;
    for (const line of lines.value) {
      const taken = takeLine(ledger, line);
      if (!taken.ok) return taken;
    }
  }
  return success(null);
};

const takeLine = (ledger: Ledger, { frame, id }: JournalLine): Outcome<unknown> => {
  const signed = storedFrame(id, frame);
  return ledger.take(signed, inspectRecord(signed.record));
};
