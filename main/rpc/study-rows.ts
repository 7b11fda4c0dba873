/** A study and its state as the rows of the contract. */
import type { ChannelState } from "../../shared/hazop/channel-state.ts";
import { riskOf } from "../../shared/hazop/risk-matrix.ts";
import { isAuthorized, type SafeguardState } from "../../shared/hazop/safeguard-state.ts";
import type { ScenarioState } from "../../shared/hazop/scenario-state.ts";
import { intervalText } from "../../shared/hazop/study-dates.ts";
import { until } from "../../shared/hazop/study-record.ts";
import type { NodeState, StudyState } from "../../shared/hazop/study-state.ts";
import { scenariosOf, type RiskChoice, type RiskMatrix, type Study } from "../../shared/hazop/study.ts";
import { protections, type Axis } from "../../shared/hazop/hazop-state.ts";
import { worksheetOf, worksheetOfNode, type WorksheetLine } from "../../shared/hazop/worksheet.ts";
import type {
  ChannelRow,
  LopaRow,
  MatrixRow,
  RecommendationRow,
  SafeguardRow,
  StudyHeaderRow,
  StudyNodeRow,
  StudyRow,
  StudyStateRow,
  WorksheetRow,
} from "../../shared/rpc/hazop-rows.ts";
import type { RuleRow } from "../../shared/rpc/decision-methods.ts";
import type { HeldStudy, OpenStudy } from "./study-shelf.ts";

/** An axis with its reasons. */
export const axisRow = <S extends string>({ reasons, state }: Axis<S>) => ({
  reasons: reasons.map(({ records, rule, text }) => ({ records: [...records], rule, text })),
  state,
});

/** A line of the list of studies; `state` is null where the file is not here. */
export const studyRow = (
  { history, imported, importedAt }: HeldStudy,
  open: { readonly study: OpenStudy; readonly state: StudyState } | null,
): StudyRow => ({
  counts: { ...imported.counts },
  dialect: `${imported.dialect.name} ${imported.dialect.revision}`,
  edits: open === null ? 0 : until(open.study.known.facts.edits, open.state.at).length,
  file_here: open !== null,
  file_name: imported.file.name,
  file_sha256: imported.file.sha256,
  imported_at: importedAt,
  name: imported.name,
  protection: open === null ? null : axisRow(open.state.protection),
  revalidation_due: open?.state.revalidationDue ?? null,
  study: history.id,
  unit: open?.study.known.study.header.unit ?? "",
  validity: open === null ? null : axisRow(open.state.validity),
});

/** The head of a study. */
export const headerRow = ({ header }: Study): StudyHeaderRow => {
  const { company, coordinator, facility, location, notes, project, reportNumber, sessions, status, team, type, unit } =
    header;
  return {
    company,
    coordinator,
    facility,
    location,
    notes,
    project,
    report_number: reportNumber,
    sessions: sessions.map(({ date, name }) => ({ date, name })),
    status,
    team: team.map((member) => ({ ...member })),
    type,
    unit,
  };
};

/** A node with where it stands. */
export const nodeRow = (state: NodeState): StudyNodeRow => {
  const { lastReview, links, node, openChanges, protection, scenarios, validity } = state;
  return {
    assets: links.map((link) => ({ ...link })),
    boundary: node.boundary,
    comments: node.comments,
    design_conditions: node.designConditions,
    deviations: node.deviations.length,
    drawings: [...node.drawings],
    equipment_tags: node.equipmentTags,
    hazardous_materials: node.hazardousMaterials,
    intention: node.intention,
    last_review:
      lastReview === null
        ? null
        : {
            at: lastReview.at,
            outcome: lastReview.body.outcome,
            record: lastReview.id,
            remark: lastReview.body.remark,
          },
    name: node.name,
    node: node.id,
    number: node.number,
    open_changes: openChanges.map((change) => ({ ...change })),
    operating_conditions: node.operatingConditions,
    protection: axisRow(protection),
    scenarios: countsByProtection(scenarios),
    sessions: [...node.sessions],
    validity: axisRow(validity),
  };
};

const countsByProtection = (scenarios: ReadonlyArray<ScenarioState>): StudyNodeRow["scenarios"] => {
  const counts = { DEVIATING: 0, NOT_PROTECTED: 0, PROTECTED: 0, UNMONITORED: 0, WEAKENED: 0 };
  for (const name of protections) counts[name] = scenarios.filter(({ protection }) => protection.state === name).length;
  return counts;
};

/** Every safeguard with state, last test, next test and asset. */
export const safeguardRows = (study: Study, states: ReadonlyArray<SafeguardState>): SafeguardRow[] => {
  const uses = usesOf(study, (id) => id.consequence.safeguards);
  return states.map((state) => safeguardRow(state, uses.get(state.safeguard.id) ?? []));
};

const usesOf = (
  study: Study,
  idsOf: (scenario: ReturnType<typeof scenariosOf>[number]) => ReadonlyArray<string>,
): ReadonlyMap<string, string[]> => {
  const uses = new Map<string, string[]>();
  for (const scenario of scenariosOf(study))
    for (const id of idsOf(scenario)) uses.set(id, [...(uses.get(id) ?? []), scenario.ref]);
  return uses;
};

const safeguardRow = (state: SafeguardState, usedIn: string[]): SafeguardRow => {
  const { bypass, due, interval, links, reasons, safeguard, tests } = state;
  const last = tests.at(-1);
  return {
    assets: links.map((link) => ({ ...link })),
    bypass:
      bypass === null
        ? null
        : {
            authorized: isAuthorized(bypass.body),
            compensating: bypass.body.compensating,
            ends: bypass.body.ends,
            reason: bypass.body.reason,
            record: bypass.id,
            since: bypass.at,
          },
    category: safeguard.category,
    comments: safeguard.comments,
    due,
    interval: interval === null ? null : intervalText(interval),
    is_ipl: safeguard.isLayer,
    last_test:
      last === undefined
        ? null
        : {
            at: last.at,
            device: last.body.device,
            evidence: last.body.evidence.length,
            record: last.id,
            result: last.body.result,
          },
    name: safeguard.name,
    number: safeguard.number,
    pfd: safeguard.pfd,
    reasons: reasons.map(({ records, rule, text }) => ({ records: [...records], rule, text })),
    safeguard: safeguard.id,
    state: state.state,
    tag: safeguard.tag,
    tests: tests.length,
    type: safeguard.type,
    used_in: usedIn,
  };
};

/** The worksheet of one node, or of all. */
export const worksheetRows = ({ known }: OpenStudy, state: StudyState, node: NodeState | null): WorksheetRow[] => {
  const closed = new Set(until(known.facts.closures, state.at).map(({ body }) => body.recommendation));
  const actions = new Map(
    known.study.recommendations.map(({ id, number, text }) => [
      id,
      { closed: closed.has(id), number, recommendation: id, text },
    ]),
  );
  const lines = node === null ? worksheetOf(state) : worksheetOfNode(node);
  return lines.map((line) => worksheetRow(known.study, actions, line));
};

const worksheetRow = (
  study: Study,
  actions: ReadonlyMap<string, WorksheetRow["recommendations"][number]>,
  { cause, consequence, deviation, ref, scenario }: WorksheetLine,
): WorksheetRow => ({
  cause:
    cause === null
      ? null
      : {
          cause: cause.id,
          enabling: cause.enabling.map(({ probability, text }) => [text, probability].filter(Boolean).join(": ")),
          frequency: cause.frequency,
          text: cause.text,
          type: cause.type,
        },
  comments: [...(consequence?.comments ?? [])],
  consequence:
    consequence === null ? null : { consequence: consequence.id, text: consequence.text, type: consequence.type },
  deviation: {
    comments: deviation.comments,
    design_intent: deviation.designIntent,
    deviation: deviation.id,
    guide_word: deviation.guideWord,
    parameter: deviation.parameter,
    text: deviation.text,
  },
  lopa: scenario === null ? null : lopaRow(scenario),
  protection: scenario === null ? null : axisRow(scenario.protection),
  recommendations: (consequence?.recommendations ?? []).flatMap((id) => actions.get(id) ?? []),
  ref,
  risk: {
    after: riskRow(study.matrix, consequence?.risk.after),
    before: riskRow(study.matrix, consequence?.risk.before),
    with_safeguards: riskRow(study.matrix, consequence?.risk.withSafeguards),
  },
  safeguards: (scenario?.safeguards ?? []).map(({ safeguard, state }) => ({
    name: safeguard.name,
    number: safeguard.number,
    safeguard: safeguard.id,
    state,
    tag: safeguard.tag,
  })),
});

/** The arithmetic of a scenario; `null` where it has no figures. */
const lopaRow = ({ lopa }: ScenarioState): LopaRow | null =>
  lopa === null
    ? null
    : {
        credited: lopa.credited.map(({ id }) => id),
        credited_tags: lopa.credited.map(({ name, tag }) => tag || name),
        dropped: lopa.dropped.map(({ safeguard, why }) => ({
          safeguard: safeguard.id,
          tag: safeguard.tag || safeguard.name,
          why,
        })),
        frequency: lopa.frequency,
        mel: lopa.mel,
        mel_as_studied: lopa.melAsStudied,
        met: lopa.met,
        ratio: lopa.ratio,
        tmel: lopa.tmel,
      };

const riskRow = (matrix: RiskMatrix, choice: RiskChoice | undefined): WorksheetRow["risk"]["before"] => {
  const risk = choice === undefined ? null : riskOf(matrix, choice);
  if (risk === null) return null;
  return {
    color: risk.rank?.color ?? "",
    likelihood: risk.likelihood?.code ?? "",
    rank: risk.rank?.code ?? "",
    rank_name: risk.rank?.name ?? "",
    severity: risk.severity?.code ?? "",
  };
};

/** The actions of a study, with those that a record has closed by that moment. */
export const recommendationRows = ({ known }: OpenStudy, state: StudyState): RecommendationRow[] => {
  const uses = usesOf(known.study, (scenario) => scenario.consequence.recommendations);
  const closures = until(known.facts.closures, state.at);
  return known.study.recommendations.map(({ comments, due, id, kind, number, priority, responsible, status, text }) => {
    const closed = closures.findLast(({ body }) => body.recommendation === id);
    return {
      closed:
        closed === undefined
          ? null
          : { at: closed.at, outcome: closed.body.outcome, record: closed.id, remark: closed.body.remark },
      comments,
      due,
      kind,
      number,
      priority,
      recommendation: id,
      responsible,
      status,
      text,
      used_in: uses.get(id) ?? [],
    };
  });
};

/** The risk matrix as a grid per type of consequence. Severities of one type without a cell have no row. */
export const matrixRow = (
  matrix: RiskMatrix,
  title: string,
  origin: { edition: string; source: string },
): MatrixRow => ({
  edition: origin.edition,
  likelihoods: matrix.likelihoods.map(({ code, frequency, name }) => ({ code, frequency, name })),
  ranks: matrix.ranks.map(({ code, color, name, priority, requiredCredits }) => ({
    code,
    color,
    name,
    priority,
    required_credits: requiredCredits,
  })),
  source: origin.source,
  title,
  types: [...Map.groupBy(matrix.severities, ({ type }) => type)].map(([type, severities]) => ({
    rows: severities.map(({ code, id, name, tmel }) => ({
      code,
      name,
      ranks: matrix.likelihoods.map((likelihood) => {
        const cell = matrix.cells.find((one) => one.severity === id && one.likelihood === likelihood.id);
        return matrix.ranks.find((rank) => rank.id === cell?.rank)?.code ?? null;
      }),
      tmel,
    })),
    type,
  })),
});

const channelRow = ({ binding, last, protection, state }: ChannelState): ChannelRow => ({
  asset: binding.body.asset,
  channel: binding.body.channel,
  dead_band: binding.body.dead_band,
  delay_s: binding.body.delay_s,
  deviation: binding.body.deviation,
  last: last === null ? null : { at: last.at, record: last.id, value: last.value },
  limits: { ...binding.body.limits },
  reasons: axisRow(protection).reasons,
  record: binding.id,
  stale_after_s: binding.body.stale_after_s,
  state,
  unit: binding.body.unit,
});

/** Both axes with everything behind them. */
export const stateRow = (study: OpenStudy, state: StudyState, rules: RuleRow[]): StudyStateRow => ({
  at: state.at,
  channels: state.channels.map(channelRow),
  file_sha256: study.imported.file.sha256,
  name: study.imported.name,
  nodes: state.nodes.map(nodeRow),
  protection: axisRow(state.protection),
  records: study.records,
  revalidation_due: state.revalidationDue,
  rules,
  safeguards: safeguardRows(study.known.study, state.safeguards),
  scenarios: state.nodes.flatMap(({ node, scenarios }) =>
    scenarios.map((scenario) => ({
      lopa: lopaRow(scenario),
      node: node.id,
      protection: axisRow(scenario.protection),
      ref: scenario.scenario.ref,
    })),
  ),
  study: study.history.id,
  validity: axisRow(state.validity),
});
