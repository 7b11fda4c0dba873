/** A graph, a journal in memory and an index over both, wired as the node process wires them. For tests of the index. */
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { isComplete, type HeldRecord } from "../../shared/ledger/history.ts";
import { Ledger } from "../../shared/ledger/ledger.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../shared/register/standing-judge.ts";
import { writerRow } from "../../main/verify/history-verdict.ts";
import { createIndex, type Index, type IndexDeps } from "../../main/index/create-index.ts";
import type { DiskFiles } from "../../main/disk/disk-files.ts";
import { faultyDisk } from "./faulty-disk-files.ts";
import { memoryJournal, type MemoryJournal } from "./memory-journal.ts";
import { valueOf } from "./value-of.ts";

export const ownInstallation = "0a".repeat(32);
export const otherInstallation = "0b".repeat(32);

export interface IndexCompany {
  readonly ledger: Ledger;
  readonly judge: StandingJudge;
  readonly journal: MemoryJournal;
  readonly files: DiskFiles;
  readonly knownElsewhere: Set<string>;
  readonly openings: Map<string, unknown>;
  readonly deps: IndexDeps;
  /** Takes records in as one group and tells the indexes that were opened. A record that breaks a rule is left out. */
  readonly bring: (records: ReadonlyArray<SignedRecord>, from?: string) => void;
  /** An index over what is here; it hears of everything that is brought from then on. */
  readonly open: () => Promise<Index>;
  /** Closes the indexes that were opened. */
  readonly close: () => Promise<void>;
}

/** A company that holds nothing, on a disk of its own or the given one. */
export const indexCompany = (files: DiskFiles = faultyDisk().files, snapshot = "/index.sqlite"): IndexCompany => {
  const ledger = new Ledger();
  const judge = new StandingJudge(ledger, isKnownType);
  const journal = memoryJournal();
  const knownElsewhere = new Set<string>();
  const openings = new Map<string, unknown>();
  const indexes: Index[] = [];
  const deps: IndexDeps = {
    files,
    snapshot,
    histories: { ledger, judge },
    journal,
    installation: ownInstallation,
    isAnyKnownElsewhere: () => knownElsewhere.size > 0,
    isKnownElsewhere: (id) => knownElsewhere.has(id),
    program: "1.0.0",
    hasAttachment: (sha256) => Promise.resolve(sha256.startsWith("0")),
    writerOf: (record) => Promise.resolve(writerRow(judge.registerAt(record), record.writer, { openings: new Map() })),
    opened: (sealed) => Promise.resolve({ sealed, state: openings.has(sealed) ? "open" : "withheld", value: openings.get(sealed) ?? null }),
  };
  const bring = (records: ReadonlyArray<SignedRecord>, from = otherInstallation): void => {
    const taken: HeldRecord[] = [];
    const completed: HeldRecord[] = [];
    const anew = new Set<HistoryId>();
    for (const signed of records) {
      const answer = ledger.take(signed, inspectRecord(signed.record));
      if (!answer.ok || answer.value.kind === "held") continue;
      const line = journal.add(signed, from);
      for (const index of indexes) index.appended([line]);
      taken.push(answer.value.record);
      completed.push(...answer.value.completed);
      for (const history of judge.arrived(answer.value.completed, isComplete(answer.value.record) ? [] : [answer.value.record])) anew.add(history);
    }
    for (const index of indexes) index.taken(taken, completed, anew);
  };
  const open = async (): Promise<Index> => {
    const index = valueOf(await createIndex(deps));
    indexes.push(index);
    return index;
  };
  const close = async (): Promise<void> => {
    for (const index of indexes) valueOf(await index.close());
  };
  return { close, ledger, judge, journal, files, knownElsewhere, openings, deps, bring, open };
};
