/** Words of the walk through the eight questions before a register is founded. */
import type { LitmusAdvice, LitmusQuestion } from "../../shared/register/litmus-test.ts";

const asks: Readonly<Record<LitmusQuestion, string>> = {
  database: "Will somebody need these records later?",
  writers: "Does more than one write into them?",
  absence_of_trust: "Is there nobody whom all of them simply trust?",
  disintermediation: "Do they want to do without somebody in between?",
  interaction: "Do records depend on those of others?",
  rules: "Is it agreed who may record what?",
  sponsor: "Does somebody stand behind the register?",
  validators: "Is it known who enrols, and why they are trusted?",
};

const states: Readonly<Record<LitmusQuestion, string>> = {
  database: "What is kept, and why",
  writers: "Who writes",
  absence_of_trust: "Why they do not simply trust one of them",
  disintermediation: "Who is no longer needed in between",
  interaction: "Which records depend on others'",
  rules: "The rules, and who changes them",
  sponsor: "Who stands behind it",
  validators: "Who validates, and why they are trusted",
};

const fits: Readonly<Record<LitmusAdvice["fits"], string>> = {
  nothing: "Nothing need be kept.",
  open: "Not yet.",
  "own database": "A spreadsheet or a database of your own would do.",
  register: "A register fits.",
  "shared database": "A shared database would do.",
};

export const litmusWords = {
  open: "Walk through the eight questions…",
  again: "Look at the eight answers again…",
  given: "Your answers to the eight questions go into the charter.",
  title: "Does a register fit?",
  about: "Eight questions. Say yes or no, and why: what you write stands in the charter, for whoever joins later.",
  of: (step: number, all: number): string => `Question ${step} of ${all}`,
  asks,
  states,
  yes: "Yes",
  no: "No",
  fits,
  result: "What would do",
  anyway: "You can found the register all the same; the answers say so to everybody who reads it.",
  late: "Entries recorded later than so many hours are marked as late",
  lateFault: "Write a whole number of hours, from 1 to 8784.",
  textFault: "Write a sentence: the charter has no empty answers.",
  choiceFault: "Say yes or no.",
  next: "Next",
  back: "Back",
  use: "Use these answers",
  cancel: "Leave it as usual",
  shut: "Close",
} as const;
