/** The contents of one file as the operating system shows them and as they would be found after a power cut. */
import { randomBelow, type SeededRandom } from "./seeded-random.ts";

/** A change that no sync has brought to disk yet. */
export type Change =
  | { readonly kind: "write"; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: "truncate"; readonly size: number };

export interface MemoryFile {
  readonly size: () => number;
  readonly read: (into: Uint8Array, position: number) => number;
  readonly change: (change: Change) => void;
  /** Everything so far is durable. */
  readonly sync: () => void;
  /** A sync that failed: what was pending stays visible, but later syncs pass over it, as on Linux. */
  readonly loseChanges: () => void;
  /** What is found after a power cut: the durable bytes and any of the pending changes, whole, torn or not at all. */
  readonly afterPowerCut: (random: SeededRandom) => MemoryFile;
}

/** A file that begins with durable bytes. */
export const memoryFile = (initial: Uint8Array = new Uint8Array(0)): MemoryFile => {
  const visible = growable(initial);
  const durable = growable(initial);
  let pending: Change[] = [];
  return {
    size: () => visible.bytes().length,
    read: (into, position) => copyInto(into, visible.bytes().subarray(position)),
    change: (change) => {
      visible.apply(change);
      pending.push(change);
    },
    sync: () => {
      pending.forEach(durable.apply);
      pending = [];
    },
    loseChanges: () => {
      pending = [];
    },
    afterPowerCut: (random) => {
      const found = growable(durable.bytes());
      for (const change of pending) {
        const survivor = survivorOf(change, found.bytes().length, random);
        if (survivor !== null) found.apply(survivor);
      }
      return memoryFile(found.bytes());
    },
  };
};

/** Disks write whole sectors; a write is torn between two of them, or a new size arrives without its bytes. */
const sectorBytes = 512;

const survivorOf = (change: Change, size: number, random: SeededRandom): Change | null => {
  const fate = randomBelow(random, 4);
  if (fate === 0) return null;
  if (fate === 1 || change.kind === "truncate") return change;
  const end = change.position + change.bytes.length;
  if (fate === 2) return { kind: "truncate", size: Math.max(size, end) };
  const kept = randomBelow(random, change.bytes.length + 1);
  const sectorEnd = Math.floor((change.position + kept) / sectorBytes) * sectorBytes - change.position;
  return { ...change, bytes: change.bytes.subarray(0, sectorEnd > 0 ? sectorEnd : kept) };
};

const copyInto = (into: Uint8Array, from: Uint8Array): number => {
  const part = from.subarray(0, into.length);
  into.set(part);
  return part.length;
};

interface Growable {
  readonly bytes: () => Uint8Array;
  readonly apply: (change: Change) => void;
}

const growable = (initial: Uint8Array): Growable => {
  let buffer = Uint8Array.from(initial);
  let size = initial.length;
  const resize = (wanted: number): void => {
    if (wanted > buffer.length) {
      const larger = new Uint8Array(Math.max(wanted, 2 * buffer.length));
      larger.set(buffer.subarray(0, size));
      buffer = larger;
    }
    if (wanted < size) buffer.fill(0, wanted, size);
    size = wanted;
  };
  const apply = (change: Change): void => {
    if (change.kind === "truncate") return resize(change.size);
    resize(Math.max(size, change.position + change.bytes.length));
    buffer.set(change.bytes, change.position);
  };
  return { bytes: () => buffer.subarray(0, size), apply };
};
