/** The answers to the eight questions while they are given. */
import { defaultCharter } from "../../shared/register/default-charter.ts";
import type { CharterAnswers, LitmusHolds, LitmusQuestion } from "../../shared/register/litmus-test.ts";

export interface LitmusDraft {
  /** The sentences of the usual charter: they explain a yes, never a no. */
  readonly usual: Readonly<Record<LitmusQuestion, string>>;
  readonly holds: LitmusHolds;
  readonly texts: Readonly<Record<LitmusQuestion, string>>;
  readonly lateEntryHours: number;
}

/** Nothing is said yet; the sentences are those of the usual charter of this company. */
export const emptyLitmusDraft = (party: string): LitmusDraft => {
  const usual = defaultCharter({ founderKey: "", name: party, nonce: "", roles: [] });
  const open = { absence_of_trust: null, database: null, disintermediation: null, interaction: null };
  return {
    holds: { ...open, rules: null, sponsor: null, validators: null, writers: null },
    lateEntryHours: usual.late_entry_hours,
    texts: usual.litmus,
    usual: usual.litmus,
  };
};

/** The draft with one question answered. The usual sentence goes with a no, and comes back with a yes. */
export const answered = (draft: LitmusDraft, question: LitmusQuestion, yes: boolean): LitmusDraft => {
  const { holds, texts, usual } = draft;
  const written = texts[question];
  const text = yes && written === "" ? usual[question] : !yes && written === usual[question] ? "" : written;
  return { ...draft, holds: { ...holds, [question]: yes }, texts: { ...texts, [question]: text } };
};

/** The answers as the charter holds them. A question that was answered with no says so before its sentence. */
export const answersOf = ({ holds, lateEntryHours, texts }: LitmusDraft): CharterAnswers => {
  const stated = (question: LitmusQuestion): string =>
    `${holds[question] === false ? "No. " : ""}${texts[question].trim()}`.slice(0, 2000);
  return {
    late_entry_hours: lateEntryHours,
    litmus: {
      absence_of_trust: stated("absence_of_trust"),
      database: stated("database"),
      disintermediation: stated("disintermediation"),
      interaction: stated("interaction"),
      rules: stated("rules"),
      sponsor: stated("sponsor"),
      validators: stated("validators"),
      writers: stated("writers"),
    },
  };
};
