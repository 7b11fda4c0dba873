/** The lists of a study report: state of the nodes, findings, safeguards, actions, risk matrix. */
import { scenariosOf, type RiskMatrix, type Study } from "../hazop/study.ts";
import type { Axis } from "../hazop/hazop-state.ts";
import { intervalText } from "../hazop/study-dates.ts";
import type { SafeguardState } from "../hazop/safeguard-state.ts";
import { groupedInteger, shortId, span, stacked, timeText } from "./dossier-text.ts";
import type { HazopStudyInput } from "./hazop-study-input.ts";
import { gradeWords, hazopWords, protectionWords, safeguardWords, validityWords } from "./hazop-vocabulary.ts";
import type { ReportBlock, ReportSection, ReportText, Table, TableRow } from "./report-document.ts";

/** Both axes with every reason, then the nodes. */
export const stateSection = (input: HazopStudyInput): ReportSection => {
  const words = hazopWords.state;
  const { nodes, protection, validity } = input.state;
  return {
    title: words.title,
    blocks: [
      { kind: "subheading", text: `${words.validity}: ${validityWords[validity.state]}` },
      reasonTable(validity),
      { kind: "subheading", text: `${words.protection}: ${protectionWords[protection.state]}` },
      reasonTable(protection),
      { kind: "subheading", text: words.nodes },
      {
        kind: "table",
        description: words.description,
        columns: [
          { title: words.number, width: 4, align: "right" },
          { title: words.node, width: 42, align: "left" },
          { title: words.validity, width: 12, align: "left" },
          { title: words.protection, width: 18, align: "left" },
          { title: words.rows, width: 6, align: "right" },
          { title: words.review, width: 16, align: "left" },
        ],
        rows: nodes.map(({ lastReview, node, protection: guard, scenarios, validity: paper }) =>
          cells(
            [
              String(node.number),
              node.name,
              [span(validityWords[paper.state], paper.state === "VALID" ? "plain" : "strong")],
              [span(protectionWords[guard.state], guard.state === "PROTECTED" ? "plain" : "strong")],
              groupedInteger(scenarios.length),
              lastReview === null
                ? [span(words.noReview, "muted")]
                : stacked([[span(lastReview.at.slice(0, 10))], [span(shortId(lastReview.id), "code")]]),
            ],
            paper.state !== "VALID" || guard.state === "NOT_PROTECTED",
          ),
        ),
        whenEmpty: hazopWords.none,
      },
    ],
  };
};

const cells = (texts: ReadonlyArray<ReportText>, marked = false): TableRow => ({ kind: "cells", marked, cells: texts });

/** The reasons of an axis; nothing to say is said too. */
export const reasonTable = (axis: Axis<string>): Table => {
  const words = hazopWords.state;
  return {
    kind: "table",
    description: words.reasons,
    columns: [
      { title: words.rule, width: 6, align: "left" },
      { title: words.reason, width: 74, align: "left" },
      { title: words.records, width: 20, align: "left" },
    ],
    rows: axis.reasons.map(({ records, rule, text }) =>
      cells([rule, text, records.length === 0 ? "" : [span(records.map(shortId).join(", "), "code")]]),
    ),
    whenEmpty: words.noReason,
  };
};

/** What is missing in the study as it was written; notes are counted. */
export const missingSection = ({ findings, state }: HazopStudyInput): ReportSection => {
  const words = hazopWords.missing;
  const notes = findings.filter(({ grade }) => grade === "note").length;
  return {
    title: words.title,
    blocks: [
      {
        kind: "table",
        description: words.description,
        columns: [
          { title: words.grade, width: 14, align: "left" },
          { title: words.place, width: 22, align: "left" },
          { title: words.finding, width: 64, align: "left" },
        ],
        rows: findings
          .filter(({ grade }) => grade !== "note")
          .map(({ grade, message, place }) => cells([gradeWords[grade], place, message], grade === "error")),
        whenEmpty: words.none,
      },
      ...(notes === 0 ? [] : [{ kind: "paragraph" as const, text: words.notes(notes) }]),
      { kind: "paragraph", text: words.live(state.channels.length) },
    ],
  };
};

/** What the rules mean that reasons name. */
export const legendSection = (): ReportSection => {
  const words = hazopWords.legend;
  return {
    title: words.title,
    blocks: [
      {
        kind: "table",
        description: words.description,
        columns: [
          { title: hazopWords.state.rule, width: 8, align: "left" },
          { title: words.description, width: 92, align: "left" },
        ],
        rows: words.rows.map(([rule, text]) => cells([[span(rule, "strong")], text])),
        whenEmpty: hazopWords.none,
      },
    ],
  };
};

/** Who took part, and when. */
export const teamSection = ({ study }: HazopStudyInput): ReportSection => {
  const words = hazopWords.team;
  const { notes, sessions, team } = study.header;
  return {
    title: words.title,
    blocks: [
      {
        kind: "table",
        description: words.title,
        columns: [
          { title: words.member, width: 40, align: "left" },
          { title: words.role, width: 30, align: "left" },
          { title: words.company, width: 30, align: "left" },
        ],
        rows: team.map(({ company, name, title }) => cells([name, title, company])),
        whenEmpty: hazopWords.none,
      },
      {
        kind: "table",
        description: words.session,
        columns: [
          { title: words.session, width: 60, align: "left" },
          { title: words.date, width: 40, align: "left" },
        ],
        rows: sessions.map(({ date, name }) => cells([name, date])),
        whenEmpty: hazopWords.none,
      },
      ...(notes === "" ? [] : [{ kind: "paragraph" as const, text: notes }]),
    ],
  };
};

/** Every safeguard with its device, its last proof test and its state. */
export const safeguardSection = ({ state, study }: HazopStudyInput): ReportSection => {
  const words = hazopWords.safeguards;
  const uses = usesOf(study, "safeguards");
  return {
    title: words.title,
    blocks: [
      {
        kind: "table",
        description: words.description,
        columns: [
          { title: words.number, width: 4, align: "right" },
          { title: words.name, width: 27, align: "left" },
          { title: words.device, width: 14, align: "left" },
          { title: words.layer, width: 9, align: "left" },
          { title: words.interval, width: 8, align: "left" },
          { title: words.last, width: 15, align: "left" },
          { title: words.next, width: 10, align: "left" },
          { title: words.state, width: 22, align: "left" },
          { title: words.rows, width: 11, align: "left" },
        ],
        rows: state.safeguards.map((safeguard) => safeguardRow(safeguard, uses.get(safeguard.safeguard.id) ?? [])),
        whenEmpty: hazopWords.none,
      },
    ],
  };
};

/** Rows that are named before the rest is counted. */
const rowsShown = 6;

const rowList = (refs: ReadonlyArray<string>): string =>
  refs.length <= rowsShown ? refs.join(", ") : `${refs.slice(0, rowsShown).join(", ")} +${refs.length - rowsShown}`;

const safeguardRow = (state: SafeguardState, refs: ReadonlyArray<string>): TableRow => {
  const words = hazopWords.safeguards;
  const { due, interval, links, reasons, safeguard, tests } = state;
  const last = tests.at(-1);
  return cells(
    [
      String(safeguard.number),
      safeguard.name,
      stacked([
        ...(safeguard.tag === "" ? [] : [[span(safeguard.tag, "strong")]]),
        ...(links.length === 0
          ? [[span(words.notLinked, "muted")]]
          : links.map(({ asset, tag }) => [span(tag ?? ""), span(` ${shortId(asset)}`, "code")])),
      ]),
      safeguard.isLayer ? `PFD ${safeguard.pfd || "–"}` : "",
      interval === null ? "" : intervalText(interval),
      last === undefined
        ? [span(words.noTest, "muted")]
        : stacked([
            [span(`${last.at.slice(0, 10)} ${last.body.result}`)],
            [span(last.body.device, "muted")],
            [span(shortId(last.id), "code")],
          ]),
      due === null ? "" : due.slice(0, 10),
      stacked([[stateSpan(state)], ...reasons.slice(0, 1).map(({ text }) => [span(text, "muted")])]),
      rowList(refs),
    ],
    state.state !== "HEALTHY",
  );
};

/** What nothing shows to work is not printed as healthy. */
const stateSpan = ({ isWatched, state }: SafeguardState) => {
  if (state === "HEALTHY" && !isWatched) return span(hazopWords.safeguards.notShown);
  return span(safeguardWords[state], state === "HEALTHY" ? "plain" : "strong");
};

const usesOf = (study: Study, list: "recommendations" | "safeguards"): ReadonlyMap<string, ReadonlyArray<string>> => {
  const uses = new Map<string, string[]>();
  for (const { consequence, ref } of scenariosOf(study))
    for (const id of new Set(consequence[list])) uses.set(id, [...(uses.get(id) ?? []), ref]);
  return uses;
};

/** Recommendations, open and closed. */
export const actionSection = ({ closures, study }: HazopStudyInput): ReportSection => {
  const words = hazopWords.actions;
  const uses = usesOf(study, "recommendations");
  return {
    title: words.title,
    blocks: [
      {
        kind: "table",
        description: words.description,
        columns: [
          { title: words.number, width: 5, align: "right" },
          { title: words.action, width: 45, align: "left" },
          { title: words.owner, width: 16, align: "left" },
          { title: words.due, width: 10, align: "left" },
          { title: words.status, width: 18, align: "left" },
          { title: words.rows, width: 14, align: "left" },
        ],
        rows: study.recommendations.map(({ due, id, number, responsible, status, text }) => {
          const closed = closures.findLast(({ body }) => body.recommendation === id);
          return cells(
            [
              String(number),
              text,
              responsible,
              due,
              closed === undefined
                ? status || words.open
                : stacked([
                    [span(`${closed.body.outcome} ${closed.at.slice(0, 10)}`)],
                    [span(shortId(closed.id), "code")],
                  ]),
              rowList(uses.get(id) ?? []),
            ],
            closed === undefined,
          );
        }),
        whenEmpty: hazopWords.none,
      },
    ],
  };
};

/** The matrix per type of consequence, and what its ranks mean. */
export const matrixSection = ({ study }: HazopStudyInput): ReportSection => {
  const words = hazopWords.matrix;
  const { matrix } = study;
  const types = [...new Set(matrix.severities.map(({ type }) => type))];
  if (types.length === 0) return { title: words.title, blocks: [{ kind: "paragraph", text: words.none }] };
  const lost = danglingCells(matrix);
  return {
    title: words.title,
    blocks: [
      ...types.flatMap((type): ReadonlyArray<ReportBlock> => [
        { kind: "subheading", text: type },
        matrixTable(matrix, type),
      ]),
      ...(lost === 0 ? [] : [{ kind: "paragraph" as const, text: words.dangling(lost) }]),
      { kind: "subheading", text: words.ranks },
      {
        kind: "table",
        description: words.ranks,
        columns: [
          { title: words.rank, width: 12, align: "left" },
          { title: words.meaning, width: 48, align: "left" },
          { title: words.priority, width: 20, align: "left" },
          { title: words.credits, width: 20, align: "left" },
        ],
        rows: matrix.ranks.map(({ code, name, priority, requiredCredits }) =>
          cells([[span(code, "strong")], name, priority, requiredCredits]),
        ),
        whenEmpty: hazopWords.none,
      },
    ],
  };
};

const danglingCells = ({ cells: all, likelihoods, severities }: RiskMatrix): number =>
  all.filter(
    ({ likelihood, severity }) =>
      !severities.some(({ id }) => id === severity) || !likelihoods.some(({ id }) => id === likelihood),
  ).length;

const matrixTable = ({ cells: all, likelihoods, ranks, severities }: RiskMatrix, type: string): Table => {
  const words = hazopWords.matrix;
  const codeAt = (severity: string, likelihood: string): string => {
    const cell = all.find((one) => one.severity === severity && one.likelihood === likelihood);
    return ranks.find(({ id }) => id === cell?.rank)?.code ?? "–";
  };
  return {
    kind: "table",
    description: words.description(type),
    columns: [
      { title: words.severity, width: 36, align: "left" },
      { title: words.target, width: 12, align: "left" },
      ...likelihoods.map(({ code, frequency, name }) => ({
        title: `${code} ${name}\n${frequency}`,
        width: 12,
        align: "left" as const,
      })),
    ],
    rows: severities
      .filter((severity) => severity.type === type)
      .map((severity) =>
        cells([
          `${severity.code} ${severity.name}`,
          severity.tmel,
          ...likelihoods.map(({ id }) => codeAt(severity.id, id)),
        ]),
      ),
    whenEmpty: hazopWords.none,
  };
};

/** A moment as the report prints it. */
export const momentText = (at: string): string => timeText({ at, precision: "second" });
