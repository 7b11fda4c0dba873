/** The bytes of a line of the journal. */
import { describe, expect, test } from "vitest";
import { frameBytes } from "../../../shared/ledger/frame.ts";
import { recordBytesMax } from "../../../shared/ledger/record.ts";
import { textOf, utf8Of } from "../../../shared/encoding/utf8.ts";
import { lineBytes, lineBytesMax, metaBytes, parseLine } from "../../../main/journal/journal-line.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { installation, noon, recordNumber } from "./journal-fixture.ts";

const frame = frameBytes(recordNumber(1));
const line = lineBytes({ from: installation.key, received: noon, frame });

describe("a line of the journal", () => {
  test("is the canonical meta object, a space and the frame", () => {
    expect(textOf(line)).toBe(`{"from":"${installation.key}","received":"2026-03-01T12:00:00.000000Z"} ${textOf(frame)}`);
  });

  test("gives back what it was made of", () => {
    expect(valueOf(parseLine(line))).toEqual({ from: installation.key, received: noon, frame });
  });

  test("has room for the largest record", () => {
    expect(metaBytes + frame.length - recordNumber(1).bytes.length + recordBytesMax).toBeLessThanOrEqual(lineBytesMax);
  });

  test.each([
    ["an upper-case key", (text: string) => text.replace(installation.key, installation.key.toUpperCase()), "lineShape"],
    ["a time that does not exist", (text: string) => text.replace("2026-03-01", "2026-02-30"), "lineShape"],
    ["members in another order", (text: string) => text.replace(/^\{(.*),("received":"[^"]*")\}/, "{$2,$1}"), "lineShape"],
    ["a second space", (text: string) => text.replace("} ", "}  "), "lineShape"],
    ["a signature that is not hex", (text: string) => text.replace(/\} ../, "} zz"), "lineShape"],
    ["only its beginning", (text: string) => text.slice(0, 200), "lineShape"],
    ["more than 60,400 bytes", (text: string) => text + "x".repeat(lineBytesMax), "lineTooLong"],
  ])("is refused with %s", (_, change, kind) => {
    expect(kindOf(parseLine(utf8Of(change(textOf(line) ?? ""))))).toBe(kind);
  });
});
