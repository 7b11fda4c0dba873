/** How each quality of a reading is drawn and explained. */
import type { Quality } from "../../shared/condition/quality.ts";

export interface QualityWords {
  readonly word: string;
  readonly means: string;
  readonly shape: "filled-tick" | "half" | "dashed" | "barred" | "broken" | "diamond" | "struck" | "split" | "question";
  readonly tone: "calm" | "good" | "warn" | "bad";
}

/** A closed table: a new quality does not compile until it has a mark and a meaning. */
export const qualityWords: Readonly<Record<Quality, QualityWords>> = {
  good: { word: "Good", means: "Answered in time, in range, by a profile that a real unit has confirmed.", shape: "filled-tick", tone: "good" },
  stable: { word: "Stable", means: "The pan is at rest.", shape: "filled-tick", tone: "good" },
  dynamic: { word: "Dynamic", means: "The pan is not at rest yet.", shape: "half", tone: "warn" },
  "out-of-range": { word: "Out of range", means: "Outside of what the instrument can measure.", shape: "diamond", tone: "bad" },
  overload: { word: "Overload", means: "The instrument says that its input is over its limit.", shape: "barred", tone: "bad" },
  "suspect-late": { word: "Suspect, late", means: "Accepted after a timeout; it may be older than its time says.", shape: "half", tone: "warn" },
  "no-fix": { word: "No fix", means: "A receiver without satellites.", shape: "dashed", tone: "calm" },
  stale: { word: "Stale", means: "The instrument repeats an old value.", shape: "dashed", tone: "warn" },
  "expired-cal": {
    word: "Calibration expired",
    means: "The calibration is out of date.",
    shape: "struck",
    tone: "warn",
  },
  "unverified-profile": { word: "Unverified profile", means: "Right on the wire; nobody has yet confirmed the profile on a real unit.", shape: "question", tone: "warn" },
};

/** The words of a quality; one that this version does not know is shown as it is. */
export const qualityOfRow = (quality: string): QualityWords =>
  isQuality(quality) ? qualityWords[quality] : { word: quality, means: quality, shape: "question", tone: "calm" };

const isQuality = (text: string): text is Quality => Object.hasOwn(qualityWords, text);
