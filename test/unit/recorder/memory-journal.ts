/** A journal in memory for tests of the store: what is appended lies there, until an append is told to fail. */
import { hash } from "node:crypto";
import type { AppendFailure, JournalLine } from "../../../main/journal/journal.ts";
import type { StoreJournal } from "../../../main/recorder/ledger-store.ts";
import { parseInstant } from "../../../shared/clock/instant.ts";
import { frameBytes } from "../../../shared/ledger/frame.ts";
import { merkleTree } from "../../../shared/ledger/merkle-tree.ts";
import { failed, refuse, success } from "../../../shared/outcome/outcome.ts";
import { valueOf } from "../../doubles/value-of.ts";

export interface MemoryJournal extends StoreJournal {
  readonly held: ReadonlyArray<JournalLine>;
  /** How many entries each append brought. */
  readonly appends: ReadonlyArray<number>;
  /** An append fails after so many of its entries have become durable: the next, or the one behind so many others. */
  readonly failNext: (durable: number, others?: number) => void;
  /** The next reading of all lines fails. */
  readonly failReading: () => void;
}

export const memoryJournal = (): MemoryJournal => {
  const held: JournalLine[] = [];
  const appends: number[] = [];
  const tree = merkleTree();
  let failing: { readonly durable: number; others: number } | null = null;
  let isReadable = true;
  return {
    held,
    appends,
    failNext: (durable, others = 0) => void (failing = { durable, others }),
    failReading: () => (isReadable = false),
    append: async (entries) => {
      // A disk answers later: whatever else was asked for at the same time waits meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
      appends.push(entries.length);
      const isFailing = failing !== null && failing.others-- === 0;
      const good = entries.slice(0, isFailing ? failing?.durable : entries.length);
      if (isFailing) failing = null;
      const answers = good.map(({ from, record }) => {
        tree.append(hash("sha256", record.bytes, "buffer"));
        held.push({ from, received, frame: frameBytes(record), id: record.id, line: held.length, part: 0, offset: 0 });
        return { state: "appended" as const, line: held.length - 1 };
      });
      return good.length === entries.length ? success(answers) : failed<AppendFailure>({ kind: "diskFull", message: "The disk is full.", done: answers });
    },
    fault: () => null,
    idAt: (line) => held[line]?.id ?? null,
    size: () => held.length,
    tree,
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
