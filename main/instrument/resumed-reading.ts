/** A reading that survives the end of the process that reads: a new one is started and goes on with the next poll. */
import type { ConditionRead, InstrumentIdentity } from "../../shared/condition/reading.ts";
import type { PollGap } from "../../shared/condition/poll-gap.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { HostClient } from "./host-client.ts";
import type { HostReport } from "./host-message.ts";
import { pause, type HostTime } from "./host-time.ts";
import type { InstrumentFailure } from "./instrument-failure.ts";
import type { PlannedReading } from "./reading-request.ts";

export type ReadingEvent =
  /** The instrument has been made sure of; comes again after a new start. */
  | { readonly kind: "started"; readonly instrument: InstrumentIdentity }
  /** One poll: the body of a `condition/read@1` record. */
  | { readonly kind: "poll"; readonly read: ConditionRead }
  /** A poll that gave nothing, or time in which none was made. */
  | { readonly kind: "gap"; readonly gap: PollGap };

export interface ReadingSummary {
  readonly instrument: InstrumentIdentity | null;
  readonly polls: number;
  readonly readings: number;
  readonly gaps: number;
}

/** Waits before the host is started again; it ends at the fifth start in a row without a poll. */
export const restartAfterMs = [250, 500, 1000, 2000, 5000] as const;

/**
 * Reads until the plan is fulfilled or the signal is aborted. Fails when no poll at all succeeded, or when the port
 * was lost.
 */
export const resumedReading = async (
  plan: PlannedReading,
  surroundings: Surroundings,
): Promise<Outcome<ReadingSummary, InstrumentFailure>> => {
  const { client, time, onEvent, signal } = surroundings;
  let state = nothingRead;
  for (let failures = 0; ;) {
    const before = state.polls;
    const job = { kind: "read", ...plan, first: state.next, expected: state.instrument } as const;
    const listen = (report: HostReport): void => {
      state = after(state, report);
      if (report.kind === "started" || report.kind === "poll" || report.kind === "gap") onEvent(eventOf(report));
    };
    const outcome = await client.run(job, listen, signal);
    failures = state.polls > before ? 1 : failures + 1;
    if (outcome.ok || outcome.failure.kind !== "hostFailed") return conclude(outcome, state);
    if (isFulfilled(plan, state)) return conclude(success(undefined), state);
    const wait = restartAfterMs[failures - 1];
    if (wait === undefined || signal?.aborted === true) return conclude(outcome, state);
    listen(hostStopped(state.next, outcome.failure, time));
    await pause(time, wait);
  }
};

export interface Surroundings {
  readonly client: HostClient;
  readonly time: HostTime;
  readonly onEvent: (event: ReadingEvent) => void;
  readonly signal: AbortSignal | undefined;
}

interface ReadingState extends ReadingSummary {
  /** The number of the next poll. */
  readonly next: number;
  readonly lastGap: PollGap | null;
}

const nothingRead: ReadingState = { instrument: null, polls: 0, readings: 0, gaps: 0, next: 0, lastGap: null };

const eventOf = (report: Extract<HostReport, { readonly kind: "started" | "poll" | "gap" }>): ReadingEvent => {
  if (report.kind === "started") return { kind: "started", instrument: report.instrument };
  return report.kind === "poll" ? { kind: "poll", read: report.read } : { kind: "gap", gap: report.gap };
};

const after = (state: ReadingState, report: HostReport): ReadingState => {
  if (report.kind === "started") return { ...state, instrument: report.instrument };
  if (report.kind === "gap")
    return { ...state, gaps: state.gaps + 1, lastGap: report.gap, next: nextAfterGap(state, report) };
  if (report.kind !== "poll") return state;
  const readings = state.readings + report.read.readings.length;
  return { ...state, polls: state.polls + 1, readings, next: report.sequence + 1 };
};

/** A poll that failed is done; a gap of time is not a poll. */
const nextAfterGap = (state: ReadingState, { gap, sequence }: Extract<HostReport, { readonly kind: "gap" }>): number =>
  gapsOfTime.includes(gap.kind) ? state.next : sequence + 1;

const gapsOfTime: ReadonlyArray<PollGap["kind"]> = ["overrun", "hostStopped", "portVanished", "portStalled"];

/** The host ended while it closed the port: everything had been read. */
const isFulfilled = ({ rounds, target }: PlannedReading, { next }: ReadingState): boolean =>
  rounds !== null && next >= rounds * target.shelved.profile.reads.length;

const hostStopped = (sequence: number, end: InstrumentFailure, time: HostTime): HostReport => {
  const { at, mono_us } = time.moment();
  const message = `${end.message} It is started again by itself, and nothing that was read before is lost.`;
  return { kind: "gap", job: 1, sequence, gap: { at, kind: "hostStopped", message, mono_us, raw: "" } };
};

const conclude = (
  outcome: Outcome<void, InstrumentFailure>,
  state: ReadingState,
): Outcome<ReadingSummary, InstrumentFailure> => {
  const { instrument, polls, readings, gaps, lastGap } = state;
  if (!outcome.ok) return failed(withKept(outcome.failure, polls));
  if (polls === 0 && lastGap !== null)
    return refuse(failureKind(lastGap), `No poll gave a value. The last one: ${lastGap.message}`);
  return success({ instrument, polls, readings, gaps });
};

const withKept = ({ kind, message }: InstrumentFailure, polls: number): InstrumentFailure => ({
  kind,
  message:
    polls === 0 ? message : `${message} What was read before is kept: ${polls} ${polls === 1 ? "poll" : "polls"}.`,
});

const failureKind = ({ kind }: PollGap): InstrumentFailure["kind"] =>
  kind === "hostStopped" ? "hostFailed" : kind === "overrun" ? "noReply" : kind;
