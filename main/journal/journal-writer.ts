/** The append queue: one write and two syncs for everything that waits (record-format.md, section 7, Durable). */
import type { Instant } from "../../shared/clock/instant.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { rootOfFrontier } from "../../shared/ledger/merkle.ts";
import { failed, success } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskOutcome } from "../disk/disk-files.ts";
import { nodeDigest } from "../signature/node-digest.ts";
import { planAppend, type AppendCall, type AppendPlan } from "./append-plan.ts";
import { addLine, frontierOf, type JournalContents } from "./journal-contents.ts";
import { writingStopped, type JournalFault } from "./journal-fault.ts";
import type { AppendedLine, AppendFailure, Journal } from "./journal.ts";
import { groupOf, leafOf, type LineGroup } from "./line-group.ts";
import type { MarkFile } from "./mark-file.ts";
import type { PartWriter } from "./part-writer.ts";

export interface WriterParts {
  readonly contents: JournalContents;
  readonly part: PartWriter;
  readonly mark: MarkFile;
  readonly now: () => Instant;
  readonly partBytesMax: number;
  /** Lines have become durable. */
  readonly onAppended: (lines: ReadonlyArray<AppendedLine>) => void;
  /** Awaited between two writes, after those who asked for the first have their answers. */
  readonly pause: () => Promise<void>;
  /** Writing has ended until the journal is opened again. */
  readonly onFault: (fault: JournalFault) => void;
}

/** Appends, in the order of the calls; owns the files that it writes. */
export class JournalWriter {
  readonly #parts: WriterParts;
  readonly #waiting: AppendCall[] = [];
  #running: Promise<void> | null = null;
  #frontier;
  #fault: JournalFault | null = null;
  #isClosed = false;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#frontier = frontierOf(parts.contents.tree);
  }

  readonly append: Journal["append"] = (entries) =>
    new Promise((answer) => {
      if (this.#isClosed) return answer(failed(closedFailure));
      this.#waiting.push({ entries, done: [], answer });
      this.#running ??= this.#run();
    });

  /** Finishes what waits, and lets go of the files. */
  async close(): DiskOutcome<void> {
    this.#isClosed = true;
    await this.#running;
    const { part, mark } = this.#parts;
    const synced = await part.syncLeaves();
    const closed = [synced, await part.close(), await mark.close()];
    return closed.find(({ ok }) => !ok) ?? success(undefined);
  }

  async #run(): Promise<void> {
    // Everybody who calls in this turn takes part in the first group.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#step();
    this.#running = null;
  }

  async #step(): Promise<void> {
    const { contents, part, partBytesMax } = this.#parts;
    if (this.#fault !== null) return this.#refuseAll(this.#fault);
    const plan = planAppend(this.#waiting, contents, { bytes: part.end().bytes, bytesMax: partBytesMax });
    const written = await this.#write(plan);
    for (const { call, answers, isWriting } of plan.calls) {
      if (written.ok || !isWriting) call.done.push(...answers);
      else this.#settle(call, failed(notDurable(written.failure, call)));
    }
    for (const { call } of plan.calls) {
      if (call.done.length === call.entries.length) this.#settle(call, success(call.done));
    }
    if (plan.fresh.length === 0 && plan.partIsFull) await this.#rotate();
    await this.#parts.pause();
  }

  async #write({ fresh }: AppendPlan): DiskOutcome<void> {
    if (fresh.length === 0) return success(undefined);
    const group = groupOf(fresh, this.#parts.now(), this.#frontier);
    const written = await this.#bringToDisk(group);
    if (written.ok) this.#confirm(group);
    return written;
  }

  async #bringToDisk(group: LineGroup): DiskOutcome<void> {
    const { part, mark } = this.#parts;
    const written = await part.write(group);
    if (!written.ok) return this.#takeBack(written.failure, true);
    const root = hexOf(rootOfFrontier(group.frontier, nodeDigest));
    const marked = await mark.write({ root, size: group.frontier.size });
    if (marked.ok) return marked;
    // A mark that says more than the journal holds would be a journal that lost lines: first the mark, then the lines.
    return this.#takeBack(marked.failure, (await mark.restore()).ok);
  }

  /** Cuts off what was not confirmed; where that fails too, only opening again can tell what the disk holds. */
  async #takeBack(failure: DiskFailure, mayCut: boolean): DiskOutcome<never> {
    const isClean = mayCut && (await this.#parts.part.cutBack()).ok;
    if (!isClean)
      this.#stop(
        writingStopped(`Records could not be written, and the journal could not be put back: ${failure.message}`),
      );
    return failed(failure);
  }

  async #rotate(): Promise<void> {
    const rotated = await this.#parts.part.rotate();
    const [call] = this.#waiting;
    if (!rotated.ok && call !== undefined) this.#settle(call, failed(notDurable(rotated.failure, call)));
  }

  #confirm(group: LineGroup): void {
    const { part, contents, onAppended } = this.#parts;
    const before = part.end();
    part.confirm(group);
    this.#frontier = group.frontier;
    const lines = group.entries.map((entry, index): AppendedLine => {
      const offset = before.bytes + (group.starts[index] ?? 0);
      const place = { part: before.part, line: contents.tree.size(), offset };
      addLine(contents, place, leafOf(group.leaves, index), Buffer.from(entry.record.id, "hex"));
      return { ...place, ...entry, received: group.received };
    });
    onAppended(lines);
  }

  #stop(fault: JournalFault): void {
    this.#fault = fault;
    this.#parts.onFault(fault);
  }

  #refuseAll(fault: JournalFault): void {
    for (const { answer, done } of this.#waiting.splice(0)) answer(failed(readOnlyFailure(fault, done)));
  }

  #settle(call: AppendCall, outcome: Parameters<AppendCall["answer"]>[0]): void {
    const index = this.#waiting.indexOf(call);
    if (index < 0) return;
    this.#waiting.splice(index, 1);
    call.answer(outcome);
  }
}

/** The refusal of a journal that has a fault. */
export const readOnlyFailure = (fault: JournalFault, done: AppendFailure["done"] = []): AppendFailure => ({
  kind: "readOnly",
  message: `Nothing can be recorded now. ${fault.message}`,
  done,
});

const closedFailure: AppendFailure = {
  kind: "closed",
  message: "The journal has been closed; open the program again to record.",
  done: [],
};

const notDurable = (failure: DiskFailure, { done }: AppendCall): AppendFailure => ({
  kind: failure.kind === "full" ? "diskFull" : "diskFailed",
  message: `This was not recorded. ${failure.message}`,
  done,
});
