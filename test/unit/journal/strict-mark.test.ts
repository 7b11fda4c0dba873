/** Marks and lines of the journal have exactly one form. */
import { describe, expect, test } from "vitest";
import { markOfSlot, parseMark, slotBytes, slotOf } from "../../../main/journal/journal-mark.ts";
import { parseLine } from "../../../main/journal/journal-line.ts";

const root = "ab".repeat(32);

describe("a mark", () => {
  test("is read from its text and its slot", () => {
    expect(parseMark(`{"root":"${root}","size":7}`)).toEqual({ root, size: 7 });
    expect(markOfSlot(slotOf({ root, size: 7 }))).toEqual({ root, size: 7 });
  });

  test.each(["", "null", "[]", "7", `{"root":"${root}"}`, `{"root":"${root}","size":"7"}`, `{"root":"${root}","size":-1}`, `{"root":"${root.slice(1)}","size":7}`, `{"root":7,"size":7}`, `{"root":"${root}","size":7,"zone":1}`, `{"root":"${root}","size":7} `])(
    "is nothing else: %s",
    (text) => expect(parseMark(text)).toBeNull(),
  );

  test("fills its slot with spaces behind its line", () => {
    const slot = slotOf({ root, size: 7 });
    const text = Buffer.from(slot).toString();
    const line = text.split("\n")[0] ?? "";
    expect(markOfSlot(slot.subarray(1))).toBeNull();
    expect(markOfSlot(Buffer.concat([slot, Buffer.from(" ")]))).toBeNull();
    expect(markOfSlot(Buffer.from(line.padEnd(slotBytes, " ")))).toBeNull();
    expect(markOfSlot(Buffer.from(text.replace(/ $/, "x")))).toBeNull();
    expect(markOfSlot(Buffer.from(`${line}\n`.padEnd(slotBytes - 1, " ").concat("\n")))).toBeNull();
    expect(markOfSlot(Buffer.alloc(slotBytes, 0xff))).toBeNull();
  });
});

test("a line that is too short or has no time is named as such", () => {
  const saidOf = (text: string): string => {
    const parsed = parseLine(Buffer.from(text));
    return parsed.ok ? "" : parsed.failure.message;
  };
  const line = (time: string): string => `{"from":"${root}","received":"${time}"} ${"ab".repeat(64)} {}`;
  expect(saidOf("")).toContain("shorter than any line");
  expect(saidOf(line("2026-03-01T08:30:00.000000Z"))).toBe("");
  expect(saidOf(line("2026-02-30T08:30:00.000000Z"))).toContain("which is no time");
  expect(saidOf(line("2026-03-01T08:30:00.000000Z").replace("from", "FROM"))).toContain("does not begin as");
});
