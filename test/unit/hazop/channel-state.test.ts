/** Readings against limits: delay, dead band, silence, doubt and units. */
import { describe, expect, test } from "vitest";
import { channelStateAt } from "../../../shared/hazop/channel-state.ts";
import type { ChannelBound } from "../../../shared/hazop/hazop-body.ts";
import type { ChannelReading } from "../../../shared/hazop/study-record.ts";
import { isDecimal, type Decimal } from "../../../shared/quantity/decimal.ts";
import { instant } from "../../doubles/study-double.ts";

const decimal = (text: string): Decimal => {
  if (!isDecimal(text)) throw new Error(`${text} is no decimal`);
  return text;
};
const bound = (more: Partial<ChannelBound> = {}) => ({
  at: instant("2026-01-01T00:00:00Z"),
  body: {
    asset: "a",
    channel: "p",
    dead_band: decimal("0.5"),
    delay_s: 10,
    deviation: "d",
    limits: { action_high: null, action_low: decimal("12"), alert_high: decimal("30"), alert_low: decimal("15") },
    remark: null,
    stale_after_s: 60,
    unit: "bar",
    ...more,
  },
  id: "binding",
});
const reading = (second: number, value: string | null, more: Partial<ChannelReading> = {}): ChannelReading => ({
  at: instant(`2026-01-01T00:00:${String(second).padStart(2, "0")}Z`),
  channel: "p",
  id: `r${second}`,
  quality: "good",
  unit: "bar",
  value: value === null ? null : decimal(value),
  ...more,
});
const stateAt = (second: number, readings: ChannelReading[], more: Partial<ChannelBound> = {}) =>
  channelStateAt(
    bound(more),
    [{ asset: "a", changes: [], defects: [], readings, repairs: [], tag: null }],
    instant(
      `2026-01-01T00:${String(Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")}Z`,
    ),
  );

describe("a bound channel", () => {
  test("raises a level only when it was left for longer than the delay, and says which reading left it", () => {
    const low = [reading(1, "16"), reading(2, "14.9"), reading(8, "14.8")];
    expect(stateAt(12, low).state).toBe("OK");
    expect(stateAt(13, low)).toMatchObject({
      protection: { reasons: [{ records: ["r2", "r8"], rule: "R7" }], state: "DEVIATING" },
      state: "ALERT",
    });
    expect(stateAt(13, [...low, reading(9, "15")]).state).toBe("OK");
  });

  test("counts each level by itself, the action level first", () => {
    const falling = [reading(1, "14"), reading(20, "11"), reading(31, "11.5")];
    expect(stateAt(30, falling).state).toBe("ALERT");
    expect(stateAt(31, falling).raised.map(({ level, since }) => [level, since.slice(17, 19)])).toEqual([
      ["ACTION", "20"],
      ["ALERT", "01"],
    ]);
  });

  test("clears inside the dead band only, on either side", () => {
    const low = [reading(1, "14"), reading(15, "14"), reading(20, "15.4")];
    expect(stateAt(20, low).state).toBe("ALERT");
    expect(stateAt(21, [...low, reading(21, "15.5")]).state).toBe("OK");
    const high = [reading(1, "31"), reading(15, "31"), reading(20, "29.6")];
    expect(stateAt(20, high).state).toBe("ALERT");
    expect(stateAt(21, [...high, reading(21, "29.5")]).state).toBe("OK");
  });

  test("that is silent, lost, doubted or of another unit is unknown and watches nothing", () => {
    expect(stateAt(60, []).protection.state).toBe("PROTECTED");
    expect(stateAt(61, [])).toMatchObject({
      protection: { reasons: [{ records: ["binding"], rule: "R9" }], state: "UNMONITORED" },
      state: "UNKNOWN",
    });
    expect(stateAt(6, [reading(5, null, { quality: "no answer" })]).protection.reasons[0]?.text).toContain("no answer");
    expect(stateAt(6, [reading(5, "20", { quality: "expired-cal" })]).state).toBe("UNKNOWN");
    expect(stateAt(6, [reading(5, "20", { unit: "[psi]" })])).toMatchObject({
      protection: { reasons: [{ rule: "R10" }] },
      state: "UNKNOWN",
    });
    expect(stateAt(6, [reading(5, null), reading(6, "20")]).state).toBe("OK");
  });

  test("that falls silent while a level is raised stays deviating: silence is no recovery", () => {
    const low = [reading(1, "14"), reading(15, "14")];
    expect(stateAt(100, low)).toMatchObject({ protection: { state: "DEVIATING" }, state: "UNKNOWN" });
  });
});
