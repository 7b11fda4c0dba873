/**
 * A HAZOP study as it was written (IEC 61882): nodes, deviations, causes, consequences, safeguards, recommendations.
 */

export interface Study {
  readonly header: StudyHeader;
  readonly nodes: ReadonlyArray<StudyNode>;
  readonly safeguards: ReadonlyArray<Safeguard>;
  readonly recommendations: ReadonlyArray<Recommendation>;
  readonly matrix: RiskMatrix;
}

export interface StudyHeader {
  readonly name: string;
  readonly coordinator: string;
  readonly company: string;
  readonly facility: string;
  readonly location: string;
  readonly notes: string;
  readonly project: string;
  readonly reportNumber: string;
  readonly status: string;
  readonly type: string;
  readonly unit: string;
  /** Day until which the study is valid, `2031-07-01`; `null` where it names none that can be read. */
  readonly revalidationDue: string | null;
  readonly sessions: ReadonlyArray<{ readonly date: string; readonly name: string }>;
  readonly team: ReadonlyArray<{ readonly company: string; readonly name: string; readonly title: string }>;
}

/** A section of the plant with its boundary and design intention. */
export interface StudyNode {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly intention: string;
  readonly boundary: string;
  readonly designConditions: string;
  readonly operatingConditions: string;
  readonly hazardousMaterials: string;
  readonly equipmentTags: string;
  readonly comments: string;
  readonly drawings: ReadonlyArray<string>;
  readonly sessions: ReadonlyArray<string>;
  readonly deviations: ReadonlyArray<Deviation>;
}

export interface Deviation {
  readonly id: string;
  readonly text: string;
  readonly guideWord: string;
  readonly parameter: string;
  readonly designIntent: string;
  readonly comments: string;
  readonly causes: ReadonlyArray<Cause>;
}

export interface Cause {
  readonly id: string;
  readonly text: string;
  readonly type: string;
  /** Initiating event frequency per year, as written. */
  readonly frequency: string;
  readonly enabling: ReadonlyArray<Factor>;
  readonly consequences: ReadonlyArray<Consequence>;
  /** Where the cause lies, in a study that records it at another node. */
  readonly elsewhere: Elsewhere | null;
}

/** An enabling event or a conditional modifier. */
export interface Factor {
  readonly text: string;
  readonly probability: string;
}

export interface Elsewhere {
  readonly node: string;
  readonly guideWord: string;
  readonly parameter: string;
  readonly text: string;
}

export interface Consequence {
  readonly id: string;
  readonly text: string;
  readonly type: string;
  readonly risk: {
    readonly before: RiskChoice;
    readonly withSafeguards: RiskChoice;
    readonly after: RiskChoice;
  };
  readonly lopaRequired: boolean;
  /** Target and recorded mitigated event likelihood per year, as written. */
  readonly tmel: string;
  readonly mel: string;
  readonly modifiers: ReadonlyArray<Factor>;
  readonly safeguards: ReadonlyArray<string>;
  readonly recommendations: ReadonlyArray<string>;
  readonly comments: ReadonlyArray<string>;
  readonly elsewhere: Elsewhere | null;
}

/** Ids of a severity, a likelihood and the rank that was chosen; `null` where nothing is selected. */
export interface RiskChoice {
  readonly severity: string | null;
  readonly likelihood: string | null;
  readonly rank: string | null;
}

export interface Safeguard {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly tag: string;
  readonly category: string;
  readonly comments: string;
  /** False where the study says that it is none, or has switched it off. */
  readonly isSafeguard: boolean;
  /** An independent protection layer: the only kind that LOPA credits. */
  readonly isLayer: boolean;
  /** Which of independent, auditable and effective the study denies. */
  readonly denied: ReadonlyArray<"independent" | "auditable" | "effective">;
  readonly pfd: string;
  readonly testInterval: string;
}

export interface Recommendation {
  readonly id: string;
  readonly number: number;
  readonly kind: "pha" | "lopa";
  readonly text: string;
  readonly priority: string;
  readonly responsible: string;
  readonly status: string;
  readonly due: string;
  readonly comments: string;
}

/** A risk matrix of any size: a rank is looked up by severity and likelihood, never multiplied. */
export interface RiskMatrix {
  readonly severities: ReadonlyArray<Severity>;
  readonly likelihoods: ReadonlyArray<Likelihood>;
  readonly ranks: ReadonlyArray<RiskRank>;
  readonly cells: ReadonlyArray<{
    readonly severity: string;
    readonly likelihood: string;
    readonly rank: string | null;
  }>;
}

export interface Severity {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly code: string;
  /** Target mitigated event likelihood per year, as written. */
  readonly tmel: string;
}

export interface Likelihood {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly frequency: string;
}

export interface RiskRank {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly color: string;
  readonly priority: string;
  readonly requiredCredits: string;
}

/** One scenario: a consequence with all that leads to it. `ref` is `1.2.1.3`. */
export interface Scenario {
  readonly ref: string;
  readonly node: StudyNode;
  readonly deviation: Deviation;
  readonly cause: Cause;
  readonly consequence: Consequence;
}

/** All scenarios of a study in the order of its worksheets. */
export const scenariosOf = (study: Study): ReadonlyArray<Scenario> => study.nodes.flatMap(scenariosOfNode);

/** The scenarios of one node. */
export const scenariosOfNode = (node: StudyNode): ReadonlyArray<Scenario> =>
  node.deviations.flatMap((deviation, deviationIndex) =>
    deviation.causes.flatMap((cause, causeIndex) =>
      cause.consequences.map((consequence, index) => ({
        ref: [node.number, deviationIndex + 1, causeIndex + 1, index + 1].join("."),
        node,
        deviation,
        cause,
        consequence,
      })),
    ),
  );

/** How many of each a study has. */
export const studyCounts = (study: Study) => {
  const deviations = study.nodes.flatMap((node) => node.deviations);
  const causes = deviations.flatMap((deviation) => deviation.causes);
  return {
    causes: causes.length,
    consequences: causes.reduce((sum, { consequences }) => sum + consequences.length, 0),
    deviations: deviations.length,
    nodes: study.nodes.length,
    recommendations: study.recommendations.length,
    safeguards: study.safeguards.length,
  };
};
