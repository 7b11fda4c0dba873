/** No reply is ever taken for the reply to another request, in whatever mix replies come late, damaged, behind noise or not at all. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { usualLineSettings } from "../../../shared/condition/line-settings.ts";
import type { ReadRequest } from "../../../shared/condition/read-request.ts";
import { createModbusLine } from "../../../main/instrument/modbus-line.ts";
import { lateReplyMsMax } from "../../../shared/condition/reply-doubt.ts";
import { pause } from "../../../main/instrument/host-time.ts";
import { lateDevice, prompt, type Fate } from "../../doubles/late-device.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { virtualTime } from "../../doubles/virtual-time.ts";

const timing = { line: { ...usualLineSettings, baud_rate: 115_200 }, timeoutMs: 1000, lateWindowMs: 1500 };

/** A reply that is later than that is what no master can tell from a new one, and what the project states as its limit. */
const isWithinLimit = (fates: ReadonlyArray<Fate>): boolean => fates.reduce((sum, { delayMs }) => sum + delayMs, 0) < lateReplyMsMax;

/** Several requests of the same shape with different values, so that a mix-up shows. */
const requestArbitrary: fc.Arbitrary<ReadRequest> = fc.record({
  unit: fc.constant(1),
  function_code: fc.constantFrom(3, 4),
  address: fc.constantFrom(0, 100, 200),
  count: fc.constantFrom(1, 2, 8),
});

const fateArbitrary: fc.Arbitrary<Fate> = fc.record({
  delayMs: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 50 }) }, { weight: 2, arbitrary: fc.integer({ min: 900, max: 9000 }) }),
  dropped: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
  damagedAt: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.integer({ min: 0, max: 30 })),
  noise: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 12 })),
  againMs: fc.constant(null),
  byteMs: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 60 })),
});

const valuesOf = (frame: Uint8Array): ReadonlyArray<number> => {
  const view = new DataView(frame.buffer, frame.byteOffset + 3, frame.length - 5);
  return Array.from({ length: view.byteLength / 2 }, (_, index) => view.getUint16(2 * index));
};

const expectedOf = ({ address, count }: ReadRequest): ReadonlyArray<number> => Array.from({ length: count }, (_, index) => address + index);

const pollAll = async (fates: ReadonlyArray<Fate>, polls: ReadonlyArray<{ readonly request: ReadRequest; readonly pauseMs: number }>) => {
  const time = virtualTime();
  const line = createModbusLine(lateDevice(fates, time), time, timing);
  const results: Array<{ readonly request: ReadRequest; readonly values: ReadonlyArray<number> | null }> = [];
  for (const { request, pauseMs } of polls) {
    const polled = await time.passUntil(line.poll(request));
    results.push({ request, values: polled.ok ? valuesOf(polled.value.frame) : null });
    await time.passUntil(pause(time, pauseMs));
  }
  return results;
};

test("a value always belongs to the registers that were asked for", async () => {
  let goodReads = 0;
  const polls = fc.array(fc.record({ request: requestArbitrary, pauseMs: fc.constantFrom(0, 300, 5000) }), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(fateArbitrary, { minLength: 1, maxLength: 20 }).filter(isWithinLimit), polls, async (fates, asked) => {
      const good = (await pollAll([...fates, prompt], asked)).filter(({ values }) => values !== null);
      goodReads += good.length;
      expect(good.map(({ values }) => values)).toEqual(good.map(({ request }) => expectedOf(request)));
    }),
    { seed: 20_260_301, numRuns: 400 },
  );
  expect(goodReads).toBeGreaterThan(400);
});

test("after one late reply every further read is good again", async () => {
  const lateOnce = fc.integer({ min: 1001, max: 20_000 }).map((delayMs): ReadonlyArray<Fate> => [prompt, { ...prompt, delayMs }, prompt]);
  const requests = fc.array(requestArbitrary.filter(({ count }) => count > 1), { minLength: 10, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(lateOnce, requests, async (fates, asked) => {
      const results = await pollAll(fates, asked.map((request) => ({ request, pauseMs: 3000 })));
      const lastOnes = results.slice(-3).map(({ values }) => values);
      expect(lastOnes).toEqual(asked.slice(-3).map(expectedOf));
    }),
    { seed: 20_260_302, numRuns: 100 },
  );
});

test("a device that always answers too late gives values that are marked as late", async () => {
  const time = virtualTime();
  const line = createModbusLine(lateDevice([{ ...prompt, delayMs: 1200 }], time), time, timing);
  for (const address of [0, 100, 200, 0]) {
    const request: ReadRequest = { unit: 1, function_code: 3, address, count: 8 };
    const polled = valueOf(await time.passUntil(line.poll(request)));
    expect(polled.suspectLate).toBe(true);
    expect(valuesOf(polled.frame)).toEqual(expectedOf(request));
  }
});

test("a device that answers everything twice gives no value to the wrong registers", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 140 }), fc.array(requestArbitrary, { minLength: 2, maxLength: 12 }), async (againMs, asked) => {
      const results = await pollAll([{ ...prompt, againMs }], asked.map((request) => ({ request, pauseMs: 0 })));
      expect(results.map(({ values }) => values)).toEqual(asked.map(expectedOf));
    }),
    { seed: 20_260_303, numRuns: 200 },
  );
});

test("a reply that trickles in past its deadline is taken whole", async () => {
  const time = virtualTime();
  const line = createModbusLine(lateDevice([{ ...prompt, byteMs: 90 }], time), time, timing);
  const polled = valueOf(await time.passUntil(line.poll({ unit: 1, function_code: 3, address: 0, count: 8 })));
  expect(polled.suspectLate).toBe(false);
});

test("a device that was silent for minutes is read again as soon as it answers", async () => {
  const silent: Fate = { ...prompt, dropped: true };
  const request: ReadRequest = { unit: 1, function_code: 3, address: 100, count: 8 };
  const fates = [...Array.from({ length: 60 }, () => silent), prompt];
  const results = await pollAll(fates, Array.from({ length: 70 }, () => ({ request, pauseMs: 1000 })));
  expect(results[0]?.values).toBeNull();
  expect(results.at(-1)?.values).toEqual(expectedOf(request));
  expect(results.filter(({ values }) => values !== null).length).toBeGreaterThanOrEqual(10);
});
