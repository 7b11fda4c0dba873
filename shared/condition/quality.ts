/** What is known about the worth of a value, as one code. */
import { z } from "zod";

/**
 * - good: the instrument answered in time, in its range, by a profile that a real unit has confirmed or the user
 *   wrote down
 * - stable, dynamic: a balance says whether its pan is at rest
 * - out-of-range: outside of what the profile says the instrument can measure
 * - overload: the instrument says that its input is over its limit
 * - suspect-late: it came after its timeout, or was accepted after one because repeated replies agree; it may be
 *   older than its time says
 * - no-fix: a receiver without satellites
 * - stale: the instrument repeats an old value
 * - expired-cal: the calibration of the instrument is out of date
 * - unverified-profile: right on the wire, but nobody has yet confirmed the profile on a real unit
 */
export const qualities = [
  "good",
  "stable",
  "dynamic",
  "out-of-range",
  "overload",
  "suspect-late",
  "no-fix",
  "stale",
  "expired-cal",
  "unverified-profile",
] as const;

export type Quality = (typeof qualities)[number];

export const qualitySchema = z.enum(qualities);

/** What decides the quality of one decoded value. */
export interface QualityGrounds {
  readonly inRange: boolean;
  /** The reply came after its timeout, or was accepted by agreement of repeated reads after one. */
  readonly suspectLate: boolean;
  readonly profileVerified: boolean;
}

/** The gravest ground names the quality. */
export const qualityOf = ({ inRange, suspectLate, profileVerified }: QualityGrounds): Quality => {
  if (!inRange) return "out-of-range";
  if (suspectLate) return "suspect-late";
  return profileVerified ? "good" : "unverified-profile";
};
