/** The parts of a study that can be looked at. */

export const studyParts = ["worksheet", "safeguards", "actions", "matrix", "findings", "header"] as const;
export type StudyPart = (typeof studyParts)[number];

/** A study as it is asked for: now, or as it stood at a time. */
export interface StudyMoment {
  readonly study: string;
  /** `2026-03-01T08:30:00Z`; null is now. */
  readonly at: string | null;
}

/** The members of a question about that moment. */
export const askedAt = ({ at, study }: StudyMoment): { readonly study: string; readonly at?: string } =>
  at === null ? { study } : { at, study };
