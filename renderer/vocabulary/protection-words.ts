/** The words for own protection: the copy on a stick, and a new computer from it. */
import type { ProtectionSummary } from "../../shared/rpc/protection-methods.ts";
import { countText } from "./number-words.ts";

type State = ProtectionSummary["state"];

export const protectionWords = {
  title: "Protection",
  about: "What this computer has and nobody else does is copied to a stick or a second disk by itself.",
  waitingAnswer: "Looking at the copy…",
  states: {
    off: "Nothing is copied",
    current: "Everything is copied",
    waiting: "Some records wait to be copied",
    copying: "Copying",
    missing: "The stick is not here",
    other: "Another stick is here",
    ahead: "The copy knows more than this computer",
    full: "The stick is full",
    "read-only": "The stick cannot be written",
    failed: "Copying failed",
  } satisfies Readonly<Record<State, string>>,
  status: (state: State, waiting: number): string => {
    if (state === "off") return "No copy is kept";
    if (state === "current") return "Copied";
    if (state === "copying") return "Copying";
    return waiting === 0 ? statusWords[state] : `${countText(waiting)} not copied${statusTail[state]}`;
  },
  statusTitle: "The copy on a stick or a second disk",
  copy: "The copy",
  folder: "Folder",
  last: "Last copy",
  never: "never",
  copied: "On the copy",
  records: (count: number): string => counted(count, "record", "records"),
  notCopied: "Not on it yet",
  attachments: "Attachments that are nowhere here",
  sealed: "Sealed values",
  sealedChoice: {
    true: "go along: names, prices and customers can be read on it",
    false: "stay off it: they are lost with this computer",
  },
  verified: "Read back whole",
  verifiedAs: (verdict: string, at: string): string => `${at}: ${verdict}`,
  notVerified: "not yet",
  sameDisk:
    "This folder lies on the same disk as the records: it does not outlive the disk. Choose a stick or a second disk.",
  choose: "Where copies go",
  chooseAbout: "A stick or a second disk. A folder of its own is made on it; nothing else there is touched.",
  chooseField: "Folder on the stick or disk",
  chooseHelp: "For example /media/ann/STICK or E:\\",
  chooseFault: "Name a folder.",
  chooseSealed: "Sealed values go along",
  chooseSealedHelp: "Whoever finds the stick can read them. Without them they are lost with this computer.",
  chooseGo: "Copy from now on",
  change: "Another folder…",
  now: "Copy now",
  verify: "Read it back",
  stop: "Copy no more",
  takeIn: "Take the copy in",
  saidCopied: "The copy is up to date.",
  saidVerified: (verdict: string): string => `The copy is ${verdict}.`,
  saidStopped: "Nothing is copied any more. The copy stays where it is.",
  saidTaken: (records: number): string => `${counted(records, "record", "records")} came back from the copy.`,
  recovery: "Recovery keys",
  recoveryAbout:
    "A new computer goes on as the same party with the key that the register already promises to follow yours. It has never signed anything; it lies on the copy, sealed by a passphrase.",
  recoveryStates: {
    kept: "kept on the copy",
    none: "none: without it somebody else must enrol your next computer",
    outdated: "out of date: your key was changed since. Keep it anew",
  },
  recoveryKeep: "Keep…",
  recoveryTitle: (name: string): string => `Recovery key of ${name}`,
  recoverySteps: [
    "Choose a passphrase that nobody guesses: four words or more.",
    "Write it down and keep it away from the stick and from this computer.",
    "Without the passphrase the key opens for nobody, you included.",
  ],
  passphrase: "Passphrase",
  passphraseAgain: "Passphrase again",
  passphraseFault: "Twelve characters or more.",
  againFault: "The two are not the same.",
  pin: "PIN",
  pinFault: "Six digits or more.",
  keep: "Keep the key on the copy",
  cancel: "Back",
  shut: "Close",
  losses: "Is anything missing?",
  lossesAbout:
    "What the records here prove to have been, and is not here. After a computer was lost: what went with it.",
  nothingLost: "Nothing that is known of is missing.",
  lastRecords: "The last record of each former key",
  erasedNote:
    "When a value is erased the copy is written anew without it. A stick may keep old bytes until they are written over: destroy it where that matters.",
} as const;

const statusWords: Readonly<Record<Exclude<State, "copying" | "current" | "off">, string>> = {
  ahead: "Copy knows more",
  failed: "Copying failed",
  full: "Stick full",
  missing: "Copied; stick not here",
  other: "Another stick",
  "read-only": "Stick is read-only",
  waiting: "Copying soon",
};

const statusTail: Readonly<Record<Exclude<State, "copying" | "current" | "off">, string>> = {
  ahead: ": copy knows more",
  failed: ": failed",
  full: ": stick full",
  missing: ": stick not here",
  other: ": another stick",
  "read-only": ": stick read-only",
  waiting: "",
};

const counted = (count: number, one: string, many: string): string => `${countText(count)} ${count === 1 ? one : many}`;
