/** The bytes of a slot of the mark. */
import { describe, expect, test } from "vitest";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { largerMark, markOfSlot, slotBytes, slotOf } from "../../../main/journal/journal-mark.ts";

const root = "5f".repeat(32);
const mark = { root, size: 12 };

describe("a slot of the mark", () => {
  test("is one JSON line and spaces up to 4,096 bytes", () => {
    const text = `{"root":"${root}","size":12}\n`;
    expect(slotOf(mark)).toEqual(utf8Of(text.padEnd(slotBytes, " ")));
  });

  test("gives its mark back", () => {
    expect(markOfSlot(slotOf(mark))).toEqual(mark);
  });

  test("is intact only to its last byte", () => {
    for (const position of [0, 5, 60, 78, 90, 95, 200, 4095]) {
      const torn = slotOf(mark);
      torn[position] = 0;
      expect(markOfSlot(torn)).toBeNull();
    }
    expect(markOfSlot(slotOf(mark).subarray(0, 4095))).toBeNull();
    expect(markOfSlot(new Uint8Array(slotBytes))).toBeNull();
  });

  test("of another shape is no mark", () => {
    const slotWith = (line: string): Uint8Array => utf8Of(`${line}\n`.padEnd(slotBytes, " "));
    expect(markOfSlot(slotWith(`{"size":12,"root":"${root}"}`))).toBeNull();
    expect(markOfSlot(slotWith(`{"root":"${root}","size":-1}`))).toBeNull();
    expect(markOfSlot(slotWith(`{"more":1,"root":"${root}","size":1}`))).toBeNull();
    expect(markOfSlot(slotWith(`{"root":"${root}","size":1}\n`))).toBeNull();
  });

  test("counts when it is the larger one that is intact", () => {
    const larger = { root, size: 13 };
    expect(largerMark(mark, larger)).toBe(larger);
    expect(largerMark(larger, mark)).toBe(larger);
    expect(largerMark(null, mark)).toBe(mark);
    expect(largerMark(mark, null)).toBe(mark);
    expect(largerMark(null, null)).toBeNull();
  });
});
