/** The outcome of a grade in a frame; a core that waits for its grade says so. */
import type { CoreOutcome } from "../../shared/reman/programme.ts";
import { Flag, type FlagTone } from "../design/Flag.tsx";
import { coreWords } from "../vocabulary/core-words.ts";

const tones: Readonly<Record<CoreOutcome, FlagTone>> = {
  DAMAGED: "warn",
  EXCESS: "plain",
  FULL: "good",
  HOLD: "accent",
  NONE: "bad",
};

/** The word says it; the colour only helps. */
export const OutcomeFlag = ({ outcome }: { readonly outcome: CoreOutcome | null }) =>
  outcome === null ? (
    <Flag tone="accent">{coreWords.toGrade}</Flag>
  ) : (
    <Flag tone={tones[outcome]}>{coreWords.outcome(outcome)}</Flag>
  );
