/**
 * Reads an instrument round after round: opens the port, makes sure of the instrument, polls, and says what was
 * missed.
 */
import { gapMessageMax, isGapKind, type GapKind } from "../../shared/condition/poll-gap.ts";
import type { ProfileRead } from "../../shared/condition/instrument-profile.ts";
import { decodePoll, requestOf } from "../../shared/condition/poll-decoder.ts";
import { conditionReadOf, type InstrumentIdentity } from "../../shared/condition/reading.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { pause } from "./host-time.ts";
import type { ReadJob } from "./host-message.ts";
import type { InstrumentFailure } from "./instrument-failure.ts";
import { changeOf, identify } from "./instrument-identity.ts";
import type { JobContext } from "./job-context.ts";
import { createModbusLine, type ModbusLine, type PollFailure } from "./modbus-line.ts";
import type { Transport } from "./transport.ts";

/** After an ordinary opening: a reply to a request of the program before may still be on its way. */
export const openListenMs = 200;
/** Between attempts to open a lost port again; the last one repeats. */
export const reopenAfterMs = [250, 500, 1000, 2000, 5000] as const;

/** Reads until all rounds are made, the signal is aborted, or the port or the instrument fails for good. */
export const runReadJob = async (job: ReadJob, context: JobContext): Promise<Outcome<void, InstrumentFailure>> => {
  let progress: Progress = { next: job.first, instrument: job.expected };
  for (let lostTimes = 0; ;) {
    const ended = await readOnce(job, context, progress);
    progress = ended.progress;
    if (ended.outcome.ok || !mayComeBack(job, context, ended)) return ended.outcome;
    lostTimes = ended.polled ? 1 : lostTimes + 1;
    if (lostTimes === 1) reportGap(job, context, progress.next, { ...ended.outcome.failure, evidence: "" });
    await pauseUnlessAborted(context, reopenAfterMs[Math.min(lostTimes, reopenAfterMs.length) - 1] ?? 0);
  }
};

interface Progress {
  /** The number of the next poll. */
  readonly next: number;
  readonly instrument: InstrumentIdentity | null;
}

interface Ended {
  readonly outcome: Outcome<void, InstrumentFailure>;
  readonly progress: Progress;
  readonly polled: boolean;
}

/** An instrument that has been read once is waited for; one that was never there is not. */
const mayComeBack = (job: ReadJob, { signal }: JobContext, { outcome, progress }: Ended): boolean =>
  job.reconnect && !signal.aborted && progress.instrument !== null && !outcome.ok && isLoss(outcome.failure.kind);

const isLoss = (kind: InstrumentFailure["kind"]): boolean => kind === "noReply" || lostPort.includes(kind);

const lostPort: ReadonlyArray<InstrumentFailure["kind"]> = [
  "portVanished",
  "portStalled",
  "portUnknown",
  "portBusy",
  "portDenied",
];

/** From opening the port to its end. */
const readOnce = async (job: ReadJob, context: JobContext, progress: Progress): Promise<Ended> => {
  const opened = await context.open(job.target.path, job.target.line, context.time);
  if (!opened.ok) return { outcome: opened, progress, polled: false };
  const transport = opened.value;
  const { line: settings, timeout_ms, late_window_ms } = job.target;
  const timing = { line: settings, timeoutMs: timeout_ms, lateWindowMs: late_window_ms };
  const line = createModbusLine(transport, context.time, timing);
  const stop = (): void => line.stop();
  context.signal.addEventListener("abort", stop);
  if (context.signal.aborted) stop();
  try {
    await line.listen(progress.instrument === null ? openListenMs : timeout_ms + late_window_ms);
    return await readIdentified(job, context, { line, transport, progress });
  } finally {
    context.signal.removeEventListener("abort", stop);
    await transport.close();
  }
};

interface OpenLine {
  readonly line: ModbusLine;
  readonly transport: Transport;
  readonly progress: Progress;
}

const readIdentified = async (
  job: ReadJob,
  context: JobContext,
  { line, transport, progress }: OpenLine,
): Promise<Ended> => {
  const identified = await identify(line, job.target, transport);
  if (!identified.ok) return { outcome: stopIsNoFailure(identified.failure), progress, polled: false };
  const change = progress.instrument === null ? null : changeOf(progress.instrument, identified.value);
  if (change !== null) return { outcome: refuse("wrongInstrument", change), progress, polled: false };
  context.report({ kind: "started", job: job.job, instrument: identified.value });
  return pollRounds(job, context, { line, transport, progress: { next: progress.next, instrument: identified.value } });
};

/** A stop that was asked for is the orderly end of a reading. */
const stopIsNoFailure = ({ kind, message }: PollFailure | InstrumentFailure): Outcome<void, InstrumentFailure> =>
  kind === "stopped" ? success(undefined) : failed({ kind, message });

const pollRounds = async (job: ReadJob, context: JobContext, { line, progress }: OpenLine): Promise<Ended> => {
  const { reads } = job.target.shelved.profile;
  const end = job.rounds === null ? Infinity : job.rounds * reads.length;
  let { next } = progress;
  let due_us = context.time.moment().mono_us;
  const endWith = (outcome: Outcome<void, InstrumentFailure>): Ended => ({
    outcome,
    progress: { ...progress, next },
    polled: next > progress.next,
  });
  for (; next < end && !context.signal.aborted; next++) {
    const read = reads[next % reads.length];
    if (read === undefined || progress.instrument === null)
      throw new Error("A reading began without reads or without an instrument");
    if (next % reads.length === 0) due_us = await nextDue(job, context, { line, due_us, sequence: next });
    const failure = await pollOnce(job, context, { line, read, instrument: progress.instrument, sequence: next });
    if (failure !== null) return endWith(stopIsNoFailure(failure));
  }
  return endWith(success(undefined));
};

interface OnePoll {
  readonly line: ModbusLine;
  readonly read: ProfileRead;
  readonly instrument: InstrumentIdentity;
  readonly sequence: number;
}

/** Reports a poll or a gap. Returns the failure that ends the reading, or `null`. */
const pollOnce = async (
  job: ReadJob,
  context: JobContext,
  { line, read, instrument, sequence }: OnePoll,
): Promise<PollFailure | null> => {
  const { shelved, unit } = job.target;
  const polled = await line.poll(requestOf(read, unit));
  if (polled.ok) {
    const poll = conditionReadOf(instrument, decodePoll(shelved.profile, read, polled.value));
    context.report({ kind: "poll", job: job.job, sequence, read: poll });
    return null;
  }
  if (endsReading(polled.failure.kind)) return polled.failure;
  reportGap(job, context, sequence, polled.failure);
  return null;
};

const endsReading = (kind: PollFailure["kind"]): boolean =>
  kind === "stopped" || kind === "portVanished" || kind === "portStalled";

interface Due {
  readonly line: ModbusLine;
  /** When the round before this one was due. */
  readonly due_us: number;
  readonly sequence: number;
}

/** Waits until the next round is due and returns when that is; rounds that are past already are said to be missed. */
const nextDue = async (job: ReadJob, context: JobContext, { line, due_us, sequence }: Due): Promise<number> => {
  const period_us = job.every_ms * 1000;
  if (sequence === job.first || period_us === 0) return context.time.moment().mono_us;
  const late = Math.floor((context.time.moment().mono_us - due_us) / period_us) - 1;
  if (late > 0) reportGap(job, context, sequence, { kind: "overrun", message: missedText(late), evidence: "" });
  const due = due_us + (1 + Math.max(0, late)) * period_us;
  await line.listen(Math.max(0, due - context.time.moment().mono_us) / 1000);
  return due;
};

const missedText = (rounds: number): string =>
  `${rounds === 1 ? "A poll was" : `${rounds} polls were`} left out because an earlier one took too long. Poll less often, or look at the line.`;

const reportGap = (
  job: ReadJob,
  context: JobContext,
  sequence: number,
  gap: { readonly kind: string; readonly message: string; readonly evidence: string },
): void => {
  const { at, mono_us } = context.time.moment();
  const kind: GapKind = isGapKind(gap.kind) ? gap.kind : "portVanished";
  const message = gap.message.slice(0, gapMessageMax);
  context.report({ kind: "gap", job: job.job, sequence, gap: { at, kind, message, mono_us, raw: gap.evidence } });
};

/** Waits in portions, so that an abort is noticed soon. */
const pauseUnlessAborted = async ({ time, signal }: JobContext, millis: number): Promise<void> => {
  const until_us = time.moment().mono_us + millis * 1000;
  while (!signal.aborted && time.moment().mono_us < until_us) await pause(time, Math.min(abortNoticeMs, millis));
};

const abortNoticeMs = 100;
