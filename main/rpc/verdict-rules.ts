/** The rules that a computed verdict follows: each with its version and the party who put it into force. */
import type { RuleRow } from "../../shared/rpc/decision-methods.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";

/** A rule of the program: the same for everybody who has this version of it. */
export interface ProgramRule {
  readonly name: string;
  readonly version: string;
}

/** A rule that stands in a record, in force by whoever signed it. */
export const ruleInRecord = (name: string, entry: TimelineEntry): RuleRow => {
  const { name: who, organisation, party } = entry.writer;
  return {
    by: { name: who, organisation, party },
    name,
    record: entry.id,
    version: `${entry.type} of ${entry.recorded_at.slice(0, 10)}`,
  };
};

/** A rule of the program, which no party put into force. */
export const ruleOfProgram = ({ name, version }: ProgramRule): RuleRow => ({ by: null, name, record: null, version });
