/** Feeds the lines of a bundle to its reader one after another, counts them and digests them for the trailer. */
import type { RunningDigest } from "../../shared/crypto/digest.ts";
import { inflateRatioMax } from "../../shared/ledger/bundle.ts";
import type { Failure } from "../../shared/outcome/outcome.ts";
import { nodeRunningDigest } from "../signature/node-digest.ts";
import type { BundleSource } from "./bundle-source.ts";
import { inflateMember, ratioExceeded, type InflateProgress } from "./gzip-member.ts";
import { plainLines, type LineGroups } from "./plain-lines.ts";

/**
 * Reads forward only; a line is digested when it is taken, so the trailer must be peeked at and then asked for its
 * digest.
 */
export class BundleFeed {
  readonly progress: InflateProgress = { packed: 0, plain: 0 };
  readonly #groups: LineGroups;
  readonly #signal: AbortSignal | undefined;
  readonly #digest: RunningDigest = nodeRunningDigest();
  #group: ReadonlyArray<Uint8Array> = [];
  #at = 0;
  #taken = 0;
  #ended = false;
  #fault: Failure | null = null;

  constructor(source: BundleSource, signal?: AbortSignal) {
    this.#groups = plainLines(inflateMember(source, this.progress));
    this.#signal = signal;
  }

  /** Why there are no more lines, or `null` at a whole end. */
  get fault(): Failure | null {
    return this.#fault;
  }

  /** The number of the line that `peek` shows, from 1. */
  get lineNumber(): number {
    return this.#taken + 1;
  }

  /** The next line, or `null` at the end. */
  async peek(): Promise<Uint8Array | null> {
    while (this.#at === this.#group.length && !this.#ended) await this.#more();
    return this.#group[this.#at] ?? null;
  }

  /** Goes behind the line that was peeked at. */
  take(): void {
    this.#digestLines(this.#group.slice(this.#at, this.#at + 1));
  }

  /** Takes as many of the lines that are at hand as `wanted` accepts, in their order. */
  async takeWhile(wanted: (line: Uint8Array) => boolean): Promise<ReadonlyArray<Uint8Array>> {
    await this.peek();
    const rest = this.#group.slice(this.#at);
    const unwanted = rest.findIndex((line) => !wanted(line));
    const lines = unwanted < 0 ? rest : rest.slice(0, unwanted);
    this.#digestLines(lines);
    return lines;
  }

  /** SHA-256 of all lines taken, with their LF; ends the digesting. */
  digest(): string {
    return this.#digest.hex();
  }

  /** Goes behind a line that is not part of the digest: the trailer. */
  pass(): void {
    this.#at++;
    this.#taken++;
  }

  async close(): Promise<void> {
    await this.#groups.return();
  }

  async #more(): Promise<void> {
    if (this.#signal?.aborted === true)
      return this.#end({ kind: "bundleCancelled", message: "The reading of the bundle was cancelled." });
    const next = await this.#groups.next();
    if (next.done === true) return this.#end(null);
    if (!next.value.ok) return this.#end(this.#named(next.value.failure));
    this.#group = next.value.value;
    this.#at = 0;
  }

  // A line without end that comes out of almost nothing is the common form of a gzip bomb.
  #named(failure: Failure): Failure {
    const { packed, plain } = this.progress;
    return failure.kind === "bundleLineLength" && plain > inflateRatioMax * packed ? ratioExceeded().failure : failure;
  }

  #end(fault: Failure | null): void {
    this.#ended = true;
    this.#fault = fault;
  }

  #digestLines(lines: ReadonlyArray<Uint8Array>): void {
    for (const line of lines) {
      this.#digest.update(line);
      this.#digest.update(lineFeed);
    }
    this.#at += lines.length;
    this.#taken += lines.length;
  }
}

const lineFeed = Uint8Array.of(0x0a);
