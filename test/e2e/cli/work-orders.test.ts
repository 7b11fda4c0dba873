/** Other people's work orders through the command line: small files, damaged files, the real ones, and kill -9 while it writes. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import papaparse from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalOf } from "./refusal.ts";
import { checkDataFolder } from "./verifier/data-folder.ts";
import { begin, createWorkspace, digestsOf, listAt, numberAt, textAt, type Ended, type Running } from "./workspace.ts";

const workspace = createWorkspace();
const { cli, cliAll, path, write } = workspace;
afterAll(() => workspace.remove());

const header = ["BscStartDate", "Asset", "OriginalShorttext", "PMType", "Cost"];
const rows = [
  ["2005-03-20", "A", "L/H bucket cyl leaking", "PM01", "407.4"],
  ["2004-07-01", "A", 'Bucket "won\'t" open, again', "PM01", "183.05"],
  ["2004-07-01", "A", 'Bucket "won\'t" open, again', "PM01", "183.05"],
  ["2003-12-31", "B", "won", "t swing", "PM01", "12"],
  ["2004-02-30", "B", "No such day", "PM01", "1"],
  ["2006-05-05", "B", "Swap bucket Ø 42 мм", "PM02", "-12.5"],
  ["2006-05-06", "C", "No cost given", "PM02", ""],
];
const asGiven = papaparse.unparse([header, ...rows], { newline: "\n" });
const exportedAnew = `\ufeff${papaparse.unparse([header, ...rows], { newline: "\r\n", quotes: true })}\r\n`;

const importing = (folder: string, file: string, ...more: ReadonlyArray<string>): ReadonlyArray<string> => [
  "import", "work-orders", file, "--mapping", "excavator", "--data", path(folder), "--json", ...more,
];

describe("a small file", () => {
  beforeAll(() => begin(workspace, "small"));

  test("is tried without a trace, taken in row by row, and adds nothing a second time, however it was exported", async () => {
    write("orders.csv", asGiven);
    write("exported-anew.csv", exportedAnew);
    const before = digestsOf(path("small"));
    const tried = await cli(importing("small", "orders.csv", "--dry-run"));
    expect(tried).toMatchObject({ exit: 0, json: { already: 0, dry_run: true, recorded: 0, rejected: 2, rows: 7 } });
    expect(digestsOf(path("small"))).toEqual(before);
    const [taken, again, anew] = await cliAll([
      { words: importing("small", "orders.csv") },
      { words: importing("small", "orders.csv") },
      { words: importing("small", "exported-anew.csv") },
    ]);
    expect(taken).toMatchObject({ exit: 0, json: { already: 0, recorded: 5, rejected: 2, rows: 7 } });
    expect(again).toMatchObject({ exit: 0, json: { already: 5, recorded: 0, rejected: 2, rows: 7 } });
    expect(anew).toMatchObject({ exit: 0, json: { already: 5, recorded: 0, rejected: 2, rows: 7 } });
  });

  test("lists what it rejects with the line and the reason", async () => {
    const { out } = await cli(["import", "work-orders", "orders.csv", "--mapping", "excavator", "--data", path("small"), "--dry-run"]);
    expect(out).toContain("line 5: The row has 6 cells, the header has 5.");
    expect(out).toMatch(/line 6: Column "BscStartDate": "2004-02-30" is no date/);
  });

  test("is signed per asset in the order of date and row, each record naming the file and its row", async () => {
    const findings = checkDataFolder(path("small"));
    expect(findings.faults).toEqual([]);
    const work = findings.records.filter(({ type }) => type === "service/performed@1");
    const stated = work.map(({ at, body, seq }) => [at.slice(0, 10), at.slice(10), body["summary"], seq]);
    const midnight = "T00:00:00.000000Z";
    expect(stated).toEqual([
      ["2004-07-01", midnight, 'Bucket "won\'t" open, again', 1],
      ["2004-07-01", midnight, 'Bucket "won\'t" open, again', 2],
      ["2005-03-20", midnight, "L/H bucket cyl leaking", 3],
      ["2006-05-05", midnight, "Swap bucket Ø 42 мм", 1],
      ["2006-05-06", midnight, "No cost given", 1],
    ]);
    expect(work.map(({ body }) => numberAt(body, "source", "row"))).toEqual([2, 3, 1, 6, 7]);
    expect(work.map(({ body }) => textAt(body, "occurred", "precision"))).toEqual(["day", "day", "day", "day", "day"]);
    expect(new Set(work.map(({ body }) => textAt(body, "source", "row_sha256"))).size).toBe(5);
  });

  test("that is empty, binary, without its header or not there is refused with what to do, and nothing is written", async () => {
    const before = digestsOf(path("small"));
    write("empty.csv", "");
    write("binary.csv", Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0xff, 0xfe, 0x0a]));
    write("headless.csv", papaparse.unparse(rows, { newline: "\n" }));
    write("blank.csv", "\n\n");
    const files = ["empty.csv", "binary.csv", "headless.csv", "blank.csv", "missing.csv"];
    const ended = await cliAll(files.map((file) => ({ words: importing("small", file) })));
    const refusals = ended.map(refusalOf);
    expect(refusals.map(({ kind }) => kind)).toEqual(["fileEmpty", "fileBinary", "headerUnknown", "noHeader", "fileUnreadable"]);
    expect(refusals[2]?.message).toContain("BscStartDate, Asset, OriginalShorttext, PMType, Cost");
    const [unknown] = await cliAll([{ words: [...importing("small", "orders.csv"), "--mapping", "cmms"] }]);
    expect(refusalOf(unknown).message).toContain("excavator, wind");
    expect({ ...digestsOf(path("small")), "derived/index.sqlite": "" }).toEqual({ ...before, "derived/index.sqlite": "" });
  });
});

describe.concurrent("killed while it writes", () => {
  /** New in each round, so that there is always more to write than a kill lets through. */
  const rowsOfRound = 2000;
  /** After the journal began to grow: in the middle of writing, syncing, marking, or composing the next group. */
  const killsAfterMs = [0, 3, 8, 20];

  test("loses nothing that the mark covers, verifies each time, and comes to the same counts", async () => {
    await begin(workspace, "killed");
    let before = confirmedLines(path("killed"));
    for (const [round, afterMs] of killsAfterMs.entries()) {
      const many = Array.from({ length: rowsOfRound * (round + 1) }, (_, index) => orderRow(index));
      write("many.csv", papaparse.unparse([header, ...many]));
      const ended = await importKilled(afterMs);
      expect(ended.exit).toBeNull();
      const confirmed = confirmedLines(path("killed"));
      const verified = await cli(["verify", path("killed"), "--json"]);
      expect(verified).toMatchObject({ exit: 0, json: { reason: null, verdict: "self-consistent" } });
      expect(numberAt(verified.json, "checked", "records")).toBeGreaterThanOrEqual(confirmed);
      expect(confirmed).toBeGreaterThanOrEqual(before);
      before = confirmed;
    }
    const rowsOfAll = rowsOfRound * killsAfterMs.length;
    const finished = await cli(importing("killed", "many.csv"));
    expect(finished).toMatchObject({ exit: 0, json: { rejected: 0, rows: rowsOfAll } });
    expect(numberAt(finished.json, "already") + numberAt(finished.json, "recorded")).toBe(rowsOfAll);
    expect(numberAt(finished.json, "already")).toBeGreaterThan(0);
    const findings = checkDataFolder(path("killed"));
    expect(findings.faults).toEqual([]);
    const work = findings.records.filter(({ type }) => type === "service/performed@1");
    expect(new Set(work.map(({ body }) => textAt(body, "source", "row_sha256"))).size).toBe(rowsOfAll);
    expect(work).toHaveLength(rowsOfAll);
    expect(findings.records.filter(({ type }) => type === "asset/registered@1")).toHaveLength(2);
  });

  const orderRow = (index: number): ReadonlyArray<string> =>
    [`20${10 + (index % 9)}-05-06`, index % 2 === 0 ? "A" : "B", `Work ${index}`, "PM01", ""];

  const importKilled = async (afterMs: number): Promise<Ended> => {
    let ended = false;
    const log = join(path("killed"), "journal", "000000.log");
    const { size } = statSync(log);
    const killAfter = async ({ kill }: Running): Promise<void> => {
      while (!ended && statSync(log).size <= size) await pause(lookAgainMs);
      await pause(afterMs);
      kill("SIGKILL");
    };
    return cli(importing("killed", "many.csv"), { started: (running) => void killAfter(running) }).finally(() => (ended = true));
  };
});

/** How often the growing journal is looked at: what is written meanwhile is what the kill falls into. */
const lookAgainMs = 2;

/** The larger size in the two slots of the mark. */
const confirmedLines = (folder: string): number => {
  const mark = readFileSync(join(folder, "mark"), "latin1");
  return Math.max(...[...mark.matchAll(/"size":(\d+)/g)].map((match) => Number(match[1])));
};

const realData = fileURLToPath(new URL("../../../../shared/real-data/", import.meta.url));
const realDataMissing = existsSync(realData) ? null : "real work orders: the folder shared/real-data is not beside the project";

describe.concurrent("the real files", () => {
  test.for([
    { file: "excavator-mwo/excavators-raw.csv", mapping: "excavator", rows: 5485, recorded: 5484, rejected: 1 },
    { file: "wind-mwo-sample/input_dataset.csv", mapping: "wind", rows: 49, recorded: 49, rejected: 0 },
  ])("$file: $recorded of $rows rows are recorded, once", async ({ file, mapping, ...counts }, { skip }) => {
    skip(realDataMissing !== null, realDataMissing ?? "");
    await begin(workspace, mapping);
    const table = papaparse.parse<string[]>(readFileSync(join(realData, file), "utf8"));
    write(`${mapping}.csv`, `\ufeff${papaparse.unparse(table.data, { newline: "\r\n", quotes: true })}`);
    const words = (name: string) => ["import", "work-orders", name, "--mapping", mapping, "--data", path(mapping), "--json"];
    const taken = await cli(words(join(realData, file)));
    expect(taken).toMatchObject({ exit: 0, json: { already: 0, ...counts } });
    const findings = checkDataFolder(path(mapping));
    expect(findings.faults).toEqual([]);
    expect(findings.records.filter(({ type }) => type === "service/performed@1")).toHaveLength(counts.recorded);
    const again = await cliAll([{ words: words(join(realData, file)) }, { words: words(`${mapping}.csv`) }]);
    for (const ended of again) expect(ended).toMatchObject({ exit: 0, json: { ...counts, already: counts.recorded, recorded: 0 } });
    expect(listAt(taken.json, "rejections").map((rejection) => numberAt(rejection, "line"))).toEqual(counts.rejected === 1 ? [3454] : []);
    expect(confirmedLines(path(mapping))).toBe(findings.size);
  });
});
