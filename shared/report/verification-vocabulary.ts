/** Every word that a verification report prints. */
import { groupedInteger } from "./dossier-text.ts";
import type { VerdictWord, VerifiedFile } from "./verification-report-input.ts";

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${groupedInteger(count)} ${count === 1 ? one : many}`;

const cannotKnow = [
  "That nothing was written later, or withheld from this file, cannot be proved by any check of it.",
  "What a record says is what its writer declared. A check proves who said it and when they said so, not that it is true.",
] as const;

export const verificationWords = {
  subtitle: "What was checked, what that proves and what it does not",
  issueStatement:
    "I had this file verified and issue the verdict as it was found. Whoever has the file can repeat the check and must " +
    "find the same.",
  verdicts: {
    verified: "Verified",
    "self-consistent": "Self-consistent",
    incomplete: "Incomplete",
    "not verified": "Not verified",
  } satisfies Record<VerdictWord, string>,
  verdictTitle: (verdict: string): string => `Verdict: ${verdict}`,
  reason: (message: string, place: string | null): string => (place === null ? message : `${message} Place: ${place}.`),
  kinds: {
    bundle: "Bundle (.tlbundle)",
    "data folder": "Data folder of an installation",
    document: "Document (PDF with its bundle inside)",
    unknown: "Neither a bundle nor a document nor a data folder",
  } satisfies Record<VerifiedFile["kind"], string>,
  file: {
    name: "File",
    kind: "Kind",
    bytes: "Bytes read",
    sha256: "SHA-256",
    noDigest: "a folder has no digest of its own",
    trusted: "Trusted register",
    noTrust: "none was named",
  },
  scope: {
    histories: "Histories",
    checkpoints: "Checkpoints",
    attachments: "Attachments",
    register: "Register",
    notes: (notes: number, receipts: number): string =>
      `${counted(notes, "signed note")}, ${counted(receipts, "receipt")}`,
  },
  summary: {
    records: "Records checked",
    warnings: "Warnings",
    remarks: "Remarks",
    equivocations: "Equivocations",
    conflicts: "Open conflicts",
    missing: "Attachments missing",
    withheld: "Values withheld or erased",
    late: "Late entries",
    remark: "The findings stand in a chapter of their own, the first reason on top.",
  },
  proved: {
    title: "What was checked and what it proves",
    checkedTitle: "What was checked",
    checked: [
      "every record: its form, its digest, its Ed25519 signature, and that it continues its key's chain without a gap",
      "every link between records, so that order, forks and equivocations are seen",
      "every record against the roles and rules of its register, as that register stood when it was written",
      "every checkpoint, receipt and attachment by its digest",
    ],
    checkedOf: {
      bundle: ["the signature of the sender over the whole bundle"],
      "data folder": ["every line of the journal against its leaf hash, and the mark up to which it was confirmed"],
      document: ["every page and the whole document against the record that issued it, and the bundle inside"],
      unknown: [],
    } satisfies Record<VerifiedFile["kind"], ReadonlyArray<string>>,
    provedTitle: "What is proved",
    provedBy: (verdict: VerdictWord, trusts: boolean): ReadonlyArray<string> => {
      if (verdict === "not verified") return ["Nothing, before the reason below is explained."];
      const whole = [
        "Every record is as its writer signed it; none was changed, and none is missing between two that are here.",
        trusts && verdict === "verified"
          ? "The writers are the parties that the trusted register enrols, in the roles that it gives them."
          : "All records of one key were signed by whoever holds that key.",
      ];
      return verdict === "incomplete" ? whole.map((sentence) => `For the part that is here: ${sentence}`) : whole;
    },
    notProvedTitle: "What is not proved",
    notProved: (verdict: VerdictWord, trusts: boolean): ReadonlyArray<string> => [
      ...(verdict === "incomplete" ? ["The end of the file is missing; nothing is known about it."] : []),
      ...(trusts ? [] : ["No register was trusted, so who the writers are is their own statement."]),
      ...cannotKnow,
    ],
  },
  findings: {
    title: "Findings",
    intro:
      "The first reason decides a verdict that is not good. Warnings are for people to settle; remarks tell what is open.",
    columns: { grade: "Grade", text: "What was found" },
    description: "Everything that was found, the first reason on top",
    none: "Nothing was found that stands against it.",
    reason: "First reason",
    warning: "Warning",
    remark: "Remark",
  },
  histories: {
    title: "Histories",
    intro: "Each history with its records by standing, and what stands against it.",
    columns: { history: "History", records: "Records", standings: "Standing", doubts: "What stands against it" },
    description: "The histories in the file with their records by standing",
    none: "No history could be read.",
    untitled: "without a name",
  },
  doubts: {
    equivocations: (count: number): string => counted(count, "equivocation"),
    conflicts: (count: number): string => counted(count, "record in conflict", "records in conflict"),
    forks: (count: number): string => `${counted(count, "fork")} (work on two sides)`,
    late: (count: number): string => counted(count, "late entry", "late entries"),
    impossible: (count: number): string => counted(count, "impossible time", "impossible times"),
    missing: (count: number): string => counted(count, "attachment missing", "attachments missing"),
    withheld: (count: number): string => counted(count, "value withheld", "values withheld"),
    erased: (count: number): string => counted(count, "value erased", "values erased"),
    openBounds: (count: number): string => counted(count, "time self-declared", "times self-declared"),
    none: "nothing",
  },
  writers: {
    title: "Writers",
    intro: "Names are those of the register inside the file; a name is withheld where its opening is not there.",
    columns: { party: "Party", organisation: "Organisation", roles: "Roles", key: "Key", histories: "Histories" },
    description: "Everybody whose signature was checked",
    none: "No writer could be read.",
    withheld: "name withheld",
    notEnrolled: "not enrolled",
  },
  registers: {
    title: "Registers",
    intro:
      "A verdict is given under a register: it says which key belongs to whom. Get its id from somebody whom you trust.",
    columns: { register: "Register", trust: "Standing in this check" },
    description: "The registers in the file",
    none: "No register could be read.",
    trusted: "trusted",
    known: "in the file, not named as trusted",
    revocations: "Ends of keys known",
    noRevocation: "none",
  },
} as const;
