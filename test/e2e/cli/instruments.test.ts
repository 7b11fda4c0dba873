/** Instruments through the command line: the simulated one, slaves that misbehave, and ports that are not there. */
import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { startBeside, type SideProcess } from "../../doubles/side-process.ts";
import { refusalOf } from "./refusal.ts";
import type { Json } from "./verifier/canonical-json.ts";
import { checkDataFolder } from "./verifier/data-folder.ts";
import { at, begin, createWorkspace, listAt, numberAt, textAt, type Ended, type Running } from "./workspace.ts";

const workspace = createWorkspace();
const { cli, cliAll, path } = workspace;
afterAll(() => workspace.remove());

const map = ["--map", "u16@0x0000:8", "--unit", "1"];
const reading = (port: string, ...more: ReadonlyArray<string>) => ["instrument", "read", port, ...map, "--json", "--data", path("bench"), ...more];
const readingsOf = ({ out }: Ended): ReadonlyArray<Json> => out.trimEnd().split("\n").map((line) => JSON.parse(line));
const channelsAndValues = (readings: ReadonlyArray<Json>) => readings.map((one) => [textAt(one, "channel"), textAt(one, "value")]);

/** Register n holds n, so that a wrong value cannot look right. */
const rightPoll = Array.from({ length: 8 }, (_, register) => [String(register), String(register)]);
const rightPolls = (count: number) => Array.from({ length: count }, () => rightPoll).flat();

describe("the simulated instrument", () => {
  test("is read line by line as JSON, each reading in a record of the instrument's own history", async () => {
    await begin(workspace, "bench");
    const read = await cli(reading("sim:registers", "--count", "3", "--every", "10"));
    expect(read.exit).toBe(0);
    const readings = readingsOf(read);
    expect(channelsAndValues(readings)).toEqual(rightPolls(3));
    for (const one of readings) expect(one).toMatchObject({ quality: "good", raw: expect.stringMatching(/^[0-9a-f]+$/), simulated: true, unit: "1" });
    const found = checkDataFolder(path("bench"));
    expect(found.faults).toEqual([]);
    const polls = found.records.filter(({ type }) => type === "condition/read@1");
    expect(polls.map(({ id }) => id)).toEqual([...new Set(readings.map((one) => textAt(one, "record")))]);
    expect(polls.map(({ body }) => channelsAndValues(listAt(body, "readings")))).toEqual([rightPoll, rightPoll, rightPoll]);
    expect(new Set(polls.map(({ history }) => history)).size).toBe(1);
  });

  test("is read by a profile, in units, into the history of an asset", async () => {
    workspace.write("fan.json", JSON.stringify({ equipment_class: { code: "FA", edition: "ISO 14224:2016" }, tag: "F-1" }));
    const founded = await cli(["record", "-", "asset/registered@1", "fan.json", "--data", path("bench"), "--json"]);
    const words = ["instrument", "read", "sim:wtvb01", "--profile", "witmotion.wtvb01-485", "--count", "1", "--history", "F-1", "--data", path("bench"), "--json"];
    const read = await cli(words);
    expect(read.exit).toBe(0);
    const temperature = readingsOf(read).find((one) => at(one, "channel") === "temperature");
    // Nobody has held this profile against the real sensor yet, and its readings say so.
    expect(temperature).toMatchObject({ quality: "unverified-profile", unit: "Cel" });
    const [asset] = await cliAll([{ words: ["call", "asset.get", '{"history":"F-1"}', "--data", path("bench"), "--json"] }]);
    expect(asset?.json).toMatchObject({ history: textAt(founded.json, "history") });
    expect(listAt(asset?.json, "last_readings").find((one) => at(one, "channel") === "temperature")).toMatchObject({ simulated: true, value: at(temperature, "value") });
  });

  test("is stopped in order by the signal of Ctrl-C: what was shown is recorded", async () => {
    const before = checkDataFolder(path("bench")).size;
    const started: Running[] = [];
    const ending = cli(reading("sim:registers", "--every", "50"), { started: (running) => void started.push(running) });
    while ((started[0]?.printed().split("\n").length ?? 0) < 20) await pause(lookAgainMs);
    started[0]?.kill("SIGINT");
    const ended = await ending;
    expect(ended.exit).toBe(0);
    const found = checkDataFolder(path("bench"));
    expect(found.faults).toEqual([]);
    expect(found.size - before).toBe(new Set(readingsOf(ended).map((one) => textAt(one, "record"))).size);
  });

  test("without a data folder is shown and not recorded, and says so", async () => {
    const read = await cli(["instrument", "read", "sim:registers", ...map, "--count", "1", "--json", "--data", path("no-folder")]);
    expect(read).toMatchObject({ exit: 0, err: expect.stringContaining("not recorded") });
    expect(readingsOf(read).map((one) => at(one, "record"))).toEqual(Array.from({ length: 8 }, () => null));
    expect(existsSync(path("no-folder"))).toBe(false);
  });
});

const lookAgainMs = 20;

describe("a port", () => {
  test("that is unknown, no port, or asked for what it cannot have is named; nothing is recorded", async () => {
    const before = checkDataFolder(path("bench")).root;
    workspace.write("file.txt", "no port");
    const read = (port: string, ...words: ReadonlyArray<string>) => ({ words: ["instrument", "read", port, ...words, "--count", "1", "--json", "--data", path("bench")] });
    const ended = await cliAll([
      read("/dev/ttyUSB99", ...map),
      read(path("file.txt"), ...map),
      read("sim:toaster", ...map),
      read("sim:registers", "--map", "u16@0xFFFF:8"),
      read("sim:registers", "--profile", "acme.nothing"),
      read("sim:registers/silent", ...map),
    ]);
    const refusals = ended.map(refusalOf);
    expect(refusals.map(({ kind }) => kind)).toEqual(["portUnknown", "portUnusable", "portUnknown", "mapInvalid", "profileUnknown", "noReply"]);
    expect(refusals[0]?.message).toContain("/dev/ttyUSB99");
    expect(refusals[4]?.message).toContain("witmotion.wtvb01-485");
    expect(checkDataFolder(path("bench")).root).toBe(before);
  });

  test("without permission is named with the way to get it", async ({ skip }) => {
    const isRoot = process.getuid?.() === 0;
    const missing = !existsSync("/dev/ttyS0") || !isRoot || !canBecomeNobody() ? "a port without permission: needs /dev/ttyS0, and root to become nobody" : null;
    skip(missing !== null, missing ?? "");
    const behind = [...asNobody, "env", "HOME=/nonexistent"];
    const words = ["instrument", "read", "/dev/ttyS0", ...map, "--count", "1", "--json", "--data", path("no-folder")];
    const refusal = refusalOf(await cli(words, { behind, env: { NODE_COMPILE_CACHE: undefined, NODE_DISABLE_COMPILE_CACHE: "1" } }));
    expect(refusal).toMatchObject({ kind: "portDenied", message: expect.stringMatching(/\/dev\/ttyS0.*dialout/) });
  });

  test("that vanishes while it is read is named, and what was read before stays recorded", async () => {
    const before = checkDataFolder(path("bench")).size;
    const ended = await cli(reading("sim:registers/vanish", "--every", "10", "--count", "500"));
    expect(refusalOf(ended)).toMatchObject({ kind: "portVanished" });
    const found = checkDataFolder(path("bench"));
    expect(found.faults).toEqual([]);
    const shown = new Set(readingsOf(ended).flatMap((one) => at(one, "record") ?? []));
    expect(found.size - before).toBe(registration + shown.size);
  });
});

/** The own history of an instrument begins with it. */
const registration = 1;

const asNobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] as const;

const canBecomeNobody = (): boolean => {
  try {
    const program = fileURLToPath(new URL("../../../main/shell/cli/throughlife.ts", import.meta.url));
    const [command, ...words] = [...asNobody, process.execPath, program, "help"];
    execFileSync(command, words, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

const rigs = fileURLToPath(new URL("../../../../shared/rigs/instruments/", import.meta.url));
/** Debian's own, for which the rigs are made. */
const python = "/usr/bin/python3";
const rigsMissing = !existsSync(rigs)
  ? "slaves that others wrote: the folder shared/rigs is not beside the project"
  : existsSync(python)
    ? null
    : "slaves that others wrote: /usr/bin/python3 is not installed";

describe.concurrent("a slave that misbehaves", () => {
  test.for([
    { mode: "ok", good: 8 },
    { mode: "noise", good: 8 },
    { mode: "echo", good: 8 },
    { mode: "split", good: 8 },
    { mode: "late", good: 7 },
    { mode: "crc", good: 7 },
  ])("$mode: at least $good of 8 reads are good, and no value is wrong", async ({ mode, good }, { skip }) => {
    skip(rigsMissing !== null, rigsMissing ?? "");
    const { ended } = await besideSlave(mode, (port) => cli(["instrument", "read", port, ...map, "--count", "8", "--json", "--data", path("no-folder")]));
    expect(ended.exit).toBe(0);
    const readings = readingsOf(ended);
    expect(readings.length % 8).toBe(0);
    expect(readings.length / 8).toBeGreaterThanOrEqual(good);
    expect(channelsAndValues(readings)).toEqual(rightPolls(readings.length / 8));
    expect(new Set(readings.map((one) => textAt(one, "quality")))).toEqual(new Set(["good"]));
  });

  test.for([
    { mode: "short", kind: "shortFrame", words: "too short" },
    { mode: "except", kind: "exception", words: "exception 2 (illegal data address" },
  ])("$mode: every read is refused as $kind", async ({ mode, kind, words }, { skip }) => {
    skip(rigsMissing !== null, rigsMissing ?? "");
    const { ended } = await besideSlave(mode, (port) => cli(["instrument", "read", port, ...map, "--count", "2", "--json", "--data", path("no-folder")]));
    expect(refusalOf(ended)).toMatchObject({ kind, message: expect.stringContaining(words) });
    expect(ended.out.trimEnd().split("\n")).toHaveLength(1);
  });

  test("that is pulled out is named, and its readings stay in the data folder", async ({ skip }) => {
    skip(rigsMissing !== null, rigsMissing ?? "");
    const before = checkDataFolder(path("bench")).size;
    const { ended } = await besideSlave("ok", async (port, slave) => {
      const started: Running[] = [];
      const ending = cli(reading(port, "--every", "20"), { started: (running) => void started.push(running) });
      while ((started[0]?.printed().split("\n").length ?? 0) < 20) await pause(lookAgainMs);
      await slave.end();
      return ending;
    });
    expect(refusalOf(ended).message).toMatch(/port/);
    const found = checkDataFolder(path("bench"));
    expect(found.faults).toEqual([]);
    const shown = new Set(readingsOf(ended).flatMap((one) => at(one, "record") ?? []));
    expect(shown.size).toBeGreaterThan(1);
    expect(found.size - before).toBe(registration + shown.size);
    expect(numberAt((await cli(["verify", path("bench"), "--json"])).json, "checked", "records")).toBe(found.size);
  });
});

let slaves = 0;

const besideSlave = async (mode: string, run: (port: string, slave: SideProcess) => Promise<Ended>): Promise<{ readonly ended: Ended }> => {
  const port = path(`slave-${++slaves}`);
  const slave = await startBeside(python, [join(rigs, "faulty_slave.py"), port, mode], port);
  try {
    return { ended: await run(port, slave) };
  } finally {
    await slave.end();
    rmSync(port, { force: true });
  }
};
