/**
 * The standing of a record: computed, one of nine, with the reason and the records behind it (record-format.md,
 * section 5).
 */
import type { RecordId } from "../ledger/record.ts";

export const standings = [
  "accepted",
  "provisional",
  "pending",
  "not permitted",
  "malformed",
  "disputed",
  "corrected",
  "conflicting",
  "undetermined",
] as const;

export type Standing = (typeof standings)[number];

export interface Verdict {
  readonly standing: Standing;
  /** Why, as a sentence; `null` for an accepted record. */
  readonly reason: string | null;
  readonly behind: ReadonlyArray<RecordId>;
}

export const accepted: Verdict = { standing: "accepted", reason: null, behind: [] };

/** A verdict other than accepted. */
export const verdict = (
  standing: Exclude<Standing, "accepted">,
  reason: string,
  behind: ReadonlyArray<RecordId> = [],
): Verdict => ({
  standing,
  reason,
  behind,
});

/** True for records whose content counts in the state of their history. A conflict counts as each of its values. */
export const countsInState = ({ standing }: Verdict): boolean => standing === "accepted" || standing === "conflicting";

/** True for records that a writer names in `seen`: complete, valid and permitted (section 2). */
export const mayBeSeen = ({ standing }: Verdict): boolean =>
  standing !== "pending" && standing !== "malformed" && standing !== "not permitted" && standing !== "disputed";
