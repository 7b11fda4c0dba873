/** A data folder that is damaged, restored, read-only, full or in use: what is said, and that nothing is written over it. */
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalOf } from "./refusal.ts";
import { textIn } from "./verifier/canonical-json.ts";
import { checkDataFolder } from "./verifier/data-folder.ts";
import { sha256 } from "./verifier/record-reading.ts";
import { at, begin, createWorkspace, digestsOf, numberAt, type Ended, type Running } from "./workspace.ts";

const workspace = createWorkspace();
const { cli, cliAll, path, write } = workspace;
afterAll(() => workspace.remove());

const on = (folder: string): ReadonlyArray<string> => ["--data", path(folder), "--json"];
const recordIn = (folder: string): ReadonlyArray<string> => ["record", "P-1", "asset/counter-read@1", path("counter.json"), ...on(folder)];
const logOf = (folder: string): string => join(path(folder), "journal", "000000.log");
let photo = "";

beforeAll(async () => {
  await begin(workspace, "good");
  write("pump.json", JSON.stringify({ equipment_class: { code: "PU", edition: "ISO 14224:2016" }, tag: "P-1" }));
  write("counter.json", JSON.stringify({ readings: [{ counter: "hours", reading: { unit: "h", value: "100" } }] }));
  photo = sha256(readFileSync(write("photo.bin", "a photo")));
  const put = { file: { path: path("photo.bin") }, media_type: "image/jpeg", name: "photo.jpg" };
  const work = {
    active_hours: null, activity: null, attachments: [], category: null, closes: [], cost: { text: "12.50" }, counters: [], done: null, down_hours: null,
    failure: null, history: "P-1", occurred: { precision: "day", value: "2024-05-06", zone: "unstated" }, parts: [], people: [], references: [], summary: "Greased",
  };
  const ended = await cliAll([
    { words: ["record", "-", "asset/registered@1", "pump.json", ...on("good")] },
    { words: ["call", "attachment.put", JSON.stringify(put), ...on("good")] },
    { words: ["call", "work.log", JSON.stringify(work), ...on("good")] },
    ...[1, 2, 3].map(() => ({ words: recordIn("good") })),
  ]);
  if (ended.some(({ exit }) => exit !== 0)) throw new Error(ended.map(({ err }) => err).join("\n"));
});

/** Everything but what may be deleted at any time. */
const kept = (folder: string) => Object.fromEntries(Object.entries(digestsOf(path(folder))).filter(([name]) => !name.startsWith("derived")));

/** The log of the data folder itself, without those beside it. */
const linesOf = (folder: string) => Object.fromEntries(Object.entries(digestsOf(path(folder))).filter(([name]) => /^(journal|mark|checkpoint)/.test(name)));

describe.concurrent("the journal", () => {
  test("with a torn tail is read as far as it goes; opening cuts the tail, keeps it and says so, and writing goes on", async () => {
    const env = workspace.copy("good", "torn");
    appendFileSync(logOf("torn"), '{"from":"0123');
    const [verified, recorded] = await cliAll([{ words: ["verify", path("torn"), "--json"] }, { words: recordIn("torn"), env }]);
    expect(verified).toMatchObject({ exit: 0, json: { reason: null } });
    expect(JSON.stringify(at(verified?.json, "remarks"))).toContain("after the mark");
    expect(recorded).toMatchObject({ exit: 0, err: expect.stringMatching(/13 bytes that are no line.*cut off and kept in/) });
    const keptAs = readdirSync(join(path("torn"), "quarantine")).find((name) => name.endsWith(".cut")) ?? "";
    expect(readFileSync(join(path("torn"), "quarantine", keptAs), "utf8")).toBe('{"from":"0123');
    expect(checkDataFolder(path("torn"))).toMatchObject({ faults: [], size: checkDataFolder(path("good")).size + 1 });
  });

  test("with a flipped bit below the mark is not verified, and nothing is cut or written any more", async () => {
    const env = workspace.copy("good", "flipped");
    const log = readFileSync(logOf("flipped"));
    const place = log.indexOf(10) + 700;
    writeFileSync(logOf("flipped"), log.with(place, (log[place] ?? 0) ^ 1));
    const before = kept("flipped");
    const [verified, recorded, exported] = await cliAll([
      { words: ["verify", path("flipped"), "--json"] },
      { words: recordIn("flipped"), env },
      { words: ["bundle", "export", path("flipped.tlbundle"), "--history", "P-1", ...on("flipped")], env },
    ]);
    expect(verified).toMatchObject({ exit: 1, json: { reason: { place: expect.stringContaining("line 1") }, verdict: "not verified" } });
    for (const ended of [recorded, exported]) expect(refusalOf(ended).message).toMatch(/Line 1 of the journal .*nothing more is written/);
    expect(kept("flipped")).toEqual(before);
    expect(existsSync(path("flipped.tlbundle"))).toBe(false);
  });

  test("is found out wherever a bit of a line is flipped", async () => {
    const log = readFileSync(logOf("good"));
    const places = Array.from({ length: 10 }, (_, index) => Math.floor(((index + 0.5) * log.length) / 10));
    const folders = places.map((place) => {
      workspace.copy("good", `flip-${place}`);
      writeFileSync(logOf(`flip-${place}`), log.with(place, (log[place] ?? 0) ^ (1 << (place % 7))));
      return `flip-${place}`;
    });
    const ended = await cliAll(folders.map((folder) => ({ words: ["verify", path(folder), "--json"] })));
    expect(ended.map(({ exit }) => exit)).toEqual(places.map(() => 1));
    expect(ended.map(({ json }) => /line \d/.test(textIn(at(json, "reason", "place"))))).toEqual(places.map(() => true));
    for (const folder of folders) expect(checkDataFolder(path(folder)).faults).not.toEqual([]);
  });

  test.for([
    { missing: "journal/000000.log", words: "confirmed" },
    { missing: "mark", words: '"mark" is missing' },
  ])("without its $missing is named, and nothing is written", async ({ missing, words }) => {
    const name = `without-${missing.length}`;
    const env = workspace.copy("good", name);
    rmSync(join(path(name), missing));
    const before = kept(name);
    const [verified, recorded] = await cliAll([{ words: ["verify", path(name), "--json"] }, { words: recordIn(name), env }]);
    expect(verified).toMatchObject({ exit: 1, json: { reason: { message: expect.stringContaining(words) }, verdict: "not verified" } });
    refusalOf(recorded);
    expect(kept(name)).toEqual(before);
  });

  test("whose leaf hashes are gone gets them again", async () => {
    const env = workspace.copy("good", "leafless");
    rmSync(join(path("leafless"), "journal", "000000.leaves"));
    expect(await cli(recordIn("leafless"), { env })).toMatchObject({ exit: 0, err: expect.stringContaining("leaf hashes") });
    expect(checkDataFolder(path("leafless")).faults).toEqual([]);
  });
});

test.concurrent("a changed checkpoint, opening or attachment is named with its file", async () => {
  const [shelf = ""] = readdirSync(join(path("good"), "openings"));
  const [opening = ""] = readdirSync(join(path("good"), "openings", shelf));
  const files = ["checkpoint", `openings/${shelf}/${opening}`, `attachments/${photo.slice(0, 2)}/${photo}`];
  for (const [index, file] of files.entries()) {
    workspace.copy("good", `file-${index}`);
    const whole = readFileSync(join(path(`file-${index}`), file));
    writeFileSync(join(path(`file-${index}`), file), whole.with(whole.length - 3, (whole.at(-3) ?? 0) ^ 1));
  }
  const ended = await cliAll(files.map((_, index) => ({ words: ["verify", path(`file-${index}`), "--json"] })));
  expect(ended.map(({ exit, json }) => [exit, at(json, "reason", "place")])).toEqual(files.map((file) => [1, file]));
});

describe.concurrent("a folder that was restored or copied", () => {
  test("is told by the mark outside of it: it is read, and nothing of its own is written", async () => {
    const newer = workspace.copy("good", "newer");
    const older = path("older");
    workspace.copy("good", "older");
    workspace.copy("good", "moved");
    expect(await cli(recordIn("newer"), { env: newer })).toMatchObject({ exit: 0 });
    const before = linesOf("older");
    const [recorded, log] = await cliAll([
      { words: recordIn("older"), env: newer },
      { words: ["log", "P-1", ...on("older")], env: newer },
    ]);
    expect(refusalOf(recorded).message).toMatch(/restored from a backup/);
    expect(log).toMatchObject({ exit: 0, json: { total: 5 } });
    const elsewhere = await cli(recordIn("moved"), { env: { XDG_STATE_HOME: path("another-machine") } });
    expect(refusalOf(elsewhere).message).toMatch(/no mark of it is kept outside/);
    // The log is closed as it was; the one that was begun beside it is empty.
    expect([linesOf("older"), linesOf("moved")]).toEqual([before, before]);
    expect(readFileSync(join(older, "logs", "000001", "journal", "000000.log")).length).toBe(0);
    expect(checkDataFolder(older).faults).toEqual([]);
  });
});

describe.concurrent("a folder that is open in another process", () => {
  test("is refused with who has it, is free after an orderly end, and after a kill", async () => {
    const env = workspace.copy("good", "busy");
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      const { ended, kill } = await reading("busy", env);
      const before = checkDataFolder(path("good")).size;
      expect(refusalOf(await cli(recordIn("busy"), { env })).message).toMatch(/is open in another process \(pid \d+\)/);
      kill(signal);
      expect((await ended).exit).toBe(signal === "SIGTERM" ? 0 : null);
      expect(await cli(recordIn("busy"), { env })).toMatchObject({ exit: 0 });
      const found = checkDataFolder(path("busy"));
      expect(found.faults).toEqual([]);
      expect(found.size).toBeGreaterThan(before);
    }
  });

  /** A process that holds the folder until it is ended. */
  const reading = async (folder: string, env: Readonly<Record<string, string>>) => {
    const slow = ["instrument", "read", "sim:registers", "--map", "u16@0x0000:1", "--every", "200", ...on(folder)];
    const started: Running[] = [];
    const ended: Promise<Ended> = cli(slow, { env, started: (running) => void started.push(running) });
    while (started[0]?.printed() === "") await pause(lookAgainMs);
    return { ended, kill: (signal: NodeJS.Signals) => started[0]?.kill(signal) };
  };
});

const lookAgainMs = 20;

/** A mount namespace of its own, in which a disk can be made read-only or small without anybody else noticing. */
const inNamespace = ["unshare", "--mount"] as const;
const namespaceMissing = ((): string | null => {
  try {
    const [program, ...words] = [...inNamespace, "mount", "-t", "tmpfs", "tmpfs", "/mnt"];
    execFileSync(program, words, { stdio: "ignore" });
    return null;
  } catch {
    return "read-only and full disks: this user may not make a mount namespace";
  }
})();

describe.concurrent("a disk", () => {
  test("that is read-only is named; what needs no writing still works", async ({ skip }) => {
    skip(namespaceMissing !== null, namespaceMissing ?? "");
    const env = workspace.copy("good", "frozen");
    const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
    const behind = [...inNamespace, "sh", "-c", script, path("frozen")];
    const before = digestsOf(path("frozen"));
    expect(refusalOf(await cli(recordIn("frozen"), { behind, env }))).toMatchObject({ kind: "readOnly", message: expect.stringContaining(path("frozen")) });
    expect(await cli(["verify", path("frozen"), "--json"], { behind, env })).toMatchObject({ exit: 0, json: { verdict: "self-consistent" } });
    expect(digestsOf(path("frozen"))).toEqual(before);
  });

  test("that is full is named, what was confirmed is kept, and the work goes on when there is room", async ({ skip }) => {
    skip(namespaceMissing !== null, namespaceMissing ?? "");
    const env = workspace.copy("good", "crowded");
    const rows = Array.from({ length: 1200 }, (_, index) => `20${10 + (index % 9)}-05-06,${"AB"[index % 2]},Work ${index},PM01,`);
    write("orders.csv", ["BscStartDate,Asset,OriginalShorttext,PMType,Cost", ...rows].join("\n"));
    const importing = (folder: string) => ["import", "work-orders", path("orders.csv"), "--mapping", "excavator", ...on(folder)];
    const script = 'mkdir "$0" && mount -t tmpfs -o size=1400k tmpfs "$0" && cp -r "$1" "$0/crowded" && rm -r "$1" && shift && "$@"; code=$?; cp -r "$0/crowded" "$0/.."; exit $code';
    const behind = [...inNamespace, "sh", "-c", script, path("small"), path("crowded")];
    const full = await cli(importing("small/crowded"), { behind, env });
    expect(refusalOf(full)).toMatchObject({ kind: expect.stringMatching(/full/i), message: expect.stringMatching(/the disk or the quota is full.*Free some space/) });
    const found = checkDataFolder(path("small/../crowded"));
    expect(found).toMatchObject({ faults: [] });
    expect(found.size).toBeGreaterThanOrEqual(checkDataFolder(path("good")).size);
    expect(Object.keys(digestsOf(path("crowded"))).filter((name) => name.endsWith(".part"))).toEqual([]);
    const finished = await cli(importing("crowded"), { env });
    expect(finished).toMatchObject({ exit: 0, json: { rejected: 0, rows: 1200 } });
    expect(numberAt(finished.json, "already") + numberAt(finished.json, "recorded")).toBe(1200);
    expect(checkDataFolder(path("crowded"))).toMatchObject({ faults: [] });
  });
});
