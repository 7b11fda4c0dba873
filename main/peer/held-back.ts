/**
 * Records of keys in doubt that wait for a record of another key that descends from them (record-format.md, section 4).
 */
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { RecordId } from "../../shared/ledger/record.ts";

/** So much of a key in doubt is kept waiting; what comes beyond is left out, and comes again with the next exchange. */
export const heldBackMax = 4096;

/** Keeps records until they are asked for as ancestors, or the exchange ends and they are left out. */
export class HeldBack {
  readonly #waiting = new Map<RecordId, SignedRecord>();
  #leftOut = 0;

  /** Records that were not taken, so far. */
  get count(): number {
    return this.#waiting.size + this.#leftOut;
  }

  keep(record: SignedRecord): void {
    if (this.#waiting.size < heldBackMax) this.#waiting.set(record.id, record);
    else this.#leftOut++;
  }

  /** The records that wait and that this one stands on, oldest first; they wait no longer. */
  release({ record: { prev, seen } }: SignedRecord): ReadonlyArray<SignedRecord> {
    if (this.#waiting.size === 0) return [];
    const released: SignedRecord[] = [];
    for (const parent of prev === null ? seen : [prev, ...seen]) {
      const waiting = this.#waiting.get(parent);
      if (waiting === undefined) continue;
      this.#waiting.delete(parent);
      released.push(...this.release(waiting), waiting);
    }
    return released;
  }
}
