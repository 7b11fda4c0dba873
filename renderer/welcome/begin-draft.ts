/** The answers of the first start. */

export interface BeginDraft {
  readonly party: string;
  readonly roles: ReadonlyArray<string>;
  readonly person: string;
  readonly pin: string;
  readonly again: string;
}

/** The members that are not right yet. */
export const beginFaults = (draft: BeginDraft): ReadonlySet<keyof BeginDraft> =>
  new Set([
    ...(draft.party.trim() === "" ? (["party"] as const) : []),
    ...(draft.roles.length === 0 ? (["roles"] as const) : []),
    ...(draft.person.trim() === "" ? (["person"] as const) : []),
    ...(/^[0-9]{6,64}$/.test(draft.pin) ? [] : (["pin"] as const)),
    ...(draft.pin === draft.again ? [] : (["again"] as const)),
  ]);
