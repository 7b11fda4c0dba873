/** The answers of the first start. */
import type { LitmusDraft } from "./litmus-draft.ts";

export const writersChoices = ["several", "readers", "alone"] as const;
export type Writers = (typeof writersChoices)[number];

export interface BeginDraft {
  readonly party: string;
  readonly roles: ReadonlyArray<string>;
  /** Who will write: only said back, as a hint whether a register fits. */
  readonly writers: Writers;
  readonly person: string;
  readonly pin: string;
  readonly again: string;
  /** The invitation; empty where one does not join. */
  readonly code: string;
  /** The answers to the eight questions; null where the usual ones are taken. */
  readonly litmus: LitmusDraft | null;
}

/** As most begin: whoever keeps the history of machines owns or operates them. */
export const emptyBeginDraft: BeginDraft = {
  party: "",
  roles: ["operator", "owner"],
  writers: "several",
  person: "",
  pin: "",
  again: "",
  code: "",
  litmus: null,
};

/** The members that are not right yet. */
export const beginFaults = (draft: BeginDraft, joins: boolean): ReadonlySet<keyof BeginDraft> =>
  new Set([
    ...(draft.party.trim() === "" ? (["party"] as const) : []),
    ...(draft.roles.length === 0 ? (["roles"] as const) : []),
    ...(draft.person.trim() === "" ? (["person"] as const) : []),
    ...(/^[0-9]{6,64}$/.test(draft.pin) ? [] : (["pin"] as const)),
    ...(draft.pin === draft.again ? [] : (["again"] as const)),
    ...(joins && draft.code.trim().length < codeCharactersMin ? (["code"] as const) : []),
  ]);

/** The contract takes no shorter code. */
const codeCharactersMin = 10;
