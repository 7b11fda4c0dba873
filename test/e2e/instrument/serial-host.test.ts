/** The serial host as a process of its own over virtual serial ports: what it reads, what it says, and what it survives. */
import { execFileSync, fork } from "node:child_process";
import { chmod, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { usualLineSettings } from "../../../shared/condition/line-settings.ts";
import { openGuardedPort } from "../../../main/instrument/guarded-port.ts";
import { forkSerialHost, linkOfChild, serialHostProgram, type HostLink } from "../../../main/instrument/host-link.ts";
import { nodeHostTime, pause } from "../../../main/instrument/host-time.ts";
import { createInstrumentService, type InstrumentService } from "../../../main/instrument/instrument-service.ts";
import { readProfileShelf } from "../../../main/instrument/profile-shelf.ts";
import type { ReadingEvent } from "../../../main/instrument/resumed-reading.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { portPair, portWithSlave, virtualPortsMissing, type VirtualPort } from "../../doubles/virtual-port.ts";

const time = nodeHostTime();
const profiles = valueOf(await readProfileShelf(fileURLToPath(new URL("../../../fixtures/instrument", import.meta.url))));
let cleanUp: ReadonlyArray<() => Promise<void>> = [];

afterEach(async () => {
  for (const step of cleanUp) await step();
  cleanUp = [];
});

/** One host for all tests that do not end theirs. */
const instruments = createInstrumentService({ fork: () => forkSerialHost({ simulator: true }), profiles, time });

afterAll(() => instruments.close());

/** A service with a host of its own. */
const serviceOf = (start: () => HostLink): InstrumentService => {
  const created = createInstrumentService({ fork: start, profiles, time });
  cleanUp = [created.close, ...cleanUp];
  return created;
};

const port = async (made: Promise<VirtualPort>): Promise<VirtualPort> => {
  const virtual = await made;
  cleanUp = [...cleanUp, virtual.remove];
  return virtual;
};

/** Collects what a reading streams; `until` resolves when so many polls are here. */
const collector = () => {
  const events: ReadingEvent[] = [];
  let waiting: { readonly polls: number; readonly resolve: () => void } | null = null;
  const polls = () => events.filter((event) => event.kind === "poll");
  return {
    take: (event: ReadingEvent): void => {
      events.push(event);
      if (waiting !== null && polls().length >= waiting.polls) waiting.resolve();
    },
    until: (count: number): Promise<void> =>
      new Promise((resolve) => {
        waiting = { polls: count, resolve };
        if (polls().length >= count) resolve();
      }),
    polls,
    gaps: () => events.filter((event) => event.kind === "gap").map(({ gap }) => gap.kind),
    values: () => polls().map(({ read }) => read.readings.map(({ channel, value }) => `${channel}=${value}`).join(" ")),
  };
};

const map = "u16@0x0010:2";
const values = "16=16 17=17";

describe("a reading", () => {
  test("of simulated registers needs no port, and says that it is simulated", async () => {
    const seen = collector();
    const summary = valueOf(await instruments.read({ path: "sim:registers", map, count: 3 }, seen.take));
    expect(summary).toMatchObject({ polls: 3, readings: 6, gaps: 0, instrument: { simulated: true, port: "sim:registers" } });
    expect(seen.values()).toEqual([values, values, values]);
  });

  test("of the simulated sensor goes by its profile", async () => {
    const seen = collector();
    await instruments.read({ path: "sim:wtvb01", profile: "witmotion.wtvb01-485", count: 2, everyMs: 67 }, seen.take);
    const [first] = seen.polls();
    expect(first?.read.instrument).toMatchObject({ profile_id: "witmotion.wtvb01-485", unit: 80, simulated: true });
    expect(first?.read.readings).toHaveLength(13);
  });

  test("of another instrument than the profile's is refused before any value", async () => {
    const seen = collector();
    const outcome = await instruments.read({ path: "sim:registers", profile: "witmotion.wtvb01-485", count: 1 }, seen.take);
    expect(kindOf(outcome)).toBe("wrongInstrument");
    expect(seen.polls()).toEqual([]);
  });

  test("over a serial port is stamped, framed and digested", async ({ skip }) => {
    skip(virtualPortsMissing !== null, virtualPortsMissing ?? "");
    const { path } = await port(portWithSlave("registers", "ok"));
    const seen = collector();
    valueOf(await instruments.read({ path, map, unit: 9, count: 2 }, seen.take));
    const [one, two] = seen.polls().map(({ read }) => read);
    expect(one).toMatchObject({
      request: { address: 16, count: 2, function_code: 3, unit: 9 },
      instrument: { port: path, simulated: false, unit: 9, profile_id: "register-map" },
    });
    expect(one?.reply.raw.startsWith("09030400100011")).toBe(true);
    expect(two?.reply.mono_us).toBeGreaterThan(one?.reply.mono_us ?? 0);
  });

  test("ends at the signal, in order, and leaves the port free", async ({ skip }) => {
    skip(virtualPortsMissing !== null, virtualPortsMissing ?? "");
    const { path } = await port(portWithSlave("registers", "ok"));
    const controller = new AbortController();
    const seen = collector();
    const reading = instruments.read({ path, map }, seen.take, controller.signal);
    await seen.until(3);
    controller.abort();
    expect(valueOf(await reading).polls).toBe(seen.polls().length);
    expect(valueOf(await instruments.read({ path, map, count: 1 }, seen.take)).polls).toBe(1);
  });
});

describe("a failure", () => {
  test.each([
    ["an unknown port", "/dev/there-is-no-such-port", "portUnknown"],
    ["a file", serialHostProgram, "portUnusable"],
    ["an unknown simulated instrument", "sim:toaster", "portUnknown"],
    ["a device that does not answer", "sim:wtvb01", "noReply"],
  ])("%s", async (_name, path, kind) => {
    const outcome = await instruments.read({ path, map, unit: 1, count: 1, timeoutMs: 20 }, () => undefined);
    expect(kindOf(outcome)).toBe(kind);
  });

  test("the simulator is off unless it is switched on", async () => {
    const outcome = await serviceOf(() => forkSerialHost({ simulator: false })).read({ path: "sim:wtvb01", map, count: 1 }, () => undefined);
    expect(kindOf(outcome)).toBe("simulatorOff");
  });

  test("a port that another program has open", async ({ skip }) => {
    skip(virtualPortsMissing !== null, virtualPortsMissing ?? "");
    const { path } = await port(portWithSlave("registers", "ok"));
    const holder = await openGuardedPort(path, usualLineSettings);
    cleanUp = [holder.close, ...cleanUp];
    const outcome = await instruments.read({ path, map, count: 1 }, () => undefined);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "portBusy" } });
  });

  test("a port that this program reads already", async () => {
    const controller = new AbortController();
    const seen = collector();
    const first = instruments.read({ path: "sim:registers", map, everyMs: 50 }, seen.take, controller.signal);
    await seen.until(1);
    const second = await instruments.read({ path: "sim:registers", map, count: 1 }, () => undefined);
    controller.abort();
    expect(second).toMatchObject({ ok: false, failure: { kind: "portBusy", message: expect.stringContaining("by this program") } });
    expect(kindOf(await first)).toBe("success");
  });

  test("a port without permission, with the command that gives it", async ({ skip }) => {
    skip(virtualPortsMissing !== null, virtualPortsMissing ?? "");
    const asRoot = process.getuid?.() === 0;
    skip(asRoot && !nobodyCanRun(), "a port without permission: the user nobody cannot run the program from this folder");
    const { path } = await port(portWithSlave("registers", "ok"));
    await chmod(path, 0o600);
    if (!asRoot) await chmod(path, 0);
    const outcome = await (asRoot ? serviceOf(forkAsNobody) : instruments).read({ path, map, count: 1 }, () => undefined);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "portDenied", message: expect.stringContaining("sudo usermod -aG dialout $USER") } });
  });

  test("a port that vanishes while reading is named, and what was read is kept", async ({ skip }) => {
    skip(virtualPortsMissing !== null, virtualPortsMissing ?? "");
    const virtual = await port(portWithSlave("registers", "ok"));
    const seen = collector();
    const reading = instruments.read({ path: virtual.path, map, everyMs: 20 }, seen.take);
    await seen.until(4);
    await virtual.hangUp();
    const outcome = await reading;
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "portVanished", message: expect.stringContaining("is kept") } });
    expect(seen.values()).toEqual(seen.values().map(() => values));
    expect(seen.polls().length).toBeGreaterThanOrEqual(4);
  });
});

describe("the end of the host in the middle of a reading", () => {
  test("loses nothing that was read, is said, and the reading goes on with the next poll", async ({ skip }) => {
    skip(virtualPortsMissing !== null, virtualPortsMissing ?? "");
    const { path } = await port(portWithSlave("registers", "ok"));
    const seen = collector();
    const reading = instruments.read({ path, map, count: 30, everyMs: 10, timeoutMs: 100 }, seen.take);
    await seen.until(5);
    const killed = instruments.hostPid();
    process.kill(killed ?? 0, "SIGKILL");
    const summary = valueOf(await reading);
    expect(summary.polls).toBe(30);
    expect(seen.values()).toEqual(Array.from({ length: 30 }, () => values));
    expect(seen.gaps().filter((kind) => kind !== "overrun")).toEqual(["hostStopped"]);
    expect(instruments.hostPid()).not.toBe(killed);
  });

  test("again and again ends the reading with a reason", async () => {
    const dies = (): HostLink => ({
      post: () => undefined,
      onMessage: () => undefined,
      ended: Promise.resolve("signal SIGSEGV"),
      kill: () => undefined,
      pid: undefined,
    });
    const impatient = { ...time, after: (millis: number, action: () => void) => time.after(millis / 100, action) };
    const seen = collector();
    const outcome = await createInstrumentService({ fork: dies, profiles, time: impatient }).read({ path: "sim:registers", map, count: 1 }, seen.take);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "hostFailed", message: expect.stringContaining("SIGSEGV") } });
    expect(seen.gaps()).toEqual(Array.from({ length: 5 }, () => "hostStopped"));
  });

  test("a lost port is opened again when that is wished", async ({ skip }) => {
    skip(virtualPortsMissing !== null, virtualPortsMissing ?? "");
    const first = await port(portWithSlave("registers", "ok"));
    const second = await port(portWithSlave("registers", "ok"));
    const seen = collector();
    const reading = instruments.read({ path: first.path, map, count: 12, everyMs: 20, timeoutMs: 100, reconnect: true }, seen.take);
    await seen.until(4);
    await first.hangUp();
    await rename(second.path, first.path);
    expect(valueOf(await reading).polls).toBe(12);
    expect(seen.gaps().filter((kind) => kind !== "overrun")).toEqual(["portVanished"]);
  });
});

describe("besides reading", () => {
  test("a probe names the instrument, explains each step, and never writes", async ({ skip }) => {
    skip(virtualPortsMissing !== null, virtualPortsMissing ?? "");
    const { path } = await port(portWithSlave("wtvb01", "ok"));
    const report = valueOf(await instruments.probe(path));
    expect(report.verdict).toBe(`The instrument on ${path} answers as witmotion.wtvb01-485.`);
    expect(report.trials[0]?.explanation).toContain("9600 8N1, unit 80, register 26 (function 3): answered 80");
    expect(report.trials[0]?.explanation).toContain("not yet confirmed on a real unit");
  });

  test("a probe of something else says what it answered", async () => {
    const report = valueOf(await instruments.probe("sim:registers"));
    expect(report.trials.map(({ result }) => result)).toEqual(["different"]);
    expect(report.verdict).toContain("as none of the known profiles");
  });

  test("a capture takes down bytes as they come, within its bounds", async ({ skip }) => {
    skip(virtualPortsMissing !== null, virtualPortsMissing ?? "");
    const { path, otherPath } = await port(portPair());
    const raw: string[] = [];
    const writing = new AbortController();
    const capture = instruments.capture({ path, bytesMax: 12, millisMax: 20_000 }, ({ raw: hex }) => raw.push(hex));
    const write = async (): Promise<void> => {
      while (!writing.signal.aborted) {
        await writeFile(otherPath, "VIB,2.31");
        await pause(time, 50);
      }
    };
    const written = write();
    const summary = valueOf(await capture);
    writing.abort();
    await written;
    expect(summary.bytes).toBe(12);
    expect(Buffer.from(raw.join(""), "hex").toString()).toMatch(/^[VIB,2.31]{12}$/);
  });

  test("the list of ports comes with a remark, also where the system's helper is missing", async () => {
    const bare = (): HostLink =>
      linkOfChild(fork(serialHostProgram, [], { execArgv: [], env: { PATH: "" }, stdio: ["ignore", "ignore", "inherit", "ipc"] }));
    expect(valueOf(await instruments.listPorts()).remark).toContain("can be typed as a path");
    const list = valueOf(await serviceOf(bare).listPorts());
    expect(list.remark).toContain("can be typed as a path");
    expect(list.ports.every(({ path }) => path.startsWith("/dev/") || path.startsWith("COM"))).toBe(true);
  });
});

/** The id of the user nobody on Linux. */
const nobody = 65_534;

const forkAsNobody = (): HostLink =>
  linkOfChild(fork(serialHostProgram, [], { execArgv: [], uid: nobody, gid: nobody, stdio: ["ignore", "ignore", "inherit", "ipc"] }));

const nobodyCanRun = (): boolean => {
  try {
    execFileSync(process.execPath, ["--check", serialHostProgram], { uid: nobody, gid: nobody, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
