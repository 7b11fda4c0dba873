/** Findings about layers of protection and risk: figures that differ from their own arithmetic, double credit (R6). */
import type { Finding } from "./finding.ts";
import { isGreater, parseFrequency } from "./frequency.ts";
import { asStudied, lopaOf, type DroppedLayer, type Lopa } from "./lopa.ts";
import { lookUpRank } from "./risk-matrix.ts";
import { scenariosOf, type RiskChoice, type Safeguard, type Scenario, type Study } from "./study.ts";

/** Findings of one study. */
export const lintLayers = (study: Study): ReadonlyArray<Finding> => {
  const safeguards = new Map(study.safeguards.map((safeguard) => [safeguard.id, safeguard]));
  return [
    ...scenariosOf(study).flatMap((scenario) => lintScenario(study, safeguards, scenario)),
    ...study.safeguards.flatMap(lintLayer),
  ];
};

const lintScenario = (
  study: Study,
  safeguards: ReadonlyMap<string, Safeguard>,
  scenario: Scenario,
): ReadonlyArray<Finding> => {
  const layers = scenario.consequence.safeguards.flatMap((id) => safeguards.get(id) ?? []);
  const lopa = lopaOf(scenario, layers, asStudied);
  return [
    ...repeatedSafeguards(scenario, safeguards),
    ...(lopa === null ? lintWithoutFigures(scenario) : lintFigures(scenario, lopa)),
    ...lintRisk(study, scenario),
  ];
};

const at = (
  { consequence, ref }: Scenario,
  grade: Finding["grade"],
  rule: Finding["rule"],
  message: string,
): Finding => ({ grade, item: consequence.id, message, place: ref, rule });

const repeatedSafeguards = (scenario: Scenario, safeguards: ReadonlyMap<string, Safeguard>): ReadonlyArray<Finding> => {
  const ids = scenario.consequence.safeguards;
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) < index && safeguards.get(id)?.isLayer !== true));
  return [...repeated].map((id) =>
    at(scenario, "error", "credited-twice", `"${safeguards.get(id)?.name ?? id}" is named twice in this scenario.`),
  );
};

const lintWithoutFigures = (scenario: Scenario): ReadonlyArray<Finding> =>
  scenario.consequence.lopaRequired
    ? [
        at(
          scenario,
          "warning",
          "lopa-without-figures",
          "LOPA is asked for, but the initiating frequency or the target is missing or cannot be read.",
        ),
      ]
    : [];

const lintFigures = (scenario: Scenario, lopa: Lopa): ReadonlyArray<Finding> => {
  const recorded = parseFrequency(scenario.consequence.mel);
  const computed = parseFrequency(lopa.melAsStudied);
  const differs =
    recorded !== null &&
    computed !== null &&
    recorded.coefficient !== 0n &&
    (isGreater(recorded, computed) || isGreater(computed, recorded));
  return [
    ...lopa.dropped.map((dropped) => at(scenario, ...droppedRule(dropped))),
    ...(differs
      ? [
          at(
            scenario,
            "error",
            "lopa-figure-differs",
            `The study writes MEL ${scenario.consequence.mel}; its own factors give ${lopa.melAsStudied}.`,
          ),
        ]
      : []),
    ...(lopa.metAsStudied
      ? []
      : [
          at(
            scenario,
            "warning",
            "lopa-not-met",
            `MEL ${lopa.melAsStudied} is above TMEL ${lopa.tmel}: another layer with a reduction of ${reductionText(lopa)} is needed.`,
          ),
        ]),
  ];
};

const reductionText = ({ ratio }: Lopa): string => {
  const factor = 1 / Number(ratio);
  return Number.isFinite(factor) ? String(Number(factor.toPrecision(3))) : "more";
};

const droppedRule = ({ safeguard, why }: DroppedLayer): [Finding["grade"], Finding["rule"], string] => {
  const message = `"${safeguard.name}" cannot be credited: ${why}.`;
  if (why.includes("own failure")) return ["error", "credited-against-own-failure", message];
  if (why.includes("probability")) return ["warning", "layer-without-figure", message];
  return why.includes("study says")
    ? ["error", "layer-not-independent", message]
    : ["error", "credited-twice", message];
};

const lintLayer = (safeguard: Safeguard): ReadonlyArray<Finding> => {
  if (!safeguard.isLayer || !safeguard.isSafeguard || safeguard.testInterval.trim() !== "") return [];
  const message = `"${safeguard.name}" is credited as a layer and has no test interval: nobody can say when it is overdue.`;
  const place = `safeguard ${safeguard.number}`;
  return [{ grade: "warning", item: safeguard.id, message, place, rule: "layer-without-test-interval" }];
};

const lintRisk = (study: Study, scenario: Scenario): ReadonlyArray<Finding> => {
  const { after, before, withSafeguards } = scenario.consequence.risk;
  return [
    ...lintChoice(study, scenario, before, "before safeguards"),
    ...lintChoice(study, scenario, withSafeguards, "with safeguards"),
    ...lintChoice(study, scenario, after, "after recommendations"),
  ];
};

const lintChoice = (
  { matrix }: Study,
  scenario: Scenario,
  { likelihood, rank, severity }: RiskChoice,
  stage: string,
): ReadonlyArray<Finding> => {
  if (likelihood === null || rank === null || severity === null) return [];
  const looked = lookUpRank(matrix, severity, likelihood);
  const chosen = matrix.ranks.find(({ id }) => id === rank);
  if (looked === null || chosen === undefined || looked.id === chosen.id) return [];
  const message = `The risk ${stage} is ranked ${chosen.code}; the matrix gives ${looked.code}.`;
  return [at(scenario, "error", "rank-differs-from-matrix", message)];
};
