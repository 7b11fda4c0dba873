/** Which record stands in which line: 32 bytes of id a line and a hash table of four bytes a slot. */
import type { RecordId } from "../../shared/ledger/record.ts";

export interface IdTable {
  /** Adds the id of the next line; `null` for a line that has none because it is damaged. */
  readonly add: (id: Uint8Array | null) => void;
  readonly lineOf: (id: RecordId) => number | null;
  /** The id of a line in hex, `null` for a damaged one. */
  readonly idAt: (line: number) => string | null;
  /** The ids that begin with some hex digits, in the order of their lines. */
  readonly beginning: (digits: string) => ReadonlyArray<string>;
}

/** An empty table that has room for some lines before it must grow. */
export const idTable = (lines = 0): IdTable => {
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(1024, lines + 1)));
  let ids = Buffer.alloc(idBytes * capacity);
  let size = 0;
  // A slot holds a line's number + 1. Ids are digests, so their first bytes spread them evenly; half the slots stay
  // empty.
  let slots = new Uint32Array(4 * capacity);

  const slotOf = (id: Buffer): number => {
    let slot = id.readUInt32LE(0) & (slots.length - 1);
    for (let line = slots[slot] ?? 0; line > 0; line = slots[slot] ?? 0) {
      if (id.equals(idOf(line - 1))) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  };
  const idOf = (line: number): Buffer => ids.subarray(line * idBytes, (line + 1) * idBytes);
  const grow = (): void => {
    if (size * idBytes === ids.length) ids = Buffer.concat([ids, Buffer.alloc(ids.length)]);
    if (2 * (size + 1) < slots.length) return;
    slots = new Uint32Array(2 * slots.length);
    for (let line = 0; line < size; line++) if (!isNone(idOf(line))) slots[slotOf(idOf(line))] = line + 1;
  };
  return {
    add: (id) => {
      grow();
      const own = idOf(size++);
      if (id === null) return;
      own.set(id);
      slots[slotOf(own)] ||= size;
    },
    lineOf: (id) => {
      const line = slots[slotOf(Buffer.from(id, "hex"))] ?? 0;
      return line === 0 ? null : line - 1;
    },
    beginning: (digits) => {
      const bytes = Buffer.from(digits, "hex");
      const found: string[] = [];
      for (let start = 0; start < size * idBytes; start += idBytes) {
        if (ids.compare(bytes, 0, bytes.length, start, start + bytes.length) !== 0) continue;
        const id = ids.toString("hex", start, start + idBytes);
        if (id.startsWith(digits) && !isNone(ids.subarray(start, start + idBytes))) found.push(id);
      }
      return found;
    },
    idAt: (line) => (line < size && !isNone(idOf(line)) ? idOf(line).toString("hex") : null),
  };
};

const idBytes = 32;
const none = Buffer.alloc(idBytes);
const isNone = (id: Buffer): boolean => id.equals(none);
