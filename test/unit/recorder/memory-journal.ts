/** A journal in memory for tests of the store: what is appended lies there, until an append is told to fail. */
import type { AppendFailure, JournalLine } from "../../../main/journal/journal.ts";
import type { StoreJournal } from "../../../main/recorder/ledger-store.ts";
import { parseInstant } from "../../../shared/clock/instant.ts";
import { frameBytes } from "../../../shared/ledger/frame.ts";
import { failed, refuse, success } from "../../../shared/outcome/outcome.ts";
import { valueOf } from "../../doubles/value-of.ts";

export interface MemoryJournal extends StoreJournal {
  readonly held: ReadonlyArray<JournalLine>;
  /** How many entries each append brought. */
  readonly appends: ReadonlyArray<number>;
  /** The next append fails after so many of its entries have become durable. */
  readonly failNext: (durable: number) => void;
  /** The next reading of all lines fails. */
  readonly failReading: () => void;
}

export const memoryJournal = (): MemoryJournal => {
  const held: JournalLine[] = [];
  const appends: number[] = [];
  let durable = Number.POSITIVE_INFINITY;
  let isReadable = true;
  return {
    held,
    appends,
    failNext: (count) => (durable = count),
    failReading: () => (isReadable = false),
    append: async (entries) => {
      // A disk answers later: whatever else was asked for at the same time waits meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
      appends.push(entries.length);
      const good = entries.slice(0, durable);
      const answers = good.map(({ from, record }) => {
        held.push({ from, received, frame: frameBytes(record), id: record.id, line: held.length, part: 0, offset: 0 });
        return { state: "appended" as const, line: held.length - 1 };
      });
      durable = Number.POSITIVE_INFINITY;
      return good.length === entries.length ? success(answers) : failed<AppendFailure>({ kind: "diskFull", message: "The disk is full.", done: answers });
    },
    lineOf: (id) => held.find((line) => line.id === id)?.line ?? null,
    read: async (line) => success(held[line] ?? missing()),
    lines: async function* (from) {
      const wasReadable = isReadable;
      isReadable = true;
      if (wasReadable) yield success(held.slice(from));
      else yield refuse("noSuchLine", "The journal cannot be read.");
    },
  };
};

const received = valueOf(parseInstant("2026-03-01T12:00:00.000000Z"));

const missing = (): never => {
  throw new Error("There is no such line");
};
