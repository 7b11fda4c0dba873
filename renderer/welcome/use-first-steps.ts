/** How far one has come on the first day, told by what is really there. */
import { useSyncExternalStore } from "react";
import { makeKeptChoice } from "../design/kept-choice.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";

export const firstSteps = ["asset", "work", "reading", "peer", "report"] as const;
export type FirstStep = (typeof firstSteps)[number];

export interface FirstSteps {
  readonly done: ReadonlySet<FirstStep>;
  /** Where each step is taken; null while there is no machine to take it on. */
  readonly addressOf: (step: FirstStep) => string | null;
  /** False once it was hidden. */
  readonly isShown: boolean;
  /** True while there are so few machines that somebody may be new here. */
  readonly isEarly: boolean;
}

const kept = makeKeptChoice("first-steps", ["shown", "hidden"], () => "shown");

/** False once everything was done or it was hidden on this computer. */
export const areFirstStepsShown = (): boolean => kept.read() === "shown";

/** Says no more of it in the status line. */
export const hideFirstSteps = (): void => kept.write("hidden");

/** Whoever has more knows the way. */
const earlyMachinesMax = 4;

const readingTypes = ["asset/counter-read@1", "condition/read@1"];
const workTypes = ["service/performed@1", "service/defect-reported@1"];
const reportTypes = ["report/issued@1"];

/** Asked of the machine with the most records, which on the first day is the first one. `when`: false asks nothing. */
export const useFirstSteps = (when = true): FirstSteps => {
  const isShown = useSyncExternalStore(kept.subscribe, kept.read) === "shown";
  const fleet = valueOr(useAsk("asset.list", { limit: 1, sort: "records" }, { when }), null);
  const peers = valueOr(useAsk("peer.list", {}, { when }), []);
  const history = fleet?.rows[0]?.history ?? null;
  const has = useHasRecords(history);
  const done = new Set<FirstStep>([
    ...(history === null ? [] : (["asset"] as const)),
    ...(has(workTypes) ? (["work"] as const) : []),
    ...(has(readingTypes) ? (["reading"] as const) : []),
    ...(peers.some(({ state }) => state === "joined") ? (["peer"] as const) : []),
    ...(has(reportTypes) ? (["report"] as const) : []),
  ]);
  const isEarly = fleet !== null && fleet.total <= earlyMachinesMax;
  return { addressOf: (step) => addressOf(step, history), done, isEarly, isShown };
};

const useHasRecords = (history: string | null): ((types: string[]) => boolean) => {
  const ask = { history: history ?? "", limit: 1 };
  const when = history !== null;
  const works = valueOr(useAsk("history.timeline", { ...ask, types: workTypes }, { when }), null);
  const readings = valueOr(useAsk("history.timeline", { ...ask, types: readingTypes }, { when }), null);
  const reports = valueOr(useAsk("history.timeline", { ...ask, types: reportTypes }, { when }), null);
  const totals = new Map([
    [workTypes, works?.total ?? 0],
    [readingTypes, readings?.total ?? 0],
    [reportTypes, reports?.total ?? 0],
  ]);
  return (types) => (totals.get(types) ?? 0) > 0;
};

const addressOf = (step: FirstStep, history: string | null): string | null => {
  if (step === "asset") return addresses.register;
  if (step === "peer") return addresses.exchange;
  if (history === null) return null;
  return { report: addresses.dossier, reading: addresses.counters, work: addresses.log }[step](history);
};
