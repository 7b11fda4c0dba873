/** Where a window opens: as it was left, never where nobody can see it. Lengths in pixels. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leastWindow, placeOnScreens } from "../../../main/shell/electron/window-place.ts";

const laptop = { x: 0, y: 0, width: 1280, height: 760 };
const beside = { x: 1280, y: -200, width: 1920, height: 1040 };
const left = { x: 1500, y: 100, width: 1000, height: 700, maximized: true };

describe("a window", () => {
  test("opens in the middle of the first screen where it was never left", () => {
    expect(placeOnScreens(null, [{ x: 0, y: 0, width: 1920, height: 1040 }])).toEqual({
      x: 280,
      y: 80,
      width: 1360,
      height: 880,
      maximized: false,
    });
  });

  test("opens where it was left, and in the middle of another screen once that one is gone", () => {
    expect(placeOnScreens(left, [laptop, beside])).toEqual(left);
    expect(placeOnScreens(left, [laptop])).toEqual({ x: 140, y: 30, width: 1000, height: 700, maximized: true });
  });

  test("is made to fit a smaller screen, and opens in the middle where its title bar is above all screens", () => {
    expect(placeOnScreens({ ...left, x: 0, y: 0, width: 3000, height: 2000 }, [laptop])).toMatchObject({
      x: 0,
      y: 0,
      width: 1280,
      height: 760,
    });
    expect(placeOnScreens({ ...left, x: 100, y: -30 }, [laptop])).toMatchObject({ x: 140, y: 30 });
  });
});

test("whatever was kept and whatever screens there are, the title bar is seen on one of them", () => {
  const length = fc.integer({ min: -5_000, max: 5_000 });
  const screen = fc.record({
    x: length,
    y: length,
    width: fc.integer({ min: 800, max: 4_000 }),
    height: fc.integer({ min: 560, max: 3_000 }),
  });
  const kept = fc.record({
    x: length,
    y: length,
    width: fc.integer({ min: 1, max: 9_000 }),
    height: fc.integer({ min: 1, max: 9_000 }),
    maximized: fc.boolean(),
  });
  fc.assert(
    fc.property(kept, fc.array(screen, { minLength: 1, maxLength: 4 }), (place, screens) => {
      const opened = placeOnScreens(place, screens);
      const isSeen = screens.some(
        ({ x, y, width, height }) =>
          opened.y >= y &&
          opened.y + 40 <= y + height &&
          Math.min(opened.x + opened.width, x + width) - Math.max(opened.x, x) >= 120,
      );
      expect(isSeen).toBe(true);
      expect(opened.width).toBeGreaterThanOrEqual(leastWindow.width);
    }),
    { seed: 20261122, numRuns: 2_000 },
  );
});
