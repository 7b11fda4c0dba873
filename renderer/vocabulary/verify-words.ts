/** The words of verification. */
import type { VerdictReport } from "../../shared/rpc/rows.ts";
import { countText } from "./number-words.ts";

const many = (count: number, one: string, more: string): string => `${countText(count)} ${count === 1 ? one : more}`;

interface VerdictWords {
  readonly word: string;
  readonly shape: "filled-tick" | "half" | "dashed" | "barred";
  readonly tone: "good" | "warn" | "bad";
}

const verdicts: Readonly<Record<VerdictReport["verdict"], VerdictWords>> = {
  verified: { word: "Verified", shape: "filled-tick", tone: "good" },
  "self-consistent": { word: "Consistent in itself", shape: "half", tone: "warn" },
  incomplete: { word: "Incomplete", shape: "dashed", tone: "bad" },
  "not verified": { word: "Not verified", shape: "barred", tone: "bad" },
};

const kinds: Readonly<Record<VerdictReport["kind"], string>> = {
  bundle: "Bundle",
  "data folder": "Data folder",
  document: "Document",
  proof: "Proof",
  unknown: "File",
};

export const verifyWords = {
  title: "Verify",
  about: "Says whether a bundle or a report is what was signed. Nothing is taken in.",
  drop: "Drop a bundle or a PDF here, or press to choose",
  dropAbout: "Anywhere on any screen will do. The file stays where it is.",
  trust: "The register that you trust",
  trustHelp:
    "Its id, 64 digits, from somebody you trust; not from the file itself. Without it the file is only checked in itself.",
  trustFault: "Write all 64 digits of the id, 0 to 9 and a to f.",
  ownRegister: "Use my own register",
  again: "Verify again",
  checking: "Checking every signature…",
  uploading: "Reading the file",
  stop: "Stop",
  broken: "The file did not arrive. Try it again.",
  verdicts,
  kinds,
  legend: "What a verdict means",
  means: {
    verified: "Every signature, link and proof holds under the register that you named.",
    "self-consistent": "Everything holds among itself; whose register it is, you have not said.",
    incomplete: "The file is cut off. What is there holds; what is missing is named.",
    "not verified": "Something was changed or does not fit. The first reason is named with its place.",
  } satisfies Readonly<Record<VerdictReport["verdict"], string>>,
  caution: "No check can exclude that somebody wrote more, or holds something back.",
  place: (place: string): string => `At: ${place}`,
  warnings: "Warnings",
  remarks: "Remarks",
  histories: "Histories",
  registers: "Registers in the file",
  trusted: "Trusted register",
  noTrust: "none named",
  checked: (checked: VerdictReport["checked"]): string =>
    [
      many(checked.records, "record", "records"),
      many(checked.attachments, "attachment", "attachments"),
      many(checked.receipts, "receipt", "receipts"),
      many(checked.notes, "note", "notes"),
    ].join(", "),
  columns: {
    history: "History",
    records: "Records",
    standings: "Standings",
    writers: "Writers",
    doubts: "To be seen",
  },
  forks: (count: number): string => many(count, "fork", "forks"),
  conflicts: (count: number): string => many(count, "conflict", "conflicts"),
  equivocations: (count: number): string => many(count, "equivocation", "equivocations"),
  late: (count: number): string => many(count, "late entry", "late entries"),
  impossible: (count: number): string => many(count, "impossible time", "impossible times"),
  missing: (count: number): string => many(count, "attachment missing", "attachments missing"),
  withheld: (count: number): string => many(count, "value withheld", "values withheld"),
  open: (count: number): string => many(count, "record self-declared in time", "records self-declared in time"),
  witnessed: (count: number): string =>
    `other times witnessed by ${many(count, "independent organisation", "independent organisations")} or more`,
  noName: "name withheld",
  knownNotes: (count: number): string => `Known cosigned notes: ${countText(count)}`,
  knownRevocations: (count: number): string => `Known revocations: ${countText(count)}`,
  copyRegister: "Copy the id of the register",
} as const;
