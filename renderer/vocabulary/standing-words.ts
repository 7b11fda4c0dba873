/** How each standing of a record is drawn and explained (record-format.md, section 5). */
import type { Standing } from "../../shared/register/standing.ts";

export interface StandingWords {
  readonly word: string;
  readonly means: string;
  readonly shape: "filled-tick" | "half" | "dashed" | "barred" | "broken" | "diamond" | "struck" | "split" | "question";
  readonly tone: "calm" | "good" | "warn" | "bad";
}

/** A closed table: a new standing does not compile until it has a mark and a meaning. */
export const standingWords: Readonly<Record<Standing, StandingWords>> = {
  accepted: { word: "Accepted", means: "In force under the register.", shape: "filled-tick", tone: "good" },
  provisional: { word: "Provisional", means: "Waits for the endorsements that its type needs.", shape: "half", tone: "warn" },
  pending: { word: "Pending", means: "A record that it builds on is not here.", shape: "dashed", tone: "calm" },
  "not permitted": {
    word: "Not permitted",
    means: "Its writer had no role that may record this.",
    shape: "barred",
    tone: "bad",
  },
  malformed: { word: "Malformed", means: "Its content breaks the rules; it does not count.", shape: "broken", tone: "bad" },
  disputed: { word: "Disputed", means: "Its key was revoked, or signed two versions.", shape: "diamond", tone: "bad" },
  corrected: { word: "Corrected", means: "A later record corrects it.", shape: "struck", tone: "calm" },
  conflicting: {
    word: "Conflicting",
    means: "Another record sets the same value without knowing it.",
    shape: "split",
    tone: "warn",
  },
  undetermined: { word: "Undetermined", means: "This version cannot judge it.", shape: "question", tone: "calm" },
};
