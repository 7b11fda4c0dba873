/**
 * The litmus test before a register is founded: eight questions (record-format.md, section 5), and when their answers
 * mean that something simpler would do. After G. Greenspan, "Avoiding the pointless blockchain project" (2015).
 */
import { z } from "zod";
import { litmusSchema } from "./register-body.ts";

/** In the order in which they are asked: the first that does not hold decides. */
export const litmusQuestions = [
  "database",
  "writers",
  "absence_of_trust",
  "disintermediation",
  "interaction",
  "rules",
  "sponsor",
  "validators",
] as const;

export type LitmusQuestion = (typeof litmusQuestions)[number];

/** Whether what each question asks for is so here; `null` where it was not answered yet. */
export type LitmusHolds = Readonly<Record<LitmusQuestion, boolean | null>>;

/** What a founder states in the charter instead of the usual answers. */
export const charterAnswersSchema = z.strictObject({
  late_entry_hours: z.int().min(1).max(8784),
  litmus: litmusSchema,
});

export type CharterAnswers = z.infer<typeof charterAnswersSchema>;

/** What would do here. */
export const litmusFits = ["register", "shared database", "own database", "nothing", "open"] as const;

export interface LitmusAdvice {
  readonly fits: (typeof litmusFits)[number];
  /** Why, as sentences. */
  readonly reason: string;
  /** The question that decided; `null` where all hold. */
  readonly by: LitmusQuestion | null;
}

/** What would do, by the first question whose answer is no, or missing. */
export const litmusAdvice = (holds: LitmusHolds): LitmusAdvice => {
  const by = litmusQuestions.find((question) => holds[question] !== true) ?? null;
  if (by === null) return { by, fits: "register", reason: "All eight hold: a register fits." };
  if (holds[by] === null) return { by, fits: "open", reason: "Not all questions are answered yet." };
  return { by, ...withoutIt[by] };
};

const withoutIt: Readonly<Record<LitmusQuestion, Pick<LitmusAdvice, "fits" | "reason">>> = {
  database: {
    fits: "nothing",
    reason: "What nobody will ask for later need not be kept: a notebook would do.",
  },
  writers: {
    fits: "own database",
    reason:
      "With one writer a spreadsheet or a database of your own would do. Use a register only if others must be able to check it.",
  },
  absence_of_trust: {
    fits: "shared database",
    reason: "Where all trust one of them, a shared database that this one keeps would do, and is simpler to run.",
  },
  disintermediation: {
    fits: "shared database",
    reason: "Where somebody in between is welcome, a shared database in their hands would do.",
  },
  interaction: {
    fits: "shared database",
    reason: "Where no record depends on those of others, each may keep a database of their own and send copies.",
  },
  rules: {
    fits: "open",
    reason: "Agree first on who may record what, and who must stand behind it: the register only holds people to it.",
  },
  sponsor: {
    fits: "open",
    reason: "Find first who stands behind the register and pays for its care: without one it is left alone.",
  },
  validators: {
    fits: "open",
    reason: "Choose first who enrols and changes rules, and why the others trust them.",
  },
};
