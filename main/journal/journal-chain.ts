/**
 * A journal that was begun anew beside logs that were closed: one journal with all their lines, numbered through, in
 * which only the last log is written (record-format.md, section 7).
 */
import { textOf } from "../../shared/encoding/utf8.ts";
import { openCheckpoint } from "../../shared/ledger/checkpoint.ts";
import { merkleTree, type MerkleTree } from "../../shared/ledger/merkle-tree.ts";
import { noteKeyOf, noteNameOf } from "../../shared/ledger/note-key.ts";
import { noteLengthMax } from "../../shared/ledger/note.ts";
import { acceptableKey } from "../../shared/crypto/key-rule.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { nodeDigest } from "../signature/node-digest.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { journalPaths, logFolder } from "./journal-folder.ts";
import type { Journal, JournalLine } from "./journal.ts";
import type { MarkFailure } from "./mark-file.ts";
import { openClosedLog, openJournal, type JournalDependencies, type JournalOptions } from "./open-journal.ts";

export interface ChainOptions extends JournalOptions {
  /** The public keys of the logs that were closed, the oldest first. */
  readonly closed: ReadonlyArray<string>;
}

/** Opens the log that is written, with those that were closed before it. */
export const openJournalChain = async (
  deps: JournalDependencies,
  { closed, dataFolder, ...options }: ChainOptions,
): Promise<Outcome<Journal, MarkFailure>> => {
  if (closed.length === 0) return openJournal(deps, { dataFolder, ...options });
  const before: ClosedLog[] = [];
  let first = 0;
  for (const [number, key] of closed.entries()) {
    const log = await openClosedLog(deps, logFolder(dataFolder, number));
    if (!log.ok) return log;
    before.push({ first, journal: log.value, note: await lastNote(deps, logFolder(dataFolder, number), key) });
    first += log.value.size();
  }
  const folder = logFolder(dataFolder, closed.length);
  const made = await makeFolderDurably(deps.files, folder);
  const last = made.ok ? await openJournal(deps, { ...options, dataFolder: folder }) : made;
  return last.ok ? success(chainOf(before, { first, journal: last.value, note: null })) : last;
};

interface ClosedLog {
  readonly first: number;
  readonly journal: Journal;
  readonly note: string | null;
}

const lastNote = async ({ files }: JournalDependencies, dataFolder: string, logKey: string): Promise<string | null> => {
  const bytes = await readBounded(files, journalPaths(dataFolder).checkpoint, noteLengthMax);
  const key = acceptableKey(logKey);
  if (!bytes.ok || !key.ok) return null;
  const note = textOf(bytes.value) ?? "";
  const log = noteKeyOf(noteNameOf(key.value), "signature", key.value);
  return openCheckpoint(note, { log, witnesses: [] }, nodeVerify).ok ? note : null;
};

const chainOf = (before: ReadonlyArray<ClosedLog>, last: ClosedLog): Journal => {
  const logs = [...before, last];
  const logAt = (line: number): ClosedLog => logs.findLast(({ first }) => first <= line) ?? last;
  const lineOf: Journal["lineOf"] = (id) => {
    for (const { first, journal } of logs.toReversed()) {
      const line = journal.lineOf(id);
      if (line !== null) return first + line;
    }
    return null;
  };
  const size = (): number => last.first + last.journal.size();
  return {
    ...last.journal,
    size,
    tree: wholeTree(logs, size),
    logOf: (line) => {
      const { first, journal, note } = logAt(line);
      return { first, note, tree: journal.tree };
    },
    has: (id) => lineOf(id) !== null,
    lineOf,
    idAt: (line) => logAt(line).journal.idAt(line - logAt(line).first),
    idsBeginning: (digits) => [...new Set(logs.flatMap(({ journal }) => journal.idsBeginning(digits)))],
    read: async (line) => {
      if (!Number.isSafeInteger(line) || line < 0 || line >= size())
        return refuse("noSuchLine", `The journal has no line ${line}; it has ${size()}.`);
      const { first, journal } = logAt(line);
      const read = await journal.read(line - first);
      return read.ok ? success(numbered(read.value, first)) : read;
    },
    lines: (from) => linesOf(logs, from),
    append: (entries) => appendTo(last, entries, lineOf),
    onAppended: (listener) =>
      last.journal.onAppended((lines) => listener(lines.map((line) => numbered(line, last.first)))),
    close: async () => {
      const closed = await Promise.all(before.map(({ journal }) => journal.close()));
      const end = await last.journal.close();
      return closed.find(({ ok }) => !ok) ?? end;
    },
  };
};

const numbered = <L extends Pick<JournalLine, "line">>(line: L, first: number): L => ({
  ...line,
  line: first + line.line,
});

async function* linesOf(logs: ReadonlyArray<ClosedLog>, from: number): ReturnType<Journal["lines"]> {
  for (const { first, journal } of logs) {
    if (first + journal.size() <= from) continue;
    for await (const lines of journal.lines(Math.max(0, from - first))) {
      yield lines.ok ? success(lines.value.map((line) => numbered(line, first))) : lines;
      if (!lines.ok) return;
    }
  }
}

// A record that a closed log holds is not appended again.
const appendTo = async (
  { first, journal }: ClosedLog,
  entries: Parameters<Journal["append"]>[0],
  lineOf: Journal["lineOf"],
): ReturnType<Journal["append"]> => {
  const held = entries
    .map(({ record }) => lineOf(record.id))
    .map((line) => (line !== null && line < first ? line : null));
  const appended = await journal.append(entries.filter((_, index) => held[index] === null));
  const answers = appended.ok ? appended.value : appended.failure.done;
  const done: { readonly state: "appended" | "held"; readonly line: number }[] = [];
  let next = 0;
  for (const line of held) {
    const answer = line === null ? answers[next++] : undefined;
    if (line === null && answer === undefined) break;
    done.push(answer === undefined ? { state: "held", line: line ?? 0 } : { ...answer, line: first + answer.line });
  }
  return appended.ok ? success(done) : { ok: false, failure: { ...appended.failure, done } };
};

/** One tree over the lines of all logs: nobody signs it; what follows from the journal is told apart by its root. */
const wholeTree = (logs: ReadonlyArray<ClosedLog>, size: () => number): Omit<MerkleTree, "append"> => {
  const tree = merkleTree(nodeDigest);
  const grown = (): MerkleTree => {
    for (let line = tree.size(); line < size(); line++) {
      const log = logs.findLast(({ first }) => first <= line);
      if (log === undefined) throw new Error(`The journal has no line ${line}`);
      tree.append(log.journal.tree.leafAt(line - log.first));
    }
    return tree;
  };
  return {
    size,
    root: (at) => grown().root(at),
    leafAt: (line) => grown().leafAt(line),
    inclusionProof: (line, at) => grown().inclusionProof(line, at),
    consistencyProof: (from, to) => grown().consistencyProof(from, to),
  };
};
