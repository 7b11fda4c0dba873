/** The words of custody: sealing at hand-over and release, confirming, what surfaced after a seal. */
import { countText } from "./number-words.ts";

const many = (count: number, one: string, others: string): string =>
  `${countText(count)} ${count === 1 ? one : others}`;

export const custodyWords = {
  panel: "Custody",
  none: "This history was never sealed. Seal it when the machine is handed over or released.",
  seal: "Seal…",
  acts: { "handed-over": "Handed over", released: "Released" },
  says: (act: "handed-over" | "released", to: string): string =>
    `${act === "handed-over" ? "Handed over" : "Released"} to ${to}`,
  heads: (count: number): string => `lists ${many(count, "head", "heads")} of the history`,
  confirmed: (who: string): string => `Confirmed by ${who}`,
  unconfirmed: "Not confirmed by the receiver",
  surfaced: (count: number): string => `${many(count, "record", "records")} surfaced after the seal`,
  noneSurfaced: "Nothing surfaced after it here",
  surfacedMeans:
    "It neither stood under the seal nor builds on it: whoever wrote it did not know the seal, whatever time it claims.",
  surfacedNotice:
    "It surfaced after the seal of this history: it neither stood under it nor builds on it, whatever time it claims.",
  flag: "after the seal",
  confirm: "Confirm what was received",
  withheld: "somebody whose name is withheld",
  dialog: {
    title: "Seal this history",
    intro:
      "The seal lists everything that stands at the end of this history now. What others bring later and what does not build on it is marked as surfaced after the seal.",
    act: "What happens",
    to: "Who receives",
    toHelp: "A party of the register can confirm the seal by a record.",
    other: "Somebody else",
    name: "Name",
    nameHelp: "Kept sealed, as names of people are.",
    reason: "Why and under which conditions",
    toFault: "Say who receives.",
    reasonFault: "Say why.",
    make: "Seal and sign",
    done: (heads: number): string => `Sealed: ${many(heads, "head", "heads")}. The receiver confirms under Decisions.`,
    cancel: "Leave it",
  },
} as const;
