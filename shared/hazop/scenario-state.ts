/** Whether a scenario is protected at a moment (rules R5 and R6): by LOPA where it has figures, else by count. */
import type { Axis, Protection, StateReason } from "./hazop-state.ts";
import { lopaOf, type Lopa } from "./lopa.ts";
import type { SafeguardState } from "./safeguard-state.ts";
import type { Safeguard, Scenario, Study } from "./study.ts";

export interface ScenarioState {
  readonly scenario: Scenario;
  readonly protection: Axis<Protection>;
  readonly lopa: Lopa | null;
  readonly safeguards: ReadonlyArray<SafeguardState>;
}

/** The state of one scenario, from the states of the safeguards. */
export const scenarioStateAt = (
  study: Study,
  scenario: Scenario,
  states: ReadonlyMap<string, SafeguardState>,
): ScenarioState => {
  const safeguards = scenario.consequence.safeguards.flatMap((id) => {
    const state = states.get(id);
    return state === undefined || !state.safeguard.isSafeguard ? [] : [state];
  });
  const lopa = lopaOf(
    scenario,
    safeguards.map(({ safeguard }) => safeguard),
    {
      assetsOf: ({ id }) => states.get(id)?.links.map(({ asset }) => asset) ?? [],
      outOfOrder: ({ id }) => outOfOrder(states.get(id)),
    },
    severityTmel(study, scenario),
  );
  const protection = lopa === null ? byCount(unique(safeguards)) : byFigures(lopa, states);
  return { scenario, protection, lopa, safeguards };
};

/** The target of the severity that was chosen, where the scenario names none of its own. */
const severityTmel = ({ matrix }: Study, { consequence }: Scenario): string =>
  matrix.severities.find(({ id }) => id === consequence.risk.withSafeguards.severity)?.tmel ?? "";

const outOfOrder = (state: SafeguardState | undefined): string | null => {
  if (state === undefined || state.state === "HEALTHY") return null;
  return state.reasons[0]?.text ?? state.state;
};

const unique = (states: ReadonlyArray<SafeguardState>): ReadonlyArray<SafeguardState> => [...new Set(states)];

const byFigures = (lopa: Lopa, states: ReadonlyMap<string, SafeguardState>): Axis<Protection> => {
  const lost = lopa.dropped.flatMap(({ safeguard, why, always }) => {
    const reasons = always ? [] : (states.get(safeguard.id)?.reasons ?? []);
    const text = `${shownName(safeguard)} is not credited: ${lowerFirst(why)}`;
    return [{ records: reasons.flatMap(({ records }) => records), rule: reasons[0]?.rule ?? "R6", text }];
  });
  if (!lopa.met) {
    const text = lopa.metAsStudied
      ? `MEL ${lopa.mel}/a is above TMEL ${lopa.tmel}/a; with all layers it is ${lopa.melAsStudied}/a.`
      : `MEL ${lopa.melAsStudied}/a is above TMEL ${lopa.tmel}/a even with every layer in order.`;
    return { state: "NOT_PROTECTED", reasons: [{ records: [], rule: "R5", text }, ...lost] };
  }
  if (lopa.dropped.some(({ always }) => !always)) {
    const text = `MEL ${lopa.mel}/a still meets TMEL ${lopa.tmel}/a, but fewer layers hold than the study counts on.`;
    return { state: "WEAKENED", reasons: [{ records: [], rule: "R5", text }, ...lost] };
  }
  return unwatched(lopa.credited.flatMap(({ id }) => states.get(id) ?? []));
};

const byCount = (safeguards: ReadonlyArray<SafeguardState>): Axis<Protection> => {
  const healthy = safeguards.filter(({ state }) => state === "HEALTHY");
  const lost = safeguards.filter(({ state }) => state !== "HEALTHY").flatMap(reasonsOf);
  if (safeguards.length === 0) return { state: "NOT_PROTECTED", reasons: [noSafeguard] };
  if (healthy.length === 0) return { state: "NOT_PROTECTED", reasons: lost };
  return healthy.length < safeguards.length ? { state: "WEAKENED", reasons: lost } : unwatched(healthy);
};

const noSafeguard: StateReason = { records: [], rule: "R5", text: "The study names no safeguard for it." };

/** What nobody has tested and no asset performs is not known to work: it never counts as healthy. */
const unwatched = (safeguards: ReadonlyArray<SafeguardState>): Axis<Protection> => {
  const unknown = safeguards.filter(({ isWatched }) => !isWatched);
  if (unknown.length === 0) return { state: "PROTECTED", reasons: [] };
  return {
    state: "UNMONITORED",
    reasons: unknown.flatMap(reasonsOf),
  };
};

const reasonsOf = ({ reasons, safeguard }: SafeguardState): ReadonlyArray<StateReason> =>
  reasons.map(({ records, rule, text }) => ({ records, rule, text: `${shownName(safeguard)}: ${text}` }));

const shownName = ({ name, tag }: Safeguard): string => (tag === "" ? name : `${tag} (${name})`);

const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? `${text.slice(0, 1).toLowerCase()}${text.slice(1)}` : text;
