/**
 * Reading sessions: an instrument is read until its count is reached or somebody stops it; each poll is recorded, then
 * told.
 */
import type { ConditionRead } from "../../shared/condition/reading.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { RpcEvent } from "../../shared/rpc/messages.ts";
import type { InstrumentService } from "../instrument/instrument-service.ts";
import type { ReadingRequest } from "../instrument/reading-request.ts";
import type { ReadingEvent } from "../instrument/resumed-reading.ts";

/** Records one poll; the answer is the record's id. */
export type RecordPoll = (read: ConditionRead) => Promise<Outcome<string>>;

export interface ReadingSessions {
  /** Starts reading; `record` is null for a session that is only watched. */
  readonly start: (request: ReadingRequest, record: RecordPoll | null) => string;
  readonly stop: (session: string) => Outcome<null>;
  /** Stops all and waits until the last poll is recorded. */
  readonly close: () => Promise<void>;
}

export interface SessionsParts {
  readonly instruments: InstrumentService;
  readonly emit: (event: RpcEvent) => void;
  readonly randomHex: (digits: number) => string;
}

/** Makes the sessions of one node. */
export const createReadingSessions = ({ emit, instruments, randomHex }: SessionsParts): ReadingSessions => {
  const running = new Map<string, { readonly stop: AbortController; readonly ended: Promise<void> }>();
  const start: ReadingSessions["start"] = (request, record) => {
    const session = randomHex(16);
    const stop = new AbortController();
    const ended = readSession({ emit, instruments, record, request, session, stop }).finally(() =>
      running.delete(session),
    );
    running.set(session, { stop, ended });
    return session;
  };
  return {
    start,
    stop: (session) => {
      const found = running.get(session);
      if (found === undefined)
        return refuse("noSession", `There is no reading session ${session}; it has ended already.`);
      found.stop.abort();
      return success(null);
    },
    close: async () => {
      for (const { stop } of running.values()) stop.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
};

interface SessionRun extends Pick<SessionsParts, "emit" | "instruments"> {
  readonly record: RecordPoll | null;
  readonly request: ReadingRequest;
  readonly session: string;
  readonly stop: AbortController;
}

const readSession = async (run: SessionRun): Promise<void> => {
  // Polls are recorded one after the other in their order, while the instrument is read on.
  let recording: Promise<Outcome<null>> = Promise.resolve(success(null));
  const take = (event: ReadingEvent): void => {
    recording = recording.then((before) => (before.ok ? tell(run, event) : before));
  };
  const read = await run.instruments.read(run.request, take, run.stop.signal);
  const recorded = await recording;
  const end = read.ok && !recorded.ok ? recorded : read;
  run.emit({
    event: "reading-ended",
    failure: end.ok ? null : { kind: end.failure.kind, message: end.failure.message },
    polls: read.ok ? read.value.polls : 0,
    session: run.session,
  });
};

const tell = async (run: SessionRun, event: ReadingEvent): Promise<Outcome<null>> => {
  if (event.kind === "gap") run.emit({ event: "reading-fault", message: event.gap.message, session: run.session });
  if (event.kind !== "poll") return success(null);
  const recorded = run.record === null ? success(null) : await run.record(event.read);
  if (!recorded.ok) {
    run.stop.abort();
    return failed({ ...recorded.failure, message: `The reading could not be recorded: ${recorded.failure.message}` });
  }
  run.emit(readingEvent(run.session, event.read, recorded.value));
  return success(null);
};

const readingEvent = (session: string, read: ConditionRead, record: string | null): RpcEvent => ({
  at: read.reply.at,
  event: "reading",
  gaps: [...read.gaps],
  profile: read.instrument.profile_sha256,
  raw: read.reply.raw,
  readings: [...read.readings],
  record,
  session,
  simulated: read.instrument.simulated,
});
