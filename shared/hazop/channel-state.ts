/**
 * Readings against the limits of a bound channel at a moment (rules R7, R9, R10): raised after the delay at every
 * level, cleared only inside the dead band; a channel that is stale, lost or of another unit watches nothing.
 */
import { microsBetween, type Instant } from "../clock/instant.ts";
import { compareDecimals, subtractDecimals, addDecimals, type Decimal } from "../quantity/decimal.ts";
import type { ChannelBound } from "./hazop-body.ts";
import { protections, worstOf, type Axis, type Protection, type StateReason } from "./hazop-state.ts";
import { shownTime } from "./shown-time.ts";
import { until, type AssetFacts, type ChannelReading, type Fact } from "./study-record.ts";

/** A limit that was left for longer than its delay. */
export interface RaisedLevel {
  readonly level: "ALERT" | "ACTION";
  readonly side: "low" | "high";
  readonly limit: Decimal;
  /** When the channel left the limit. */
  readonly since: Instant;
  /** The reading that left it. */
  readonly record: string;
}

export interface ChannelState {
  readonly binding: Fact<ChannelBound>;
  /** `UNKNOWN` is never healthy. */
  readonly state: "OK" | "ALERT" | "ACTION" | "UNKNOWN";
  /** Levels that are raised, the action level first. */
  readonly raised: ReadonlyArray<RaisedLevel>;
  readonly last: ChannelReading | null;
  readonly protection: Axis<Protection>;
}

/** The state of one bound channel at a moment, from the readings of its asset. */
export const channelStateAt = (
  binding: Fact<ChannelBound>,
  assets: ReadonlyArray<AssetFacts>,
  at: Instant,
): ChannelState => {
  const { body } = binding;
  const facts = assets.find(({ asset }) => asset === body.asset);
  const readings = until(facts?.readings ?? [], at).filter(({ channel }) => channel === body.channel);
  const last = readings.at(-1) ?? null;
  const blind = blindness(binding, last, at);
  const raised = limitsOf(body).flatMap((limit) => raisedAt(limit, body, readings, at) ?? []);
  const deviating = raised.map((level) => deviationReason(body, level, last));
  return {
    binding,
    state: blind === null ? (raised[0]?.level ?? "OK") : "UNKNOWN",
    raised,
    last,
    // What was raised stays raised until a reading shows that it is over.
    protection: worstOf(protections, "PROTECTED", [
      ...(blind === null ? [] : [{ state: "UNMONITORED" as const, reasons: [blind] }]),
      ...(raised.length === 0 ? [] : [{ state: "DEVIATING" as const, reasons: deviating }]),
    ]),
  };
};

interface Limit {
  readonly level: RaisedLevel["level"];
  readonly side: RaisedLevel["side"];
  readonly value: Decimal;
}

/** The limits that are set, the action level first. */
const limitsOf = ({ limits }: ChannelBound): ReadonlyArray<Limit> => {
  const given = [
    ["ACTION", "low", limits.action_low],
    ["ACTION", "high", limits.action_high],
    ["ALERT", "low", limits.alert_low],
    ["ALERT", "high", limits.alert_high],
  ] as const;
  return given.flatMap(([level, side, value]) => (value === null ? [] : [{ level, side, value }]));
};

/** Follows one limit through the readings; `null` where it is not raised at that moment. */
const raisedAt = (
  { level, side, value: limit }: Limit,
  { dead_band, delay_s, unit }: ChannelBound,
  readings: ReadonlyArray<ChannelReading>,
  at: Instant,
): RaisedLevel | null => {
  let left: ChannelReading | null = null;
  let isRaised = false;
  for (const reading of readings) {
    if (reading.value === null || reading.unit !== unit || untrusted.has(reading.quality)) continue;
    isRaised = isRaised || (left !== null && isLonger(left.at, reading.at, delay_s));
    if (isOutside(reading.value, limit, side)) left ??= reading;
    else if (!isRaised || isInside(reading.value, limit, { dead_band, side })) [left, isRaised] = [null, false];
  }
  if (left === null || !(isRaised || isLonger(left.at, at, delay_s))) return null;
  return { level, limit, record: left.id, side, since: left.at };
};

const isLonger = (from: Instant, to: Instant, seconds: number): boolean =>
  microsBetween(from, to) > seconds * 1_000_000;

const isOutside = (value: Decimal, limit: Decimal, side: Limit["side"]): boolean =>
  side === "low" ? compareDecimals(value, limit) < 0 : compareDecimals(value, limit) > 0;

/** Back by more than the dead band. */
const isInside = (
  value: Decimal,
  limit: Decimal,
  { dead_band, side }: { readonly dead_band: Decimal; readonly side: Limit["side"] },
): boolean =>
  side === "low"
    ? compareDecimals(value, addDecimals(limit, dead_band)) >= 0
    : compareDecimals(value, subtractDecimals(limit, dead_band)) <= 0;

/** Why a channel shows nothing that counts; `null` while it does. */
const blindness = ({ at: boundAt, body, id }: Fact<ChannelBound>, last: ChannelReading | null, at: Instant) => {
  const because = (rule: string, text: string): StateReason => ({
    records: [last?.id ?? id],
    rule,
    text: `${body.channel}: ${text}`,
  });
  const since = last === null || last.at < boundAt ? boundAt : last.at;
  if (body.stale_after_s !== null && isLonger(since, at, body.stale_after_s))
    return because("R9", `no reading since ${shownTime(since)}, expected every ${body.stale_after_s} s.`);
  if (last === null) return null;
  if (last.value === null) return because("R9", `lost at ${shownTime(last.at)}: ${last.quality}.`);
  if (untrusted.has(last.quality)) return because("R9", `its last reading is marked "${last.quality}".`);
  if (last.unit === body.unit) return null;
  return because("R10", `reads in ${last.unit} where the limits are in ${body.unit}: confirm the binding.`);
};

/** Marks of readings that show nothing about the plant. */
const untrusted: ReadonlySet<string> = new Set([
  "stale",
  "no-fix",
  "expired-cal",
  "suspect-late",
  "overload",
  "simulated",
]);

const deviationReason = (
  { channel, unit }: ChannelBound,
  { level, limit, record, side, since }: RaisedLevel,
  last: ChannelReading | null,
): StateReason => ({
  records: [...new Set([record, ...(last === null ? [] : [last.id])])],
  rule: "R7",
  text: `${level}: ${channel} ${last?.value ?? ""} ${unit} is ${side === "low" ? "below" : "above"} ${limit} ${unit} since ${shownTime(since)}.`,
});
