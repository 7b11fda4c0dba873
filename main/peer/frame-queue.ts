/** Frames of a peer between the connection and the checker: bounded, so that a fast sender waits in the network. */
import { createCondition } from "./condition.ts";

/** Bytes that wait for the checker; beyond it the connection is not read. */
const waitingBytesMax = 2 * 1024 * 1024;

export class FrameQueue {
  readonly #condition = createCondition();
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  #ended = false;

  /** Adds LF-ended frames; resolves when there is room for more. False when they are not whole lines. */
  async push(frames: Uint8Array): Promise<boolean> {
    if (frames.length === 0 || frames.at(-1) !== lineFeed) return false;
    this.#waiting.push(frames);
    this.#bytes += frames.length;
    this.#condition.changed();
    await this.#condition.until(() => this.#bytes < waitingBytesMax || this.#ended);
    return true;
  }

  /** No more frames will come. */
  end(): void {
    this.#ended = true;
    this.#condition.changed();
  }

  /** The frames without their LF, as they came. */
  async *groups(): AsyncGenerator<ReadonlyArray<Uint8Array>, void> {
    for (;;) {
      await this.#condition.until(() => this.#waiting.length > 0 || this.#ended);
      const frames = this.#waiting.shift();
      if (frames === undefined) return;
      this.#bytes -= frames.length;
      this.#condition.changed();
      yield linesOf(frames);
    }
  }
}

const lineFeed = 0x0a;

const linesOf = (bytes: Uint8Array): ReadonlyArray<Uint8Array> => {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(lineFeed, start);
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
};
