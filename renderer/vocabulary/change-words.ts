/** The words of a modification: what was changed, in kind or not, and which studies have to look at it. */
import type { Validity } from "../../shared/hazop/hazop-state.ts";
import { workWords } from "./work-words.ts";

/** By the member of the request that is not right. */
const faults: Readonly<Record<string, string>> = {
  summary: "Write one line, of at most 2,000 letters.",
  occurred: "Write a day such as 2026-11-22, or a day and a time such as 2026-11-22 09:30.",
  change: "Choose what was changed.",
  reason: "At most 2,000 letters.",
  authorization: "At most 200 letters.",
  parts: "Give each part a quantity such as 4.2, and a unit.",
};

/** What a change that is not in kind makes of a node that stands so. */
const becomes: Readonly<Record<Validity, string>> = {
  VALID: "becomes stale",
  DUE: "becomes stale",
  STALE: "stays stale, with one more change to review",
  EXPIRED: "stays expired, with one more change to review",
};

export const changeWords = {
  menu: "Record a change",
  title: (tag: string): string => `Record a change of ${tag}`,
  about: "A modification of the machine, of its settings or of what it works with (29 CFR 1910.119(l)).",
  summary: workWords.summary,
  summaryHelp: "What is different now: Relief set pressure from 12.0 to 13.5 bar",
  occurred: workWords.occurred,
  occurredHelp: "2026-11-22, or with a time: 2026-11-22 09:30",
  kind: "What was changed",
  kinds: {
    part: "Part",
    software: "Software",
    setpoint: "Setpoint",
    "operating-limit": "Operating limit",
    "re-rating": "Re-rating",
    medium: "Medium",
    procedure: "Procedure",
  },
  inKind: "In kind?",
  replaced: {
    title: "Replaced in kind",
    means: "The new part meets the specification of the one it replaces. Nothing that was studied is touched.",
  },
  changed: {
    title: "Not in kind",
    means: "Anything else. Every node that stands on this asset becomes stale until somebody reviews it.",
  },
  onlyParts: "Only the replacement of a part can be in kind.",
  reason: "Why",
  authorization: "Change request or permit",
  authorizationHelp: "Its number, where there is one",
  parts: workWords.parts,
  record: "Sign the change",
  done: (summary: string): string => `The change is recorded: ${summary}`,
  details: { kind: "Changed", inKind: "In kind", yes: "yes", no: "no", authorization: "Change request or permit" },
  effect: {
    title: "What this does to the studies",
    waiting: "Looking through the studies…",
    none: "No node of a study here stands on this asset: no study becomes stale.",
    inKind: (nodes: number): string =>
      nodes === 1
        ? "One node stands on this asset. A replacement in kind leaves it as it is."
        : `${nodes} nodes stand on this asset. A replacement in kind leaves them as they are.`,
    changed: (nodes: number): string =>
      nodes === 1
        ? "One node has to be reviewed after this change:"
        : `${nodes} nodes have to be reviewed after this change:`,
    becomes,
  },
  faults,
} as const;
