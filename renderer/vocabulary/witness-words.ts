/** Every word of the screen of witnesses and receipts. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { countText } from "./number-words.ts";
import { timeText } from "./time-words.ts";

type Reach = { readonly at: string; readonly size: number };
type PromiseState = ResponseOf<"witness.state">["promises"]["rows"][number]["state"];

const lines = (size: number): string => (size === 1 ? "1 line" : `${countText(size)} lines`);

export const witnessWords = {
  title: "Witnesses and receipts",
  about:
    "Others cosign what this installation has, with the time at which they saw it; it does the same for them. So nobody can change the past, or date a record back, without being found out.",
  back: "Exchange",
  waiting: "Asking who cosigns whom",
  who: {
    title: "Who witnesses whom",
    none: "Nobody yet. After the next exchange with a peer, each cosigns the other's log.",
    name: "Company",
    theirs: "Cosigned ours",
    ours: "We cosigned theirs",
    state: "State",
    reach: ({ at, size }: Reach): string => `${lines(size)}, ${timeText(at)}`,
    never: "never",
    seen: (count: number): string => `${countText(count)} of its checkpoints seen, all of one past`,
    good: "Good",
    alarm: "Not trusted",
    revoked: "Key revoked: what it cosigns does not count",
    refused: (message: string): string => `Did not cosign: ${message}`,
  },
  alarms: {
    title: "Alarms",
    split: "Two pasts, proved",
    unproved: "Past not proved",
    found: (at: string): string => `found ${timeText(at)}`,
    notes: "The two checkpoints that it signed",
    make: "Make a file of the proof",
    save: "Save the proof",
    origin: "Copy the name of the log",
  },
  promises: {
    title: "Promises",
    about:
      "Whoever takes a record in promises that it stays in its log. The next checkpoint honours the promise, or proves it broken.",
    counts: ({ broken, kept, open }: Readonly<Record<PromiseState, number>>): string =>
      `${countText(open)} open, ${countText(kept)} kept, ${countText(broken)} broken`,
    none: "No promise is open, and none was broken.",
    by: "By",
    record: "Record",
    received: "Taken in",
    due: "Due",
    state: "State",
    states: { broken: "Broken", kept: "Kept", open: "Open" } satisfies Record<PromiseState, string>,
    make: "Make a file of the proof",
    save: "Save the proof",
  },
  receipt: {
    title: "Receipt of a record",
    about: "A file that proves, without this program, that a record stands in the log and who had seen it by when.",
    record: "Id of the record, or how it begins",
    make: "Make the receipt",
    save: "Save the receipt",
    made: (index: number, size: number, witnesses: number): string =>
      `Line ${countText(index)} of ${countText(size)}, ${witnesses === 0 ? "cosigned by nobody yet" : `cosigned by ${countText(witnesses)}`}.`,
    tooShort: "Type at least four digits of the record's id.",
  },
  stick: {
    title: "By stick",
    about: "For a witness that is never on the same network: carry the request there, and bring the answer back.",
    witness: "Witness",
    choose: "Choose a witness first.",
    request: "Make a request",
    save: "Save the request",
    made: (size: number): string => `A request to cosign ${lines(size)}.`,
    answer: "Drop a request of another company here, or press to choose",
    answered: "Cosigned. Carry the answer back.",
    refused: (message: string): string => `Not cosigned: ${message} The answer says so.`,
    saveAnswer: "Save the answer",
    take: "Drop the answer of a witness here, or press to choose",
    taken: (size: number): string => `Cosigned: ${lines(size)}.`,
    broken: "The file did not come over. Choose it again.",
  },
  keys: {
    title: "Keys of this installation",
    about: "What others enter to know this log and its cosignatures; the same as in installation.json.",
    log: "Log",
    witness: "Witness",
    copyLog: "Copy the key of the log",
    copyWitness: "Copy the key of the witness",
    policy: "Witness policy of the register",
    noPolicy: "None: every time is the writer's own word.",
    size: (size: number): string => lines(size),
  },
} as const;
