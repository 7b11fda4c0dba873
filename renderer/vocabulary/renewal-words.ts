/** The words for a data folder that needs new keys: what happened, what renewing does, what is left to do. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";

type Renewed = ResponseOf<"installation.renew">;
type Exchange = Renewed["before"][number];

const records = (count: number): string => (count === 1 ? "1 record" : `${count} records`);

export const renewalWords = {
  titles: {
    copied: "This data folder runs twice",
    damaged: "The journal is damaged",
    restored: "This data folder was restored",
    returned: "Others have records of yours that are not here",
  },
  mending:
    "Take in a bundle that holds the damaged record, or exchange with a peer that has it: it is put back as it was. If nobody has it, renew: the damaged log is closed and stays readable, and a new one begins.",
  keeps:
    "Reading, verifying, exchanging and exporting go on. Nothing of your own is recorded until there are new keys.",
  renew: "Renew…",
  dialogTitle: "Make new keys",
  steps: [
    "Exchanges with every peer that can be reached, so that nothing is missing that others have.",
    "Closes the log and begins a new one. Every record stays, in its place.",
    "Makes new keys, and says in the registers that they take the place of the old ones.",
  ],
  person: "Who signs here now",
  nobody: "Nobody: everybody gets their new key when they unlock it next",
  pin: "PIN",
  pinFault: "Six digits or more.",
  go: "Make new keys",
  cancel: "Back",
  close: "Done",
  shut: "Close",
  done: (promised: boolean): string =>
    promised ? "There are new keys. You can record again." : "There are new keys. A validator has to enrol them.",
  promised: "The new keys were promised at enrolment, so the registers know them at once.",
  enrolled:
    "The promised keys have been used before, or there were none. You can record again as soon as a validator, on another installation of the register, has enrolled the new ones.",
  noPeer: "No peer was reached, so what others have may still be missing. Exchange as soon as you can.",
  exchange: ({ failure, name, received, sent }: Exchange): string =>
    failure === null
      ? `${name}: ${records(received)} received, ${sent} sent`
      : `${name} was not reached whole. ${failure}`,
  before: "Before the new keys",
  after: "After the new keys",
  waiting: (names: ReadonlyArray<string>): string =>
    `${names.join(", ")} ${names.length === 1 ? "gets a new key" : "get new keys"} with the next PIN.`,
  asks: (name: string): string =>
    `The ${name} does not know the new keys yet. Ask there for a new code, and join with it under Exchange.`,
} as const;
