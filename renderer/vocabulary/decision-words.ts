/** The words of decisions: endorsements and quorums, conflicts, corrections, equivocations, disputes, standings. */
import { countText } from "./number-words.ts";

const many = (count: number, one: string, others: string): string =>
  `${countText(count)} ${count === 1 ? one : others}`;

/** A role as a person reads it: `role:safety-manager` is the safety manager. */
const memberText = (member: string): string =>
  member.startsWith("role:") ? `anybody as ${member.slice(5).replaceAll("-", " ")}` : member;

export const decisionWords = {
  title: "Decisions",
  about: "What waits for people: who must stand behind what, which value holds, and what is in doubt.",
  waiting: "Looking for what is to be decided …",
  count: (waiting: number): string => many(waiting, "decision waits", "decisions wait"),
  choose: "What is shown",
  parts: {
    endorsements: "Endorsements",
    conflicts: "Conflicts",
    seals: "Seals",
    equivocations: "Equivocations",
    disputes: "Disputes",
    corrections: "Corrections",
  },
  part: (name: string, count: number | null): string => (count === null ? name : `${name} ${countText(count)}`),
  intro: {
    endorsements: "These records need others to stand behind them before they count. Until then they are provisional.",
    conflicts:
      "Records that had not seen each other give one field different values. None of them wins by itself: somebody who sees them all decides.",
    seals: "Hand-overs and releases that list all heads of a history. The receiver confirms what was received.",
    equivocations:
      "A key signed two records with one number. That is a restored backup, or a lie. Both stay, and the two records are the proof.",
    disputes: "These records are kept and shown, and count for nothing. Each says why.",
    corrections: "Nothing that was signed is changed. A correction stands beside it and says what holds instead.",
  },
  none: {
    endorsements: "No record waits for an endorsement.",
    conflicts: "No field is in conflict.",
    seals: "No history was sealed.",
    equivocations: "No key has signed two records with one number.",
    disputes: "No record is in doubt.",
    corrections: "Nothing was corrected.",
  },
  more: (shown: number, total: number): string => `The newest ${countText(shown)} of ${countText(total)} are shown.`,
  of: (title: string): string => `in ${title}`,
  quorum: {
    title: "Who stands behind it",
    progress: (found: number, needed: number): string => `${countText(found)} of ${countText(needed)}`,
    wanted: (members: ReadonlyArray<string>): string => members.map(memberText).join(", "),
    did: "Stand behind it",
    wrote: "wrote it",
    endorsed: (role: string): string => `endorsed as ${role.replaceAll("-", " ")}`,
    countsNot: "does not count for this rule",
    may: "May endorse",
    nobody: "Nobody else who is enrolled may. Enrol somebody in that role, or change the rules.",
    yours: "This waits for you.",
    as: (roles: ReadonlyArray<string>): string => `as ${roles.map((role) => role.replaceAll("-", " ")).join(" or ")}`,
  },
  endorse: {
    role: "In the role",
    statement: "What you state (may be empty)",
    statementHelp: "For whoever reads it later: what you looked at, what you confirm.",
    act: (role: string): string => `Endorse as ${role.replaceAll("-", " ")}`,
    done: (standing: string): string => `Endorsed. The record is ${standing} now.`,
  },
  conflict: {
    take: (value: string): string => `Take “${value}”`,
    other: "Another value",
    reason: "Reason (may be empty)",
    resolve: "Resolve",
    resolved: "Resolved. The record names all values that it decides about.",
    waits: "Recorded. The conflict is resolved as soon as the record has its quorum.",
    grade: "Grade the core again",
    elsewhere: "Record it again where it was recorded.",
    choose: "Choose the value that holds.",
    missing: "Choose a value first.",
    field: (field: string, title: string): string => `${field} of ${title}`,
  },
  equivocation: {
    says: (who: string, seq: number): string => `${who} signed two records with the number ${seq}`,
    branch: (index: number): string => `Branch ${index === 0 ? "A" : "B"}`,
    disputed: (count: number): string => `${many(count, "record", "records")} of this key disputed`,
    own: "It is a key of this installation: the data folder was restored from a backup or copied. Make new keys under Settings.",
    make: "Make the proof",
    save: "Save the proof",
    made: (bytes: string): string =>
      `${bytes}: the two records, the first one of the history, and the register; nothing else. Anybody can check it with “throughlife verify”, or by dropping it onto Verify.`,
    key: "Key",
  },
  correction: {
    takesBack: "Takes back",
    instead: "Stands in its place",
    nothing: "Nothing stands in its place.",
    because: (reason: string): string => `Reason: ${reason}`,
    correct: "Correct…",
  },
  standing: {
    name: "Standing",
    title: "How this record stands",
    ask: (word: string): string => `${word}: why, and the records behind it`,
    behind: "Records behind it",
    rules: "By which rules",
    force: (by: string): string => `put into force by ${by}`,
    program: "a rule of the program itself",
    bytes: "Show the bytes",
    close: "Close",
    plain: "Nothing speaks against it: complete, well formed, permitted, of a key in force.",
  },
} as const;
