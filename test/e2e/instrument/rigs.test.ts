/** Against slaves that others wrote: pymodbus, a slave that misbehaves, and a line that hangs up in mid-stream. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { forkSerialHost } from "../../../main/instrument/host-link.ts";
import { nodeHostTime, pause } from "../../../main/instrument/host-time.ts";
import { createInstrumentService } from "../../../main/instrument/instrument-service.ts";
import { readProfileShelf } from "../../../main/instrument/profile-shelf.ts";
import type { ConditionRead } from "../../../shared/condition/reading.ts";
import { startBeside, type SideProcess } from "../../doubles/side-process.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { portPair, virtualPortsMissing } from "../../doubles/virtual-port.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const rigs = join(repository, "..", "shared", "rigs", "instruments");
/** Debian's own, for which its packages are made. */
const python = "/usr/bin/python3";

const imports = (modules: string): boolean => {
  try {
    execFileSync(python, ["-c", `import ${modules}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

const rigsMissing = !existsSync(rigs)
  ? "slaves that others wrote: the folder shared/rigs is not beside the project"
  : !existsSync(python)
    ? "slaves that others wrote: /usr/bin/python3 is not installed"
    : null;
const pymodbusMissing =
  rigsMissing ?? virtualPortsMissing ?? (imports("pymodbus, serial, serial_asyncio") ? null : "Modbus against pymodbus: it is not installed");

const time = nodeHostTime();
const profiles = valueOf(await readProfileShelf(join(repository, "fixtures", "instrument")));
const instruments = createInstrumentService({ fork: () => forkSerialHost({ simulator: false }), profiles, time });
let cleanUp: ReadonlyArray<() => Promise<void>> = [];

afterAll(() => instruments.close());
afterEach(async () => {
  for (const step of cleanUp) await step();
  cleanUp = [];
});

const startRig = async (script: string, ...parameters: ReadonlyArray<string>): Promise<SideProcess & { readonly link: string }> => {
  const folder = await mkdtemp(join(tmpdir(), "throughlife-rig-"));
  const link = join(folder, "port");
  const rig = await startBeside(python, [join(rigs, script), link, ...parameters], link);
  cleanUp = [rig.end, () => rm(folder, { recursive: true, force: true }), ...cleanUp];
  return { ...rig, link };
};

const channelsAndValues = ({ readings }: ConditionRead): ReadonlyArray<readonly [string, string]> =>
  readings.map(({ channel, value }) => [channel, value] as const);

/** Register n holds n, so eight registers from 0 read like this. */
const rightValues = Array.from({ length: 8 }, (_, register) => [String(register), String(register)]);

describe("the slave that misbehaves", () => {
  test.for([
    { mode: "ok", good: 8 },
    { mode: "noise", good: 8 },
    { mode: "echo", good: 8 },
    { mode: "split", good: 8 },
    { mode: "late", good: 8 },
    { mode: "crc", good: 8 },
    { mode: "baud:9600", good: 8 },
  ])("$mode: $good of 8 reads are good and none is wrong", async ({ mode, good }, { skip }) => {
    skip(rigsMissing !== null, rigsMissing ?? "");
    const { link } = await startRig("faulty_slave.py", mode);
    const polls: ConditionRead[] = [];
    const summary = valueOf(
      await instruments.read({ path: link, map: "u16@0x0000:8", count: 8 }, (event) => void (event.kind === "poll" && polls.push(event.read))),
    );
    expect(polls.map(channelsAndValues)).toEqual(polls.map(() => rightValues));
    expect(polls.flatMap(({ readings }) => readings.map(({ quality }) => quality)).filter((quality) => quality !== "good")).toEqual([]);
    expect(summary.polls).toBe(good);
  });

  test.for([
    { mode: "except", kind: "exception", words: "exception 2 (illegal data address" },
    { mode: "short", kind: "shortFrame", words: "too short" },
  ])("$mode: every read is refused as $kind", async ({ mode, kind, words }, { skip }) => {
    skip(rigsMissing !== null, rigsMissing ?? "");
    const { link } = await startRig("faulty_slave.py", mode);
    const gaps: string[] = [];
    const outcome = await instruments.read({ path: link, map: "u16@0x0000:8", count: 3 }, (event) => void (event.kind === "gap" && gaps.push(event.gap.kind)));
    expect(outcome).toMatchObject({ ok: false, failure: { kind, message: expect.stringContaining(words) } });
    expect(gaps).toEqual([kind, kind, kind]);
  });
});

test("pymodbus with the sensor's registers is read by the sensor's profile", async ({ skip }) => {
  skip(pymodbusMissing !== null, pymodbusMissing ?? "");
  const pair = await portPair();
  cleanUp = [pair.remove, ...cleanUp];
  const server = await startBeside(python, [join(rigs, "pymodbus_rtu_server.py"), pair.otherPath, "9600"], pair.otherPath);
  cleanUp = [server.end, ...cleanUp];
  await untilServing(pair.path);
  const polls: ConditionRead[] = [];
  const asked = { path: pair.path, profile: "witmotion.wtvb01-485", count: 8, everyMs: 67 };
  const summary = valueOf(await instruments.read(asked, (event) => void (event.kind === "poll" && polls.push(event.read))));
  expect(summary).toMatchObject({ polls: 8, gaps: 0 });
  const steady = ["acceleration-x", "acceleration-y", "displacement-x", "frequency-x", "frequency-z"];
  expect(polls.map((poll) => new Map(channelsAndValues(poll))).map((poll) => steady.map((name) => poll.get(name)))).toEqual(
    polls.map(() => ["1", "-0.00146484375", "31", "24.8", "49.7"]),
  );
});

test("a line that hangs up in mid-stream is named at once, and the host does not spin", async ({ skip }) => {
  skip(rigsMissing !== null, rigsMissing ?? "");
  const rig = await startRig("hangup_pty.py", "5000");
  await instruments.listPorts();
  const before = await processorTicks(instruments.hostPid());
  let bytes = 0;
  const outcome = await instruments.capture({ path: rig.link }, ({ raw }) => {
    if (bytes === 0) rig.signal("SIGUSR1");
    bytes += raw.length / 2;
  });
  expect(outcome).toMatchObject({ ok: false, failure: { kind: "portVanished", message: expect.stringContaining("is kept") } });
  expect(bytes).toBeGreaterThan(0);
  await pause(time, 1000);
  // A host that spins uses 75 ticks a second: until the watchdog ends it after three seconds, or for ever.
  expect((await processorTicks(instruments.hostPid())) - before).toBeLessThan(75);
});

/** The server makes no file when it is ready, so it is asked until it answers. */
const untilServing = async (path: string): Promise<void> => {
  for (let tries = 0; tries < 60; tries++) {
    const outcome = await instruments.read({ path, map: "u16@0x1a:1", unit: 80, count: 1, timeoutMs: 100 }, () => undefined);
    if (kindOf(outcome) === "success") return;
    await pause(time, 100);
  }
  throw new Error("pymodbus does not answer");
};

/** User and system time of a process, in hundredths of a second (proc(5), fields 14 and 15). */
const processorTicks = async (pid: number | undefined): Promise<number> => {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  return Number(fields[11]) + Number(fields[12]);
};
