/** A poll that gave no value, and why: gaps are shown and recorded like readings, never skipped. */
import { z } from "zod";
import { isInstant, type Instant } from "../clock/instant.ts";

/**
 * - noReply, garbled, shortFrame, badCrc, babble: what came over the line instead of a reply
 * - exception: the instrument refused, with the standard's code in the message
 * - inDoubt: replies that could not be told from late ones
 * - portVanished, portStalled: the port went away or takes no bytes
 * - hostStopped: the process that reads ended, and a new one goes on
 * - overrun: polls were left out because an earlier one took too long
 */
export const gapKinds = [
  "noReply",
  "garbled",
  "shortFrame",
  "badCrc",
  "babble",
  "exception",
  "inDoubt",
  "portVanished",
  "portStalled",
  "hostStopped",
  "overrun",
] as const;

export type GapKind = (typeof gapKinds)[number];

/** A sentence or two. */
export const gapMessageMax = 600;

export const pollGapSchema = z.strictObject({
  at: z.custom<Instant>((value) => typeof value === "string" && isInstant(value), "is not a time"),
  kind: z.enum(gapKinds),
  /** A sentence with what to do. */
  message: z.string().min(1).max(gapMessageMax),
  mono_us: z.int().min(0),
  /** The bytes that came instead of a good reply, in hex. */
  raw: z.string().regex(/^([0-9a-f]{2})*$/),
});

export type PollGap = Readonly<z.infer<typeof pollGapSchema>>;

/** True for a name of the table. */
export const isGapKind = (kind: string): kind is GapKind => gapKinds.some((known) => known === kind);
