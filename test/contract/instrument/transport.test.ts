/** What every transport owes its user; the serial port and the simulator pass the same tests. */
import { afterEach, describe, expect, test } from "vitest";
import { usualLineSettings } from "../../../shared/condition/line-settings.ts";
import { requestFrame, type ReadRequest } from "../../../shared/condition/read-request.ts";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { nodeHostTime } from "../../../main/instrument/host-time.ts";
import { createModbusLine } from "../../../main/instrument/modbus-line.ts";
import { openTransportWith } from "../../../main/instrument/open-transport.ts";
import type { SlaveFault } from "../../../main/instrument/simulated-slave.ts";
import type { Chunk, Transport } from "../../../main/instrument/transport.ts";
import { portWithSlave, virtualPortsMissing } from "../../doubles/virtual-port.ts";

/** A line to a device whose register n holds n. */
interface Setup {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

interface Kind {
  readonly name: string;
  readonly missing: string | null;
  readonly setUp: (fault: SlaveFault) => Promise<Setup>;
}

const kinds: ReadonlyArray<Kind> = [
  { name: "simulator", missing: null, setUp: (fault) => Promise.resolve({ path: `sim:registers/${fault}`, remove: () => Promise.resolve() }) },
  { name: "serial port", missing: virtualPortsMissing, setUp: (fault) => portWithSlave("registers", fault) },
];

const time = nodeHostTime();
const open = openTransportWith({ simulator: true });
const request: ReadRequest = { unit: 1, function_code: 3, address: 16, count: 4 };
const reply = "010308001000110012001399dd";

/** How many reads come to what under each fault. */
const expectedByFault: ReadonlyArray<{ readonly fault: SlaveFault; readonly reads: number; readonly each: string }> = [
  { fault: "ok", reads: 8, each: reply },
  { fault: "late", reads: 8, each: reply },
  { fault: "noise", reads: 8, each: reply },
  { fault: "echo", reads: 8, each: reply },
  { fault: "split", reads: 8, each: reply },
  { fault: "crc", reads: 8, each: reply },
  { fault: "except", reads: 8, each: "exception" },
  { fault: "short", reads: 2, each: "shortFrame" },
];

describe.each(kinds)("transport: $name", ({ missing, setUp }) => {
  let cleanUp: ReadonlyArray<() => Promise<void>> = [];

  const connect = async (fault: SlaveFault): Promise<Transport> => {
    const { path, remove } = await setUp(fault);
    cleanUp = [remove, ...cleanUp];
    const opened = await open(path, usualLineSettings, time);
    if (!opened.ok) throw new Error(opened.failure.message);
    cleanUp = [opened.value.close, ...cleanUp];
    return opened.value;
  };

  afterEach(async () => {
    for (const step of cleanUp) await step();
    cleanUp = [];
  });

  test("carries a request and its reply, stamped as it comes", async ({ skip }) => {
    skip(missing !== null, missing ?? "");
    const transport = await connect("split");
    const chunks: Chunk[] = [];
    const whole = new Promise<void>((resolve) => {
      transport.listen((chunk) => {
        chunks.push(chunk);
        if (chunks.reduce((sum, { bytes }) => sum + bytes.length, 0) >= reply.length / 2) resolve();
      });
    });
    await transport.write(requestFrame(request));
    await whole;
    expect(chunks.map(({ bytes }) => hexOf(bytes)).join("")).toBe(reply);
    expect(chunks.map(({ mono_us }) => mono_us)).toEqual(chunks.map(({ mono_us }) => mono_us).toSorted((left, right) => left - right));
    expect(chunks.every(({ at }) => at >= (chunks[0]?.at ?? ""))).toBe(true);
  });

  test("says that it is lost when the other side hangs up, and takes no more bytes", async ({ skip }) => {
    skip(missing !== null, missing ?? "");
    const transport = await connect("vanish");
    for (let asked = 0; asked < 5; asked++) await transport.write(requestFrame(request));
    expect(await transport.lost).toMatchObject({ kind: "portVanished" });
    expect(await transport.write(requestFrame(request))).toMatchObject({ ok: false, failure: { kind: "portVanished" } });
  });

  test("closes twice without harm, at once after opening too", async ({ skip }) => {
    skip(missing !== null, missing ?? "");
    const { path, remove } = await setUp("ok");
    cleanUp = [remove];
    for (let times = 0; times < 20; times++) {
      const opened = await open(path, usualLineSettings, time);
      expect(opened).toMatchObject({ ok: true, value: { path } });
      if (opened.ok) await Promise.all([opened.value.close(), opened.value.close()]);
    }
  });

  test.for(expectedByFault)("$reads reads under $fault", async ({ fault, reads, each }, { skip }) => {
    skip(missing !== null, missing ?? "");
    const line = createModbusLine(await connect(fault), time, { line: usualLineSettings, timeoutMs: 1000, lateWindowMs: 1500 });
    const results: string[] = [];
    for (let read = 0; read < reads; read++) {
      const polled = await line.poll(request);
      results.push(polled.ok ? hexOf(polled.value.frame) : polled.failure.kind);
    }
    expect(results).toEqual(Array.from({ length: reads }, () => each));
  });
});
