/** Other people's work orders: every row becomes a record or is listed, and nothing is guessed. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sourceSchema } from "../../../shared/asset/asset-body.ts";
import type { JsonObject } from "../../../shared/encoding/canonical-json.ts";
import { sealedIn, openingDigest } from "../../../shared/ledger/sealed-value.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { digestHex } from "../../../shared/crypto/digest.ts";
import { occurredInstant } from "../../../shared/service/occurred-instant.ts";
import { mapRow } from "../../../shared/service/work-order-mapping.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { excavatorFile, importDesk, mappingNamed } from "./import-desk.ts";

const sourceOf = (body: JsonObject) => sourceSchema.parse(body["source"]);

const file = excavatorFile(
  "2004-07-01,A,BUCKET WON'T OPEN,PM01,183.05",
  "2005-03-20,A,L/H bucket cyl leaking,PM01,407.4",
  '2004-01-01,B,"Oil leak, ""bad""",PM01,-12.5',
  "2005-03-20,A,L/H bucket cyl leaking,PM01,407.4",
  "2003-12-31,B,won,t swing,PM01",
  "2002-05-05,A,Early work,PM02,",
);

describe("a file of excavator work orders", () => {
  test("becomes signed records per asset in the order of date and row, each with file, row and precision", async () => {
    const desk = await importDesk();
    const answer = valueOf(await desk.run(file));
    expect(answer).toMatchObject({ already: 0, dry_run: false, mapping: "excavator", recorded: 5, rejected: 1, rows: 6, file_sha256: digestHex(utf8Of(file)) });
    expect(answer.assets.map(({ new_records, tag }) => [tag, new_records])).toEqual([["Excavator A", 4], ["Excavator B", 1]]);
    const told = desk.work().map(({ at, body, history, seq }) => [
      answer.assets.findIndex((asset) => asset.history === history), seq, at, body["summary"], sourceOf(body).row,
    ]);
    expect(told).toEqual([
      [0, 1, "2002-05-05T00:00:00.000000Z", "Early work", 6],
      [0, 2, "2004-07-01T00:00:00.000000Z", "BUCKET WON'T OPEN", 1],
      [0, 3, "2005-03-20T00:00:00.000000Z", "L/H bucket cyl leaking", 2],
      [0, 4, "2005-03-20T00:00:00.000000Z", "L/H bucket cyl leaking", 4],
      [1, 1, "2004-01-01T00:00:00.000000Z", 'Oil leak, "bad"', 3],
    ]);
    expect(desk.work().map(({ body }) => body["occurred"])).toContainEqual({ precision: "day", value: "2002-05-05", zone: "unstated" });
    expect(desk.work().map(({ body }) => sourceOf(body).file_sha256)).toEqual(desk.work().map(() => digestHex(utf8Of(file))));
    expect(new Set(desk.work().map(({ body }) => sourceOf(body).row_sha256)).size).toBe(5);
    expect(desk.progress).toEqual([[4, 5], [5, 5]]);
  });

  test("lists a shifted row with its line and reason, and says what the file does not", async () => {
    const desk = await importDesk();
    const { rejections, remarks } = valueOf(await desk.run(file));
    const reason = 'Column "PMType": "t swing" is not what stands in this column; the row may be shifted.';
    expect(rejections).toEqual([{ line: 6, reason, row: 5, text: "2003-12-31,B,won,t swing,PM01" }]);
    expect(remarks).toEqual([
      "Dates have no time; they are kept with the precision of a day.",
      "The time zone of the dates is not stated; they are ordered as if they were UTC.",
      "4 costs have no currency; they are kept as sealed text and add up to nothing.",
      "1 costs are negative; they are kept as they stand.",
    ]);
  });

  test("keeps costs as sealed text, each with an opening of its own", async () => {
    const desk = await importDesk();
    valueOf(await desk.run(file));
    const sealed = desk.work().flatMap(({ body }) => sealedIn(body));
    const openings = desk.openings.filter(({ value }) => typeof value === "object");
    expect(openings.map(openingDigest).toSorted()).toEqual(sealed.toSorted());
    expect(openings.map(({ value }) => JSON.stringify(value)).toSorted()).toEqual(
      ["183.05", "407.4", "-12.5", "407.4"].map((text) => JSON.stringify({ text })).toSorted(),
    );
    expect(new Set(sealed).size).toBe(4);
  });

  test("adds nothing a second time, nor with other quoting, spaces and line ends; a row more adds that one", async () => {
    const desk = await importDesk();
    valueOf(await desk.run(file));
    const before = desk.journal.held.length;
    expect(valueOf(await desk.run(file))).toMatchObject({ already: 5, recorded: 0, rejected: 1 });
    const exported = `\ufeff${file.replaceAll("\n", "\r\n").replace("Early work", '"Early work "').replace("2004-07-01,A", '"2004-07-01", A')}`;
    expect(valueOf(await desk.run(exported))).toMatchObject({ already: 5, recorded: 0, rejected: 1 });
    expect(desk.journal.held.length).toBe(before);
    const more = `${file}2005-03-20,A,L/H bucket cyl leaking,PM01,407.4\n`;
    expect(valueOf(await desk.run(more))).toMatchObject({ already: 5, recorded: 1, rejected: 1 });
    expect(desk.work()).toHaveLength(6);
  });

  test("records nothing in a dry run, and says what it would", async () => {
    const desk = await importDesk();
    const before = [desk.journal.held.length, desk.openings.length];
    const tried = valueOf(await desk.run(file, undefined, true));
    expect(tried).toMatchObject({ already: 0, dry_run: true, recorded: 0, rejected: 1, rows: 6 });
    expect(tried.assets).toEqual([{ history: null, new_records: 4, tag: "Excavator A" }, { history: null, new_records: 1, tag: "Excavator B" }]);
    expect([desk.journal.held.length, desk.openings.length]).toEqual(before);
  });

  test("that fails half way goes on where it stopped", async () => {
    const desk = await importDesk();
    desk.journal.failNext(0, 3);
    const failed = await desk.run(file);
    expect(failed.ok ? null : failed.failure).toEqual({
      kind: "diskFull",
      message: "The disk is full. 4 rows are recorded; importing the same file again goes on from there.",
      done: [],
    });
    expect(valueOf(await desk.run(file))).toMatchObject({ already: 4, recorded: 1 });
    expect(desk.work()).toHaveLength(5);
  });

  test("goes into the assets that are there already, and is refused whole where a tag is carried twice", async () => {
    const desk = await importDesk();
    valueOf(await desk.run(excavatorFile("2004-01-01,A,Before,PM01,1")));
    expect(valueOf(await desk.run(excavatorFile("2005-01-01,A,After,PM01,1"))).assets[0]?.history).toBe(desk.work()[0]?.history);
    const [registered] = desk.journal.held.filter(({ id }) => desk.recordOf(id).body["tag"] === "Excavator A").map(({ id }) => desk.recordOf(id));
    valueOf(await desk.recorder.record({ at: null, body: { ...registered?.body, nonce: "ee".repeat(16) }, history: null, type: "asset/registered@1" }, desk.founder));
    const before = desk.journal.held.length;
    const refused = await desk.run(excavatorFile("2006-01-01,B,Good,PM01,1", "2006-01-01,A,Which,PM01,1"));
    expect(refused.ok ? "" : refused.failure.kind).toBe("ambiguousHistory");
    expect(desk.journal.held.length).toBe(before);
  });
});

describe("a row is listed with its reason, and the others are recorded, when", () => {
  const traps: ReadonlyArray<readonly [string, string, RegExp]> = [
    ["a comma shifts its cells", "2004-01-01,A,won,t swing,PM01,1", /^The row has 6 cells, the header has 5\.$/],
    ["a comma shifts its cells into as many", "2004-01-01,A,won,t swing,PM01", /^Column "PMType": "t swing" is not what stands in this column; the row may be shifted\.$/],
    ["its cost is no number", "2004-01-01,A,Work,PM01,12 EUR", /^Column "Cost": "12 EUR" is not what stands in this column/],
    ["its date is not in the calendar", "2004-02-30,A,Work,PM01,1", /^Column "BscStartDate": "2004-02-30" is no date of the calendar\.$/],
    ["its date is written otherwise", "01.02.2004,A,Work,PM01,1", /is no date of the calendar/],
    ["its date has a time that the mapping does not know", "2004-01-01 12:00,A,Work,PM01,1", /is no date of the calendar/],
    ["its date lies in the future", "2104-01-01,A,Work,PM01,1", /^The date 2104-01-01 lies ahead of this machine's clock\.$/],
    ["its asset is empty", "2004-01-01, ,Work,PM01,1", /^Column "Asset": "" is empty, and a record needs it\.$/],
    ["its text is empty", "2004-01-01,A,,PM01,1", /^Column "OriginalShorttext": "" is empty/],
    ["its text is too long", `2004-01-01,A,${"x".repeat(2001)},PM01,1`, /^The row does not fit a record at "summary": /],
    ["its tag is too long", `2004-01-01,${"x".repeat(201)},Work,PM01,1`, /^The row does not fit a record at "tag": /],
    ["it holds a control character", "2004-01-01,A,Wo\u0007rk,PM01,1", /^The row holds the character U\+0007, which a record does not take\./],
    ["it holds a tab", "2004-01-01,A,Wo\trk,PM01,1", /U\+0009/],
    ["a quote is not closed", '2004-01-01,A,"Work,PM01,1', /^A quotation mark in line 2 is opened and not closed/],
  ];

  test.each(traps)("%s", async (_, line, reason) => {
    const desk = await importDesk();
    const answer = valueOf(await desk.run(excavatorFile(line)));
    expect(answer).toMatchObject({ recorded: 0, rejected: 1, rows: 1 });
    expect(answer.rejections[0]).toMatchObject({ line: 2, row: 1, reason: expect.stringMatching(reason) });
    expect(desk.work()).toEqual([]);
    if (line.includes('"')) return;
    expect(valueOf(await desk.run(excavatorFile(line, "2004-01-01,A,Good,PM01,1")))).toMatchObject({ recorded: 1, rejected: 1 });
  });

  test("but not for decomposed letters, a line within a cell, or a cost of zero", async () => {
    const desk = await importDesk();
    const answer = valueOf(await desk.run(excavatorFile('2004-01-01,Mu\u0308,"One\nTwo",PM01,0')));
    expect(answer).toMatchObject({ recorded: 1, rejected: 0 });
    expect(answer.assets[0]?.tag).toBe("Excavator M\u00fc");
    expect(desk.work()[0]?.body["summary"]).toBe("One\nTwo");
    expect(desk.openings.at(-1)?.value).toEqual({ text: "0" });
  });
});

test("another header is another mapping: nothing is read, and the sentence says what is there and what should be", async () => {
  const desk = await importDesk();
  const answer = await desk.run("Datum,Anlage,Text\n2004-01-01,A,Work\n");
  expect(answer.ok ? null : answer.failure).toEqual({
    kind: "headerUnknown",
    message: 'The first line is not the header of the mapping "excavator". It should be: BscStartDate, Asset, OriginalShorttext, PMType, Cost. It is: Datum, Anlage, Text.',
  });
});

describe("wind turbine logs", () => {
  const wind = mappingNamed("wind");
  const header = wind.columns.join(",");
  const row = '185622,AAA,X,WF-1,WT-2,MDA20 GP001,"Rotor ",Óleo,Oil alarm,"Nota\nlonga",Long note,1.5,2025-01-01 00:30:00';

  test("keep codes under their schemes, texts with their names, and a time without a zone", async () => {
    const desk = await importDesk();
    expect(valueOf(await desk.run(`${header}\n${row}\n`, wind))).toMatchObject({ recorded: 1, rejected: 0, remarks: ["The time zone of the dates is not stated; they are ordered as if they were UTC."] });
    expect(desk.work()[0]).toMatchObject({
      at: "2025-01-01T00:30:00.000000Z",
      body: {
        cost: null,
        done: "Description: Óleo\nObservations: Nota\nlonga\nObservations in English: Long note\nAge at event: 1.5",
        occurred: { precision: "second", value: "2025-01-01T00:30:00", zone: "unstated" },
        references: [{ scheme: "work order", value: "185622" }, { scheme: "RDS-PP", value: "MDA20 GP001" }, { scheme: "component", value: "Rotor" }, { scheme: "farm", value: "AAA" }],
        summary: "Oil alarm",
      },
    });
  });

  test.each(["2025-01-01 24:00:00", "2025-01-01 00:60:00", "2025-01-01", "2025-13-01 00:00:00"])("refuse the time %s", async (time) => {
    const desk = await importDesk();
    const { rejections } = valueOf(await desk.run(`${header}\n${row.replace("2025-01-01 00:30:00", time)}\n`, wind));
    expect(rejections[0]?.reason).toMatch(/is no date and time of the calendar\.$/);
  });
});

describe("a stated zone", () => {
  test.each([
    ["+05:30", "2025-01-01T02:00:00", "2024-12-31T20:30:00.000000Z"], ["-03:00", "2024-12-31T23:30:00.25", "2025-01-01T02:30:00.250000Z"],
    ["utc", "2025-01-01", "2025-01-01T00:00:00.000000Z"], ["unstated", "2025-01-01T08:15", "2025-01-01T08:15:00.000000Z"],
  ])("%s moves %s to %s", (zone, value, at) => {
    expect(occurredInstant({ value, zone })).toBe(at);
  });

  test("moves nothing beyond the years that can be written", () => {
    expect(occurredInstant({ value: "0000-01-01T00:00", zone: "+01:00" })).toBeNull();
    expect(mapRow({ ...mappingNamed("excavator"), date: { column: "BscStartDate", precision: "day", zone: "+01:00" } }, ["0000-01-01", "A", "x", "PM01", ""]).ok).toBe(false);
  });
});

const realFile = (name: string): string => join(import.meta.dirname, "../../../../shared/real-data", name);

test.for([
  { name: "excavator-mwo/excavators-raw.csv", mapping: "excavator", rows: 5485, recorded: 5484, lines: [3454], assets: 5 },
  { name: "wind-mwo-sample/input_dataset.csv", mapping: "wind", rows: 49, recorded: 49, lines: [], assets: 1 },
])("the real file $name: $recorded of $rows rows in a dry run", async ({ assets, lines, mapping, name, recorded, rows }, { skip }) => {
  skip(!existsSync(realFile(name)), `real work orders: ${name} is not beside the project`);
  const desk = await importDesk();
  const answer = valueOf(await desk.run(readFileSync(realFile(name)), mappingNamed(mapping), true));
  expect(answer.rejections.map(({ line }) => line)).toEqual(lines);
  expect(answer).toMatchObject({ already: 0, rejected: lines.length, rows });
  expect(answer.assets.reduce((sum, asset) => sum + asset.new_records, 0)).toBe(recorded);
  expect(answer.assets).toHaveLength(assets);
});
