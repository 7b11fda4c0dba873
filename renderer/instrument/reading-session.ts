/** What a window keeps of a reading session: the last values, the last minutes, and how it stands. */
import type { RpcEvent, RpcFailure } from "../../shared/rpc/messages.ts";

type ReadingEvent = Extract<RpcEvent, { readonly event: "reading" }>;

export interface LiveChannel {
  readonly channel: string;
  readonly unit: string;
  /** Null: the last poll had no value, and `gap` says why. */
  readonly value: string | null;
  readonly quality: string;
  readonly gap: string | null;
  /** For the plot, beside `times`; null where a poll had no value. */
  readonly trail: ReadonlyArray<number | null>;
}

export interface ReadingSession {
  readonly id: string;
  readonly polls: number;
  readonly records: number;
  /** Seconds since 1970. */
  readonly times: ReadonlyArray<number>;
  readonly channels: ReadonlyArray<LiveChannel>;
  readonly last: { readonly at: string; readonly raw: string } | null;
  readonly simulated: boolean;
  /** The last thing that went wrong while it reads on; gone with the next good reply. */
  readonly fault: string | null;
  readonly ended: { readonly polls: number; readonly failure: RpcFailure | null } | null;
}

/** Ten minutes at four polls a second: more than a screen has columns. */
const trailMax = 2_400;

/** Nothing heard yet. */
export const newSession = (id: string): ReadingSession => ({
  id,
  polls: 0,
  records: 0,
  times: [],
  channels: [],
  last: null,
  simulated: false,
  fault: null,
  ended: null,
});

/** The session after an event; events of other sessions change nothing. */
export const afterEvent = (session: ReadingSession, event: RpcEvent): ReadingSession => {
  if (!("session" in event) || event.session !== session.id) return session;
  if (event.event === "reading-fault") return { ...session, fault: event.message };
  if (event.event === "reading-ended")
    return { ...session, ended: { polls: event.polls, failure: event.failure }, fault: null };
  return afterReading(session, event);
};

const afterReading = (before: ReadingSession, event: ReadingEvent): ReadingSession => {
  const session = withPause(before, Date.parse(event.at) / 1000);
  const known = session.channels.map(({ channel }) => channel);
  const heard = [...event.readings, ...event.gaps].map(({ channel }) => channel);
  const names = [...known, ...heard.filter((name) => !known.includes(name))];
  return {
    ...session,
    polls: session.polls + 1,
    records: session.records + (event.record === null ? 0 : 1),
    times: [...session.times, Date.parse(event.at) / 1000].slice(-trailMax),
    channels: names.map((name) => channelAfter(session, event, name)),
    last: { at: event.at, raw: event.raw },
    simulated: event.simulated,
    fault: null,
  };
};

/** Where far more time than between the last two polls has passed, the curves are left open. */
const withPause = (session: ReadingSession, now: number): ReadingSession => {
  const [beforeLast = 0, last = 0] = session.times.slice(-2);
  if (session.times.length < 2 || now - last <= pauseFactor * (last - beforeLast) + pauseSeconds) return session;
  const middle = (last + now) / 2;
  const channels = session.channels.map((channel) => ({ ...channel, trail: [...channel.trail, null] }));
  return { ...session, times: [...session.times, middle], channels };
};

const pauseFactor = 4;
const pauseSeconds = 1;

const channelAfter = (session: ReadingSession, event: ReadingEvent, name: string): LiveChannel => {
  const before = session.channels.find(({ channel }) => channel === name);
  const reading = event.readings.find(({ channel }) => channel === name);
  const gap = event.gaps.find(({ channel }) => channel === name)?.reason ?? null;
  const trail = before?.trail ?? session.times.map(() => null);
  return {
    channel: name,
    unit: reading?.unit ?? before?.unit ?? "1",
    value: reading?.value ?? null,
    quality: reading?.quality ?? before?.quality ?? "stale",
    gap,
    trail: [...trail, reading === undefined ? null : Number(reading.value)].slice(-trailMax),
  };
};
