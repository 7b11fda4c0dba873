/** What is asked of somebody whose computer was lost. */

export interface RestoreDraft {
  readonly folder: string;
  readonly person: string;
  readonly pin: string;
  readonly again: string;
  /** The recovery key that is used; empty for none. */
  readonly key: string;
  readonly passphrase: string;
}

export const emptyRestoreDraft: RestoreDraft = { again: "", folder: "", key: "", passphrase: "", person: "", pin: "" };

/** The members that are not right yet. */
export const restoreFaults = (draft: RestoreDraft): ReadonlySet<keyof RestoreDraft> =>
  new Set([
    ...(draft.person.trim() === "" ? (["person"] as const) : []),
    ...(/^[0-9]{6,64}$/.test(draft.pin) ? [] : (["pin"] as const)),
    ...(draft.pin === draft.again ? [] : (["again"] as const)),
    ...(draft.key !== "" && draft.passphrase === "" ? (["passphrase"] as const) : []),
  ]);
