/** The worksheet of a node on paper: a deviation covers its causes, a cause its consequences. */
import { riskOf } from "../hazop/risk-matrix.ts";
import type { ScenarioState } from "../hazop/scenario-state.ts";
import type { NodeState } from "../hazop/study-state.ts";
import type { Cause, Consequence, Deviation, RiskChoice, Study } from "../hazop/study.ts";
import { span, stacked } from "./dossier-text.ts";
import type { HazopStudyInput } from "./hazop-study-input.ts";
import { hazopWords, protectionWords, safeguardWords } from "./hazop-vocabulary.ts";
import type { ReportText, TextSpan, Worksheet, WorksheetColumn } from "./report-document.ts";
import { worksheetRows, type WorksheetBranch } from "./worksheet-rows.ts";

/** The worksheet of one node. */
export const nodeWorksheet = (input: HazopStudyInput, { node, scenarios }: NodeState): Worksheet => {
  const byConsequence = new Map(scenarios.map((state) => [state.scenario.consequence, state]));
  const facts: SheetFacts = {
    byConsequence,
    closed: new Set(input.closures.map(({ body }) => body.recommendation)),
    study: input.study,
  };
  const rows = node.deviations.flatMap((deviation, index) =>
    worksheetRows(deviationBranch(facts, deviation, `${node.number}.${index + 1}`)),
  );
  return {
    kind: "worksheet",
    description: hazopWords.node.sheet(node.name),
    columns,
    groups: rows.length === 0 ? [] : [{ title: hazopWords.node.title(node.number, node.name), text: "", rows }],
    whenEmpty: hazopWords.node.noRows,
  };
};

interface SheetFacts {
  readonly byConsequence: ReadonlyMap<Consequence, ScenarioState>;
  readonly closed: ReadonlySet<string>;
  readonly study: Study;
}

const words = hazopWords.sheet;

const column = (title: string, width: number, more: Partial<WorksheetColumn> = {}): WorksheetColumn => ({
  title,
  width,
  align: "left",
  band: null,
  heads: false,
  ...more,
});

const columns: ReadonlyArray<WorksheetColumn> = [
  column(words.deviation, 15, { heads: true }),
  column(words.cause, 16, { heads: true }),
  column(words.consequence, 20),
  column(words.before, 6, { align: "centre", band: words.risk }),
  column(words.withSafeguards, 6, { align: "centre", band: words.risk }),
  column(words.after, 6, { align: "centre", band: words.risk }),
  column(words.safeguards, 26),
  column(words.now, 15),
  column(words.actions, 20),
];

/** Columns below a cause, and below a deviation. */
const consequenceColumns = 7;
const causeColumns = consequenceColumns + 1;

const deviationBranch = (facts: SheetFacts, deviation: Deviation, ref: string): WorksheetBranch => ({
  cells: [deviationText(deviation, ref)],
  lists: [
    {
      columns: causeColumns,
      branches:
        deviation.causes.length === 0
          ? [{ cells: [[span(words.noCause, "muted")], ...blanks(consequenceColumns)], marked: true, lists: [] }]
          : deviation.causes.map((cause, index) => causeBranch(facts, cause, `${ref}.${index + 1}`)),
    },
  ],
});

const blanks = (count: number): ReadonlyArray<ReportText> => Array.from({ length: count }, () => "");

const deviationText = ({ guideWord, parameter, text }: Deviation, ref: string): ReportText =>
  stacked([
    [span(`${ref} `, "muted"), span([guideWord, parameter].filter((part) => part !== "").join(" "), "strong")],
    ...(text === "" ? [] : [[span(text)]]),
  ]);

const causeBranch = (facts: SheetFacts, cause: Cause, ref: string): WorksheetBranch => ({
  cells: [causeText(cause, ref)],
  lists: [
    {
      columns: consequenceColumns,
      branches:
        cause.consequences.length === 0
          ? [
              {
                cells: [[span(words.noConsequence, "muted")], ...blanks(consequenceColumns - 1)],
                marked: true,
                lists: [],
              },
            ]
          : cause.consequences.map((consequence, index) =>
              consequenceBranch(facts, consequence, `${ref}.${index + 1}`),
            ),
    },
  ],
});

const causeText = ({ enabling, frequency, text }: Cause, ref: string): ReportText =>
  stacked([
    [span(`${ref} `, "muted"), span(text)],
    ...(frequency === "" ? [] : [[span(words.frequency(frequency), "muted")]]),
    ...enabling.map((factor) => [span(`${factor.text} ${factor.probability}`.trim(), "muted")]),
  ]);

const consequenceBranch = (facts: SheetFacts, consequence: Consequence, ref: string): WorksheetBranch => {
  const state = facts.byConsequence.get(consequence);
  return {
    marked: state !== undefined && state.protection.state !== "PROTECTED",
    cells: [
      stacked([[span(`${ref} `, "muted"), span(consequence.text)], ...modifierLines(consequence)]),
      riskText(facts.study, consequence.risk.before),
      riskText(facts.study, consequence.risk.withSafeguards),
      riskText(facts.study, consequence.risk.after),
      safeguardsText(state),
      nowText(state),
      actionsText(facts, consequence),
    ],
    lists: [],
  };
};

const modifierLines = ({ modifiers }: Consequence): ReadonlyArray<ReadonlyArray<TextSpan>> =>
  modifiers.map(({ probability, text }) => [span(`${text} ${probability}`.trim(), "muted")]);

const riskText = ({ matrix }: Study, choice: RiskChoice): ReportText => {
  const risk = riskOf(matrix, choice);
  if (risk === null) return "";
  const codes = [risk.severity?.code ?? "–", risk.likelihood?.code ?? "–"].join(" · ");
  return stacked([[span(codes)], [span(risk.rank?.code ?? "–", "strong")]]);
};

const safeguardsText = (state: ScenarioState | undefined): ReportText => {
  const safeguards = [...new Set(state?.safeguards)];
  if (safeguards.length === 0) return [span(words.noSafeguard, "muted")];
  return stacked(
    safeguards.map(({ safeguard, state: its }) => [
      span(`${safeguard.number} `, "muted"),
      ...(safeguard.tag === "" ? [] : [span(`${safeguard.tag} `, "strong")]),
      span(safeguard.name),
      ...(its === "HEALTHY" ? [] : [span(` ${safeguardWords[its]}`, "strong")]),
    ]),
  );
};

const nowText = (state: ScenarioState | undefined): ReportText => {
  if (state === undefined) return "";
  const { lopa, protection } = state;
  return stacked([
    [span(protectionWords[protection.state], "strong")],
    ...(lopa === null ? [] : [[span(words.mel(lopa.mel, lopa.tmel), "muted")]]),
  ]);
};

const actionsText = ({ closed, study }: SheetFacts, { recommendations }: Consequence): ReportText =>
  stacked(
    study.recommendations
      .filter(({ id }) => recommendations.includes(id))
      .map(({ id, number, text }) => [
        span(`${number} `, "muted"),
        span(text),
        ...(closed.has(id) ? [span(` (${words.done})`, "muted")] : []),
      ]),
  );
