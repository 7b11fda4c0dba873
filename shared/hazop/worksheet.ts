/** The lines of a worksheet (IEC 61882): one for each consequence, and for each deviation or cause that has none. */
import type { NodeState, StudyState } from "./study-state.ts";
import type { ScenarioState } from "./scenario-state.ts";
import type { Cause, Consequence, Deviation } from "./study.ts";

export interface WorksheetLine {
  /** Node, deviation, cause and consequence: `1.2.1.3`. */
  readonly ref: string;
  readonly deviation: Deviation;
  readonly cause: Cause | null;
  readonly consequence: Consequence | null;
  readonly scenario: ScenarioState | null;
}

/** The lines of one node in their order. */
export const worksheetOfNode = ({ node, scenarios }: NodeState): ReadonlyArray<WorksheetLine> => {
  const byConsequence = new Map(scenarios.map((state) => [state.scenario.consequence, state]));
  return node.deviations.flatMap((deviation, index) => {
    const ref = `${node.number}.${index + 1}`;
    if (deviation.causes.length === 0) return [{ ref, deviation, cause: null, consequence: null, scenario: null }];
    return deviation.causes.flatMap((cause, causeIndex) =>
      linesOfCause({ byConsequence, cause, deviation, ref: `${ref}.${causeIndex + 1}` }),
    );
  });
};

/** The lines of a whole study. */
export const worksheetOf = ({ nodes }: StudyState): ReadonlyArray<WorksheetLine> => nodes.flatMap(worksheetOfNode);

interface CauseLines {
  readonly ref: string;
  readonly deviation: Deviation;
  readonly cause: Cause;
  readonly byConsequence: ReadonlyMap<Consequence, ScenarioState>;
}

const linesOfCause = ({ byConsequence, cause, deviation, ref }: CauseLines): ReadonlyArray<WorksheetLine> => {
  if (cause.consequences.length === 0) return [{ ref, deviation, cause, consequence: null, scenario: null }];
  return cause.consequences.map((consequence, index) => ({
    ref: `${ref}.${index + 1}`,
    deviation,
    cause,
    consequence,
    scenario: byConsequence.get(consequence) ?? null,
  }));
};
