/** Comma-separated values as programs and people write them: what is read, what is named, and on which line. */
import fc from "fast-check";
import papaparse from "papaparse";
import { describe, expect, test } from "vitest";
import { csvBytesMax, readCsv } from "../../../main/import/csv-rows.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const read = (text: string) => valueOf(readCsv(utf8Of(text)));
const rows = (text: string) => read(text).rows.map(({ cells, fault, line }) => [line, fault === null ? cells : "fault"]);

describe("rows", () => {
  test.each([
    ["LF", "a,b\n1,x\n2,y\n", [[2, ["1", "x"]], [3, ["2", "y"]]]],
    ["CRLF", "a,b\r\n1,x\r\n2,y", [[2, ["1", "x"]], [3, ["2", "y"]]]],
    ["CR", "a,b\r1,x\r2,y\r", [[2, ["1", "x"]], [3, ["2", "y"]]]],
    ["line ends of both kinds", "a,b\r\n1,x\n2,y\r\n3,z\n", [[2, ["1", "x"]], [3, ["2", "y"]], [4, ["3", "z"]]]],
    ["a byte order mark", "\ufeffa,b\n1,x", [[2, ["1", "x"]]]],
    ["blank lines", "a,b\n\n1,x\n \n\n2,y\n\n", [[3, ["1", "x"]], [6, ["2", "y"]]]],
    ["quoted line ends, of which each counts", 'a,b\r\n1,"x\r\ny\r\n"\r\n2,z\r\n', [[2, ["1", "x\ny\n"]], [5, ["2", "z"]]]],
    ["quoted commas and doubled quotes", 'a,b\n1,"x, ""y"""\n', [[2, ["1", 'x, "y"']]]],
    ["quotes within a cell that does not begin with one", 'a,b\n1,5" hose "new"\n', [[2, ["1", '5" hose "new"']]]],
    ["spaces behind a closing quote", 'a,b\n1,"x" \t\n2,"y" ,z\n', [[2, ["1", "x"]], [3, ["2", "y", "z"]]]],
    ["empty cells and a comma too many", 'a,b\n,\n"",x,\n', [[2, ["", ""]], [3, ["", "x", ""]]]],
    ["a last line without its end", "a,b\n1,", [[2, ["1", ""]]]],
  ])("with %s", (_, text, expected) => {
    expect(rows(text)).toEqual(expected);
    expect(read(text).header).toEqual(["a", "b"]);
  });

  test("are numbered from 1, the header and blank lines not counted", () => {
    expect(read("a\n\n1\n2\n").rows.map(({ line, row }) => [line, row])).toEqual([[3, 1], [4, 2]]);
  });

  test("written by another program with any cells come back, on the line where each begins", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", " ", "é", ";") }).map((text) => text.replace(/\u0000/g, ""));
    const table = fc.array(fc.tuple(cell, cell, fc.constant("end")), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(table, fc.constantFrom("\n", "\r\n"), fc.boolean(), (data, newline, quotes) => {
        const text = papaparse.unparse([["a", "b", "c"], ...data], { newline, quotes });
        const lines = data.map((_, index) => 1 + papaparse.unparse([["a", "b", "c"], ...data.slice(0, index)], { newline, quotes }).split("\n").length);
        expect(rows(text)).toEqual(data.map((cells, index) => [lines[index], [...cells]]));
      }),
      { seed: 20260310, numRuns: 300 },
    );
  });
});

describe("a fault in the quoting", () => {
  test("of one line names that line and hides no other", () => {
    expect(rows('a,b\n1,"x"y\n2,y\n')).toEqual([[2, "fault"], [3, ["2", "y"]]]);
    expect(read('a,b\n1,"x"y\n').rows[0]).toMatchObject({
      cells: ['1,"x"y'], fault: "A quotation mark in line 2 is closed and followed by something else than a comma.",
    });
  });

  test("that reaches over lines makes none of them a row of its own, and ends where the next is sure", () => {
    expect(rows('a,b\n1,"won\n2,y\n3,"z"\n4,w\n')).toEqual([[2, "fault"], [3, "fault"], [4, "fault"], [5, ["4", "w"]]]);
  });

  test("that is never closed makes every line to the end one", () => {
    const found = read('a,b\n1,"x\n2,y\n\n3,z\n').rows;
    expect(found.map(({ fault, line }) => [line, fault])).toEqual(
      [2, 3, 5].map((line) => [line, "A quotation mark in line 2 is opened and not closed up to the end of the file."]),
    );
  });
});

describe("a file", () => {
  test.each([
    ["empty", new Uint8Array(0), "fileEmpty"],
    ["of blank lines", utf8Of("\n \r\n\n"), "noHeader"],
    ["of a byte order mark alone", utf8Of("\ufeff"), "noHeader"],
    ["whose header has no names", utf8Of(" , ,\n1,2,3\n"), "noHeader"],
    ["whose header's quoting is broken", utf8Of('"a,b\n1,2\n'), "noHeader"],
    ["with a zero byte", utf8Of("a,b\n1,\u0000\n"), "fileBinary"],
    ["in Latin-1", Uint8Array.of(0x61, 0x0a, 0xfc, 0x0a), "fileBinary"],
    ["in UTF-16", Uint8Array.of(0xff, 0xfe, 0x61, 0x00), "fileBinary"],
  ])("%s is refused with a sentence", (_, bytes, kind) => {
    const answer = readCsv(bytes);
    expect(kindOf(answer)).toBe(kind);
    expect(answer.ok ? "" : answer.failure.message).toMatch(/^The file .*\.$/);
  });

  test("that is too large is not read at all", () => {
    expect(kindOf(readCsv(new Uint8Array(csvBytesMax + 1)))).toBe("fileTooLarge");
  });
});
