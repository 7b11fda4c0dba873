/** Reads pieces of a file. Those that are asked for in one turn and lie close together cost one read. */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskOutcome, OpenFile } from "../disk/disk-files.ts";
import { readFully } from "../disk/read-fully.ts";

/** Bytes between two pieces that are read along rather than asked for apart. */
const gapBytesMax = 16 * 1024;
/** Bytes of one read. */
const readBytesMax = 1024 * 1024;

interface Asked {
  readonly offset: number;
  readonly length: number;
  readonly answer: (bytes: Outcome<Uint8Array, DiskFailure>) => void;
}

export class PieceReader {
  readonly file: OpenFile;
  #asked: Asked[] = [];

  constructor(file: OpenFile) {
    this.file = file;
  }

  /** The bytes from `offset` on, fewer where the file ends. */
  read(offset: number, length: number): DiskOutcome<Uint8Array> {
    return new Promise((answer) => {
      this.#asked.push({ offset, length, answer });
      if (this.#asked.length === 1) queueMicrotask(() => this.#readAsked());
    });
  }

  #readAsked(): void {
    const asked = this.#asked.sort((one, other) => one.offset - other.offset);
    this.#asked = [];
    for (const together of groupsOf(asked)) void this.#readTogether(together);
  }

  async #readTogether(together: ReadonlyArray<Asked>): Promise<void> {
    const start = together[0]?.offset ?? 0;
    const bytes = new Uint8Array(endOf(together) - start);
    const count = await readFully(this.file, bytes, start);
    const read = count.ok ? bytes.subarray(0, count.value) : bytes;
    for (const { answer, length, offset } of together) {
      answer(count.ok ? success(read.subarray(offset - start, offset - start + length)) : count);
    }
  }
}

const endOf = (together: ReadonlyArray<Asked>): number =>
  together.reduce((end, { length, offset }) => Math.max(end, offset + length), 0);

const groupsOf = (sorted: ReadonlyArray<Asked>): ReadonlyArray<ReadonlyArray<Asked>> => {
  const groups: Asked[][] = [];
  let end = 0;
  for (const asked of sorted) {
    const group = groups.at(-1);
    const start = group?.[0]?.offset ?? 0;
    const isClose = asked.offset <= end + gapBytesMax && asked.offset + asked.length - start <= readBytesMax;
    if (group !== undefined && isClose) group.push(asked);
    else groups.push([asked]);
    end = Math.max(end, asked.offset + asked.length);
  }
  return groups;
};
