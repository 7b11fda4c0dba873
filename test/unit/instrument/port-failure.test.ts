/** What a user reads when a port does not open, and what stands in the way of a reading before any port is touched. */
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openFailure } from "../../../main/instrument/port-failure.ts";
import { readProfileShelf } from "../../../main/instrument/profile-shelf.ts";
import { planReading, type ReadingRequest } from "../../../main/instrument/reading-request.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

describe("a port that does not open", () => {
  const device = { exists: true, isDevice: true, group: "dialout" };

  test.each([
    ["Error: No such file or directory, cannot open /dev/ttyUSB7", device, "portUnknown", "There is no port /dev/ttyUSB7"],
    ["", { exists: false, isDevice: false, group: null }, "portUnknown", "There is no port /dev/ttyUSB7"],
    ["Error: Permission denied, cannot open /dev/ttyUSB7", device, "portDenied", "sudo usermod -aG dialout $USER"],
    ["Error: Permission denied, cannot open /dev/ttyUSB7", { ...device, group: "uucp" }, "portDenied", "sudo usermod -aG uucp $USER"],
    ["Error: Permission denied, cannot open /dev/ttyUSB7", { ...device, group: "root" }, "portDenied", "sudo usermod -aG dialout $USER"],
    ["Error Resource temporarily unavailable Cannot lock port", device, "portBusy", "Another program has the port /dev/ttyUSB7 open"],
    ["Opening COM3: Access denied", device, "portBusy", "Another program"],
    ["", { ...device, isDevice: false }, "portUnusable", "is not a serial port but a file"],
    ["Error: Invalid parity setting 2", device, "portUnusable", "Invalid parity setting 2"],
  ] as const)("%s", (reason, facts, kind, words) => {
    const failure = openFailure("/dev/ttyUSB7", reason, facts);
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(words);
  });
});

describe("a reading that is asked for wrongly", () => {
  const request: ReadingRequest = { path: "/dev/ttyUSB0", map: "u16@0:8" };
  const plan = async (asked: ReadingRequest) =>
    planReading(valueOf(await readProfileShelf(fileURLToPath(new URL("../../../fixtures/instrument", import.meta.url)))), asked);

  test.each<readonly [string, ReadingRequest, string]>([
    ["neither profile nor map", { path: "/dev/ttyUSB0" }, "settingInvalid"],
    ["both of them", { ...request, profile: "witmotion.wtvb01-485" }, "settingInvalid"],
    ["no port", { ...request, path: "" }, "settingInvalid"],
    ["the broadcast address", { ...request, unit: 0 }, "settingInvalid"],
    ["no reading at all", { ...request, count: 0 }, "settingInvalid"],
    ["half a millisecond", { ...request, everyMs: 0.5 }, "settingInvalid"],
    ["a speed that no line has", { ...request, baudRate: 3 }, "settingInvalid"],
    ["a timeout of an hour", { ...request, timeoutMs: 3_600_000 }, "settingInvalid"],
    ["faster than the instrument can", { path: "/dev/ttyUSB0", profile: "witmotion.wtvb01-485", everyMs: 10 }, "settingInvalid"],
    ["a map that is none", { path: "/dev/ttyUSB0", map: "8 registers" }, "mapInvalid"],
    ["a profile that nobody has", { path: "/dev/ttyUSB0", profile: "acme" }, "profileUnknown"],
  ])("%s", async (_name, asked, kind) => {
    expect(kindOf(await plan(asked))).toBe(kind);
  });

  test("what the installation says goes before what the profile says", async () => {
    const planned = valueOf(await plan({ path: "/dev/ttyUSB0", profile: "witmotion.wtvb01-485", unit: 7, baudRate: 115_200, parity: "even" }));
    expect(planned.target).toMatchObject({ unit: 7, line: { baud_rate: 115_200, data_bits: 8, parity: "even", stop_bits: 1 }, timeout_ms: 500 });
    expect(planned).toMatchObject({ rounds: null, every_ms: 1000, reconnect: false });
  });
});
