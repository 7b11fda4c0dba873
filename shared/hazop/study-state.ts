/**
 * Both axes of a study at any moment, computed from the signed records and nothing else: the same records give the same
 * state, in whatever order they came. Rules R1 to R7, R9 to R12, R14 and R21.
 */
import { instantFromMillis, millisOfInstant, type Instant } from "../clock/instant.ts";
import {
  protections,
  validities,
  worstOf,
  type Axis,
  type Protection,
  type StateReason,
  type Validity,
} from "./hazop-state.ts";
import type { NodeReviewed } from "./hazop-body.ts";
import { channelStateAt, type ChannelState } from "./channel-state.ts";
import { safeguardStateAt, type SafeguardState } from "./safeguard-state.ts";
import { scenarioStateAt, type ScenarioState } from "./scenario-state.ts";
import { shownTime } from "./shown-time.ts";
import { endOfDay } from "./study-dates.ts";
import { standing, until, type AssetFacts, type Fact, type StudyHistory } from "./study-record.ts";
import { scenariosOfNode, type StudyNode } from "./study.ts";

export interface StudyState {
  readonly at: Instant;
  readonly validity: Axis<Validity>;
  readonly protection: Axis<Protection>;
  readonly nodes: ReadonlyArray<NodeState>;
  readonly safeguards: ReadonlyArray<SafeguardState>;
  readonly channels: ReadonlyArray<ChannelState>;
  /** The day until which the study is valid; `null` where none is known. */
  readonly revalidationDue: string | null;
}

export interface NodeState {
  readonly node: StudyNode;
  readonly validity: Axis<Validity>;
  readonly protection: Axis<Protection>;
  readonly scenarios: ReadonlyArray<ScenarioState>;
  /** Assets that the node covers by a record of its own. */
  readonly links: ReadonlyArray<{ readonly asset: string; readonly record: string; readonly tag: string | null }>;
  readonly openChanges: ReadonlyArray<OpenChange>;
  readonly lastReview: Fact<NodeReviewed> | null;
}

/** A change that no review of the node has looked at. */
export interface OpenChange {
  readonly asset: string;
  readonly tag: string | null;
  readonly record: string;
  readonly at: Instant;
  readonly summary: string;
}

/** A study is due for revalidation so many days before its time is over. */
export const dueSoonDays = 90;

/** The state of a study at a moment. */
export const studyStateAt = (history: StudyHistory, at: Instant): StudyState => {
  const { study } = history;
  const safeguards = study.safeguards.map((safeguard) => safeguardStateAt(history, safeguard, at));
  const states = new Map(safeguards.map((state) => [state.safeguard.id, state]));
  const revalidationDue = dueDayAt(history, at);
  const paper = paperValidity(
    revalidationDue,
    at,
    revalidations(history, at).map(({ id }) => id),
  );
  const channels = channelsAt(history, at);
  const nodes = study.nodes.map((node) => nodeStateAt(history, { at, channels, node, paper, states }));
  return {
    at,
    validity: worstOf(validities, "VALID", [paper, ...nodes.map((node) => named(node, node.validity))]),
    protection: study.nodes.length === 0 ? noNodes : worstOf(protections, "PROTECTED", nodes.map(summed)),
    nodes,
    safeguards,
    channels,
    revalidationDue,
  };
};

/** The channels that are bound, each binding as it stands: one without limits is none. */
const channelsAt = ({ assets, facts, hasSeen }: StudyHistory, at: Instant): ReadonlyArray<ChannelState> =>
  [
    ...Map.groupBy(until(facts.bindings, at), ({ body }) => [body.deviation, body.asset, body.channel].join(" ")),
  ].flatMap(([, bindings]) =>
    standing(bindings, hasSeen)
      .filter(({ body }) => Object.values(body.limits).some((limit) => limit !== null))
      .map((binding) => channelStateAt(binding, assets, at)),
  );

const noNodes: Axis<Protection> = {
  state: "UNMONITORED",
  reasons: [{ records: [], rule: "R5", text: "The study has no node, so nothing says what protects the plant." }],
};

/** One reason for each node: the study's own list stays as short as its nodes are. */
const summed = ({ node, protection, scenarios }: NodeState): Axis<Protection> => {
  if (protection.reasons.length === 0) return protection;
  const [first] = protection.reasons;
  const hit = scenarios.filter((scenario) => scenario.protection.state === protection.state).length;
  const text =
    scenarios.length === 0
      ? `Node ${node.number}: ${first?.text ?? ""}`
      : `Node ${node.number} ${node.name}: ${hit} of ${scenarios.length} rows. ${first?.text ?? ""}`;
  const records = [...new Set(protection.reasons.flatMap((reason) => reason.records))].sort();
  return { state: protection.state, reasons: [{ records, rule: first?.rule ?? "R5", text }] };
};

const named = <S extends string>({ node }: NodeState, axis: Axis<S>): Axis<S> => ({
  state: axis.state,
  reasons: axis.reasons
    .filter(({ rule }) => rule !== "R14")
    .map(({ records, rule, text }) => ({ records, rule, text: `Node ${node.number} ${node.name}: ${text}` })),
});

interface NodeCase {
  readonly at: Instant;
  readonly channels: ReadonlyArray<ChannelState>;
  readonly node: StudyNode;
  readonly paper: Axis<Validity>;
  readonly states: ReadonlyMap<string, SafeguardState>;
}

const nodeStateAt = (history: StudyHistory, { at, channels, node, paper, states }: NodeCase): NodeState => {
  const scenarios = scenariosOfNode(node).map((scenario) =>
    watched(scenarioStateAt(history.study, scenario, states), channels),
  );
  const settings = standing(
    until(history.facts.nodeLinks, at).filter(({ body }) => body.node === node.id),
    history.hasSeen,
  );
  const links = settings.flatMap(({ body, id }) =>
    body.assets.map((asset) => ({ asset, record: id, tag: tagOf(history, asset) })),
  );
  const used = [...new Set(scenarios.flatMap(({ safeguards }) => safeguards))];
  const covered = new Set([...links, ...used.flatMap((state) => state.links)].map(({ asset }) => asset));
  const reviews = until(history.facts.reviews, at).filter(({ body }) => body.node === node.id);
  const openChanges = openChangesOf(history.assets, covered, reviews, at);
  const conflicts = [
    ...(isConflict(settings) ? [conflict("the assets of the node", settings)] : []),
    ...used.flatMap(({ linkConflict, safeguard }) =>
      linkConflict.length === 0
        ? []
        : [
            conflict(
              `the asset of the safeguard "${safeguard.name}"`,
              linkConflict.map((id) => ({ id })),
            ),
          ],
    ),
  ];
  const stale: Axis<Validity> =
    openChanges.length + conflicts.length === 0
      ? { state: "VALID", reasons: [] }
      : { state: "STALE", reasons: [...openChanges.map(changeReason), ...conflicts] };
  return {
    node,
    validity: worstOf(validities, "VALID", [paper, stale]),
    protection: nodeProtection(scenarios),
    scenarios,
    links,
    openChanges,
    lastReview: reviews.at(-1) ?? null,
  };
};

const isConflict = (settings: ReadonlyArray<Fact<{ readonly assets: ReadonlyArray<string> }>>): boolean =>
  new Set(settings.map(({ body }) => [...body.assets].sort().join())).size > 1;

/** A scenario is no better than what the channels of its deviation show; a deviation is told whatever else is wrong. */
const watched = (state: ScenarioState, channels: ReadonlyArray<ChannelState>): ScenarioState => {
  const own = channels.filter(({ binding }) => binding.body.deviation === state.scenario.deviation.id);
  if (own.length === 0) return state;
  const parts = [state.protection, ...own.map(({ protection }) => protection)].sort(
    (left, right) => protections.indexOf(right.state) - protections.indexOf(left.state),
  );
  const { state: worst } = worstOf(protections, "PROTECTED", parts);
  return { ...state, protection: { state: worst, reasons: parts.flatMap(({ reasons }) => reasons) } };
};

const tagOf = ({ assets }: StudyHistory, asset: string): string | null =>
  assets.find((one) => one.asset === asset)?.tag ?? null;

const conflict = (what: string, settings: ReadonlyArray<{ readonly id: string }>): StateReason => ({
  records: settings.map(({ id }) => id).sort(),
  rule: "R21",
  text: `Records that did not know of each other set ${what} differently: record it again.`,
});

const changeReason = ({ asset, at, record, summary, tag }: OpenChange): StateReason => ({
  records: [record],
  rule: "R11",
  text: `Changed not in kind on ${shownTime(at)}, not reviewed: ${tag ?? asset.slice(0, 12)}: ${summary}`,
});

/** Changes in kind are logged and touch nothing (R12). */
const openChangesOf = (
  assets: ReadonlyArray<AssetFacts>,
  covered: ReadonlySet<string>,
  reviews: ReadonlyArray<Fact<NodeReviewed>>,
  at: Instant,
): ReadonlyArray<OpenChange> => {
  const looked = new Set(reviews.flatMap(({ body }) => body.changes));
  return assets
    .filter(({ asset }) => covered.has(asset))
    .sort((left, right) => (left.asset < right.asset ? -1 : 1))
    .flatMap(({ asset, changes, tag }) =>
      until(changes, at)
        .filter(({ id, inKind }) => !inKind && !looked.has(id))
        .map(({ at: changedAt, id, summary }) => ({ asset, at: changedAt, record: id, summary, tag })),
    );
};

const nodeProtection = (scenarios: ReadonlyArray<ScenarioState>): Axis<Protection> => {
  if (scenarios.length === 0) return noRows;
  return worstOf(
    protections,
    "PROTECTED",
    scenarios.map(({ protection, scenario }) => ({
      state: protection.state,
      reasons: protection.reasons.map(({ records, rule, text }) => ({
        records,
        rule,
        text: `${scenario.ref}: ${text}`,
      })),
    })),
  );
};

const noRows: Axis<Protection> = {
  state: "UNMONITORED",
  reasons: [{ records: [], rule: "R5", text: "It has no consequence, so nothing says what protects it." }],
};

/** The day that the revalidations name, the earliest where two did not know of each other; else the study's own. */
const dueDayAt = (history: StudyHistory, at: Instant): string | null =>
  revalidations(history, at)
    .map(({ body }) => body.due)
    .sort()[0] ?? history.study.header.revalidationDue;

const revalidations = ({ facts, hasSeen }: StudyHistory, at: Instant) =>
  standing(until(facts.revalidations, at), hasSeen);

/** R14: nothing stops this clock (29 CFR 1910.119(e)(6)). */
const paperValidity = (day: string | null, at: Instant, records: ReadonlyArray<string>): Axis<Validity> => {
  const because = (state: Validity, text: string): Axis<Validity> => ({
    state,
    reasons: [{ records, rule: "R14", text }],
  });
  if (day === null)
    return because("DUE", "Neither the study nor a record says by when it must be revalidated: record that day.");
  const over = endOfDay(day);
  if (at >= over) return because("EXPIRED", `It had to be revalidated by ${day}.`);
  const soon = instantFromMillis(millisOfInstant(over) - dueSoonDays * 86_400_000);
  return at >= soon ? because("DUE", `It must be revalidated by ${day}.`) : { state: "VALID", reasons: [] };
};
