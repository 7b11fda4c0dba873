/** Frames are checked on threads in their order, with bounds, whatever becomes of the threads. */
import { afterAll, describe, expect, test } from "vitest";
import { createFrameChecker, type CheckedFrames, type FrameChecker } from "../../../main/signature/frame-checker.ts";
import { recordNumber } from "../journal/journal-fixture.ts";
import { framesFrom, inGroups } from "./signed-frames.ts";

const checker = createFrameChecker({ threads: 2 });
afterAll(() => checker.close());

const frames = framesFrom(0, 700);
const ids = Array.from({ length: 700 }, (_, number) => recordNumber(number).id);

/** All ids that were given, and the failure at the end, if there is one. */
const drain = async (checked: CheckedFrames) => {
  const given: string[] = [];
  for await (const group of checked) {
    if (!group.ok) return { given, failure: group.failure };
    given.push(...group.value.map(({ id }) => id));
  }
  return { given, failure: null };
};

const spoiled = (at: number): ReadonlyArray<Uint8Array> =>
  frames.map((frame, index) => (index >= at ? frame.with(frame.length - 100, (frame[frame.length - 100] ?? 0) ^ 1) : frame));

describe("a frame checker", () => {
  test.each([1, 50, 128, 700])("gives all records in their order, from groups of %d", async (size) => {
    expect(await drain(checker.check(inGroups(frames, size)))).toEqual({ given: ids, failure: null });
  });

  test("gives records as the frame says, over the caller's own bytes", async () => {
    const [frame] = frames;
    if (frame === undefined) throw new Error("A frame is missing");
    for await (const group of checker.check([[frame]])) {
      const [record] = group.ok ? group.value : [];
      expect(record).toEqual({ ...recordNumber(0), bytes: frame.subarray(129), signature: record?.signature });
      expect(Uint8Array.from(record?.signature ?? [])).toEqual(Uint8Array.from(recordNumber(0).signature));
      expect(record?.bytes.buffer).toBe(frame.buffer);
    }
  });

  test.each([0, 1, 63, 64, 127, 128, 400, 699])("gives the good ones before a bad frame at %d, then the fault, then nothing", async (at) => {
    const { given, failure } = await drain(checker.check(inGroups(spoiled(at), 90)));
    expect(given).toEqual(ids.slice(0, at));
    expect(failure).toMatchObject({ kind: "frameSignature", index: at });
  });

  test("of nothing gives nothing", async () => {
    expect(await drain(checker.check([]))).toEqual({ given: [], failure: null });
    expect(await drain(checker.check([[], []]))).toEqual({ given: [], failure: null });
  });

  test("reads only a little ahead of its consumer", async () => {
    let asked = 0;
    let largest = 0;
    let given = 0;
    const source = function* () {
      for (const group of inGroups([...frames, ...frames, ...frames], 20)) {
        asked += group.length;
        yield group;
      }
    };
    for await (const group of checker.check(source())) {
      largest = Math.max(largest, asked - given);
      given += group.ok ? group.value.length : 0;
      await new Promise((soon) => setTimeout(soon, 1));
    }
    expect(given).toBe(2100);
    expect(largest).toBeLessThanOrEqual(128 * 6 + 20);
  });

  test("gives what has come while its source is silent", async () => {
    let goOn: (() => void) | undefined;
    const source = async function* () {
      yield frames.slice(0, 100);
      await new Promise<void>((resolve) => (goOn = resolve));
      yield frames.slice(100, 110);
    };
    const checked = checker.check(source());
    const first: string[] = [];
    while (first.length < 100) {
      const step = await checked.next();
      const group = step.done === true ? null : step.value;
      first.push(...(group?.ok === true ? group.value.map(({ id }) => id) : ["ended early"]));
    }
    expect(first).toEqual(ids.slice(0, 100));
    goOn?.();
    expect((await drain(checked)).given).toEqual(ids.slice(100, 110));
  });

  test("tells its source when the consumer wants no more, or a frame was bad", async () => {
    let ended = 0;
    const source = function* (all: ReadonlyArray<Uint8Array>) {
      try {
        yield* inGroups(all, 100);
      } finally {
        ended++;
      }
    };
    for await (const group of checker.check(source(frames))) if (group.ok) break;
    expect(ended).toBe(1);
    await drain(checker.check(source(spoiled(5))));
    expect(ended).toBe(2);
  });

  test("passes on what its source throws", async () => {
    const source = function* () {
      yield frames.slice(0, 10);
      throw new Error("the cable was cut");
    };
    await expect(drain(checker.check(source()))).rejects.toThrow("the cable was cut");
  });
});

test("a checker whose threads die still gives every answer", async () => {
  const dying: FrameChecker = createFrameChecker({ threads: 2, program: new URL("./dying-thread.ts", import.meta.url) });
  expect(await drain(dying.check(inGroups(frames, 100)))).toEqual({ given: ids, failure: null });
  const { given, failure } = await drain(dying.check(inGroups(spoiled(300), 100)));
  expect([given.length, failure?.index]).toEqual([300, 300]);
  await dying.close();
});

test("a checker that is closed in the middle of its work answers all the same", async () => {
  const closing = createFrameChecker({ threads: 2 });
  const checked = closing.check(inGroups(frames, 100));
  await checked.next();
  await closing.close();
  expect((await drain(checked)).failure).toBeNull();
});
