/** Readings of an instrument: what one poll gave, as it is shown, streamed and recorded. */
import { z } from "zod";
import { isInstant, type Instant } from "../clock/instant.ts";
import { isDecimal, type Decimal } from "../quantity/decimal.ts";
import { lineSettingsSchema } from "./line-settings.ts";
import { qualitySchema } from "./quality.ts";
import { readRequestSchema } from "./read-request.ts";

const hexSchema = z.string().regex(/^([0-9a-f]{2})*$/, "is not lower-case hex");
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, "is not a SHA-256 in lower-case hex");
const instantSchema = z.custom<Instant>((value) => typeof value === "string" && isInstant(value), "is not a time");
const decimalSchema = z.custom<Decimal>(
  (value) => typeof value === "string" && isDecimal(value),
  "is not a decimal text",
);
const microsSchema = z.int().min(0);

/** One value of one channel. */
export const channelReadingSchema = z.strictObject({
  channel: z.string().min(1).max(40),
  quality: qualitySchema,
  /** A UCUM code, `1` where the instrument says nothing of a unit. */
  unit: z.string().min(1).max(40),
  /** A decimal text with the digits of the instrument. */
  value: decimalSchema,
});

/** A channel of an answered poll that has no value, and why. */
export const channelGapSchema = z.strictObject({
  channel: z.string().min(1).max(40),
  reason: z.string().min(1).max(300),
});

/** Which instrument answered, as far as it can be known. */
export const instrumentIdentitySchema = z.strictObject({
  line: lineSettingsSchema,
  port: z.string().min(1).max(300),
  profile_id: z.string().min(1).max(40),
  profile_sha256: sha256Schema,
  /** What the instrument itself names as its serial number; `null` where its profile knows no such register. */
  serial: z.string().min(1).max(80).nullable(),
  /** True for the simulator: such a reading is never evidence. */
  simulated: z.boolean(),
  unit: z.int().min(1).max(255),
});

/**
 * The reply of one poll with what it says. `raw` are the bytes on the wire; `mono_us` counts from an arbitrary start.
 */
export const pollSchema = z.strictObject({
  gaps: z.array(channelGapSchema).max(500),
  readings: z.array(channelReadingSchema).max(500),
  reply: z.strictObject({ at: instantSchema, mono_us: microsSchema, raw: hexSchema }),
  request: readRequestSchema.safeExtend({ raw: hexSchema }),
});

/**
 * The body of a `condition/read@1` record: one poll with its instrument. Values are decimal texts, all numbers are
 * safe integers, and the raw frame with the profile of that digest gives the same values again at any time.
 */
export const conditionReadSchema = pollSchema.safeExtend({ instrument: instrumentIdentitySchema });

export type ChannelReading = Readonly<z.infer<typeof channelReadingSchema>>;
export type ChannelGap = Readonly<z.infer<typeof channelGapSchema>>;
export type InstrumentIdentity = Readonly<z.infer<typeof instrumentIdentitySchema>>;
export type Poll = Readonly<z.infer<typeof pollSchema>>;
export type ConditionRead = Readonly<z.infer<typeof conditionReadSchema>>;

/** One value with all that stands behind it: what `instrument read --json` prints on a line. */
export interface Reading extends ChannelReading {
  readonly raw: string;
  /** SHA-256 of the profile's canonical bytes. */
  readonly profile: string;
  readonly at: Instant;
  readonly mono_us: number;
  /** The bytes of the request. */
  readonly request: string;
  readonly simulated: boolean;
}

/** The record body of a poll. */
export const conditionReadOf = (instrument: InstrumentIdentity, poll: Poll): ConditionRead => ({ ...poll, instrument });

/** The readings of a poll, one by one. */
export const readingsOf = ({ instrument, readings, reply, request }: ConditionRead): ReadonlyArray<Reading> =>
  readings.map((reading) => ({
    ...reading,
    raw: reply.raw,
    profile: instrument.profile_sha256,
    at: reply.at,
    mono_us: reply.mono_us,
    request: request.raw,
    simulated: instrument.simulated,
  }));
