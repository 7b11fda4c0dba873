/** The work of the serial host: takes jobs from the node process, one reader a port, and reports what comes of them. */
import type { Outcome } from "../../shared/outcome/outcome.ts";
import { runCaptureJob } from "./capture-job.ts";
import { hostRequestSchema, type HostJob, type HostReport, type PortList } from "./host-message.ts";
import { pause, type HostTime } from "./host-time.ts";
import type { InstrumentFailure } from "./instrument-failure.ts";
import type { JobContext } from "./job-context.ts";
import { portInUseHere } from "./port-failure.ts";
import { runProbeJob } from "./probe-job.ts";
import { runReadJob } from "./read-job.ts";
import type { OpenTransport } from "./transport.ts";

/**
 * The host's end of its line to the node process: what Electron's parentPort and a forked child's process both can
 * be.
 */
export interface HostPort {
  readonly post: (report: HostReport) => void;
  /** `null` when the other side is gone. */
  readonly onMessage: (listener: (message: unknown) => void) => void;
}

export interface SerialHostDeps {
  readonly port: HostPort;
  readonly open: OpenTransport;
  readonly time: HostTime;
  readonly listPorts: () => Promise<PortList>;
  /** Ends the process. */
  readonly exit: () => void;
}

/**
 * Jobs get this long to finish what is in flight when the host is closed: the longest usual timeout and a port's
 * closing.
 */
export const hostCloseDeadlineMs = 5000;

/** Serves until it is told to close or the other side is gone. */
export const runSerialHost = (deps: SerialHostDeps): void => {
  const running = new Map<number, RunningJob>();
  const start = (job: HostJob): void => {
    const controller = new AbortController();
    const ended = runJob(job, deps, { running: [...running.values()], signal: controller.signal }).then((failure) => {
      running.delete(job.job);
      deps.port.post({ kind: "done", job: job.job, failure });
    });
    running.set(job.job, { path: pathOf(job), stop: () => controller.abort(), ended });
  };
  const close = async (): Promise<void> => {
    const jobs = [...running.values()];
    for (const { stop } of jobs) stop();
    await Promise.race([Promise.all(jobs.map(({ ended }) => ended)), pause(deps.time, hostCloseDeadlineMs)]);
    deps.exit();
  };
  deps.port.onMessage((message) => {
    const request = message === null ? { kind: "close" as const } : hostRequestSchema.parse(message);
    if (request.kind === "close") void close();
    else if (request.kind === "stop") running.get(request.job)?.stop();
    else start(request);
  });
};

interface RunningJob {
  readonly path: string | null;
  readonly stop: () => void;
  readonly ended: Promise<void>;
}

const pathOf = (job: HostJob): string | null =>
  job.kind === "read" ? job.target.path : job.kind === "list" ? null : job.path;

interface Surroundings {
  readonly running: ReadonlyArray<RunningJob>;
  readonly signal: AbortSignal;
}

const runJob = async (
  job: HostJob,
  deps: SerialHostDeps,
  { running, signal }: Surroundings,
): Promise<InstrumentFailure | null> => {
  const path = pathOf(job);
  if (path !== null && running.some((other) => other.path === path)) return portInUseHere(path);
  const outcome = await outcomeOf(job, deps, { open: deps.open, time: deps.time, report: deps.port.post, signal });
  return outcome.ok ? null : { kind: outcome.failure.kind, message: outcome.failure.message };
};

const outcomeOf = async (
  job: HostJob,
  deps: SerialHostDeps,
  context: JobContext,
): Promise<Outcome<void, InstrumentFailure>> => {
  switch (job.kind) {
    case "read":
      return runReadJob(job, context);
    case "capture":
      return runCaptureJob(job, context);
    case "probe":
      return runProbeJob(job, context);
    case "list":
      deps.port.post({ kind: "ports", job: job.job, list: await deps.listPorts() });
      return { ok: true, value: undefined };
  }
};
