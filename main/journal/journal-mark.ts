/** The mark: how far the journal is confirmed (record-format.md, section 7), as it stands in one slot of its file. */
import { canonicalText, isObject, parseCanonical } from "../../shared/encoding/canonical-json.ts";
import { isHex } from "../../shared/encoding/hex.ts";
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";

export interface JournalMark {
  /** The Merkle root of the first `size` lines, as hex64. */
  readonly root: string;
  readonly size: number;
}

/** A slot is as large as the block that a disk writes at once, so writing one never harms the other. */
export const slotBytes = 4096;

/** A slot: `{"root":hex64,"size":int}` LF, filled up with spaces. */
export const slotOf = (mark: JournalMark): Uint8Array => {
  const slot = new Uint8Array(slotBytes).fill(space);
  slot.set(utf8Of(`${canonicalText({ ...mark })}\n`));
  return slot;
};

/** The mark in a slot, or `null` when the slot is not intact to the last byte. */
export const markOfSlot = (slot: Uint8Array): JournalMark | null => {
  const text = slot.length === slotBytes ? textOf(slot) : null;
  const [line = "", rest] = text?.split("\n") ?? [];
  return rest !== undefined && /^ *$/.test(rest) && line.length + 1 + rest.length === slotBytes
    ? parseMark(line)
    : null;
};

/** The mark in canonical JSON without a line end, or `null`. */
export const parseMark = (text: string): JournalMark | null => {
  const parsed = parseCanonical(text);
  if (!parsed.ok || !isObject(parsed.value)) return null;
  const { root, size, ...others } = parsed.value;
  if (!isHex(root, 64) || typeof size !== "number" || size < 0 || Object.keys(others).length > 0) return null;
  return { root, size };
};

/** The larger of two marks; the first of equal ones. */
export const largerMark = (one: JournalMark | null, other: JournalMark | null): JournalMark | null =>
  one === null || (other !== null && other.size > one.size) ? other : one;

const space = 0x20;
