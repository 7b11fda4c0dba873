/**
 * Instruments for the rest of the program: list ports, find out what is on one, read, capture. All of it is done in
 * the serial host.
 */
import { lineSettingsSchema, usualLineSettings, type LineSettings } from "../../shared/condition/line-settings.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { createHostClient, type HostClient } from "./host-client.ts";
import type { HostLink } from "./host-link.ts";
import type { CapturedChunk, PortList, ShelvedProfile, Trial } from "./host-message.ts";
import type { HostTime } from "./host-time.ts";
import type { InstrumentFailure } from "./instrument-failure.ts";
import { planReading, type ReadingRequest } from "./reading-request.ts";
import { resumedReading, type ReadingEvent, type ReadingSummary } from "./resumed-reading.ts";

export interface CaptureRequest {
  readonly path: string;
  readonly line?: LineSettings;
  /** The capture ends with this many bytes, at most and by default `captureBytesMax`. */
  readonly bytesMax?: number;
  /** The capture ends after this time, at most and by default `captureMillisMax`. */
  readonly millisMax?: number;
}

export interface CaptureSummary {
  readonly bytes: number;
  readonly chunks: number;
}

export interface ProbeReport {
  /** The likeliest instrument first. */
  readonly trials: ReadonlyArray<Trial>;
  /** What it comes to, in a sentence. */
  readonly verdict: string;
}

export interface InstrumentService {
  readonly profiles: ReadonlyArray<ShelvedProfile>;
  readonly listPorts: () => Promise<Outcome<PortList, InstrumentFailure>>;
  /** Tries the identifying reads of all known profiles; never writes. */
  readonly probe: (path: string, signal?: AbortSignal) => Promise<Outcome<ProbeReport, InstrumentFailure>>;
  /** Reads and streams; what was given to `onEvent` is never taken back. */
  readonly read: (
    request: ReadingRequest,
    onEvent: (event: ReadingEvent) => void,
    signal?: AbortSignal,
  ) => Promise<Outcome<ReadingSummary, InstrumentFailure>>;
  /** Takes down the bytes of a line. */
  readonly capture: (
    request: CaptureRequest,
    onChunk: (chunk: CapturedChunk) => void,
    signal?: AbortSignal,
  ) => Promise<Outcome<CaptureSummary, InstrumentFailure>>;
  /** Ends the serial host in order. */
  readonly close: () => Promise<void>;
  /** The process id of the serial host, while there is one. */
  readonly hostPid: () => number | undefined;
}

export interface InstrumentDeps {
  readonly fork: () => HostLink;
  readonly profiles: ReadonlyArray<ShelvedProfile>;
  readonly time: HostTime;
}

/** Few enough to be looked at, enough for hours of a slow line. */
export const captureBytesMax = 1_048_576;
export const captureMillisMax = 600_000;

/** The service over a serial host that `fork` starts when it is first needed. */
export const createInstrumentService = ({ fork, profiles, time }: InstrumentDeps): InstrumentService => {
  const client = createHostClient(fork, time);
  return {
    profiles,
    listPorts: () => listPorts(client),
    probe: (path, signal) => probe(client, { path, profiles, signal }),
    read: async (request, onEvent, signal) => {
      const plan = await planReading(profiles, request);
      return plan.ok ? resumedReading(plan.value, { client, time, onEvent, signal }) : plan;
    },
    capture: (request, onChunk, signal) => capture(client, { request, onChunk, signal }),
    close: client.close,
    hostPid: client.pid,
  };
};

const listPorts = async (client: HostClient): Promise<Outcome<PortList, InstrumentFailure>> => {
  let list: PortList | null = null;
  const listed = await client.run({ kind: "list" }, (report) => {
    if (report.kind === "ports") list = report.list;
  });
  if (!listed.ok) return listed;
  return list === null
    ? refuse("hostFailed", "The process that reads serial ports gave no list. Try again.")
    : success(list);
};

interface ProbeSurroundings {
  readonly path: string;
  readonly profiles: ReadonlyArray<ShelvedProfile>;
  readonly signal: AbortSignal | undefined;
}

const probe = async (
  client: HostClient,
  { path, profiles, signal }: ProbeSurroundings,
): Promise<Outcome<ProbeReport, InstrumentFailure>> => {
  const trials: Trial[] = [];
  const probed = await client.run(
    { kind: "probe", path, profiles: [...profiles] },
    (report) => {
      if (report.kind === "trial") trials.push(report.trial);
    },
    signal,
  );
  if (!probed.ok) return probed;
  const ranked = trials.toSorted((left, right) => rankOf(left) - rankOf(right));
  return success({ trials: ranked, verdict: verdictOf(path, ranked) });
};

const ranks: ReadonlyArray<Trial["result"]> = ["identified", "different", "refused", "silent"];
const rankOf = ({ result }: Trial): number => ranks.indexOf(result);

const verdictOf = (path: string, ranked: ReadonlyArray<Trial>): string => {
  const best = ranked[0];
  if (best?.result === "identified") return `The instrument on ${path} answers as ${best.profile_id}.`;
  if (best === undefined || best.result === "silent")
    return `Nothing on ${path} answered to any known profile. Check power, wiring and speed.`;
  return `Something on ${path} answers, but as none of the known profiles. Read it with a map of registers, or add its profile.`;
};

interface CaptureSurroundings {
  readonly request: CaptureRequest;
  readonly onChunk: (chunk: CapturedChunk) => void;
  readonly signal: AbortSignal | undefined;
}

const capture = async (
  client: HostClient,
  { request, onChunk, signal }: CaptureSurroundings,
): Promise<Outcome<CaptureSummary, InstrumentFailure>> => {
  const line = lineSettingsSchema.safeParse(request.line ?? usualLineSettings);
  const bounds = { bytes_max: request.bytesMax ?? captureBytesMax, millis_max: request.millisMax ?? captureMillisMax };
  if (!line.success || !isBound(bounds.bytes_max, captureBytesMax) || !isBound(bounds.millis_max, captureMillisMax))
    return refuse(
      "settingInvalid",
      `A capture takes 1 to ${captureBytesMax} bytes and 1 to ${captureMillisMax} ms on a line of valid settings.`,
    );
  let bytes = 0;
  let chunks = 0;
  const captured = await client.run(
    { kind: "capture", path: request.path, line: line.data, ...bounds },
    (report) => {
      if (report.kind !== "chunk") return;
      bytes += report.chunk.raw.length / 2;
      chunks += 1;
      onChunk(report.chunk);
    },
    signal,
  );
  if (captured.ok) return success({ bytes, chunks });
  const kept = bytes > 0 ? ` What was captured before is kept: ${bytes} bytes.` : "";
  return failed({ kind: captured.failure.kind, message: captured.failure.message + kept });
};

const isBound = (value: number, most: number): boolean => Number.isSafeInteger(value) && value >= 1 && value <= most;
