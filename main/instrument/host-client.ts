/** Runs jobs in the serial host, starts the host when it is needed, and notices when it is gone. */
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { HostLink } from "./host-link.ts";
import { hostReportSchema, type HostJob, type HostReport } from "./host-message.ts";
import type { HostTime } from "./host-time.ts";
import type { InstrumentFailure } from "./instrument-failure.ts";
import { hostCloseDeadlineMs } from "./serial-host.ts";

/** A job before it has its number. */
export type NewJob = HostJob extends infer Job ? (Job extends HostJob ? Omit<Job, "job"> : never) : never;

export interface HostClient {
  /**
   * Runs a job to its end. The failure `hostFailed` means that the host itself ended; the next job starts a new one.
   */
  readonly run: (
    job: NewJob,
    onReport: (report: HostReport) => void,
    signal?: AbortSignal,
  ) => Promise<Outcome<void, InstrumentFailure>>;
  /** Ends the host in order: jobs finish what is in flight, ports are closed. */
  readonly close: () => Promise<void>;
  /** The process that serves now. */
  readonly pid: () => number | undefined;
}

/** A job that does not end this long after it was stopped hangs in a driver: the host is ended for it. */
export const stopDeadlineMs = 15_000;

/** A client that starts its host by `fork`, at the first job and after each end. */
export const createHostClient = (fork: () => HostLink, time: HostTime): HostClient => {
  let host: RunningHost | null = null;
  let jobs = 0;
  const running = (): RunningHost => {
    if (host === null) {
      const started = startHost(fork());
      host = started;
      void started.link.ended.then(() => {
        if (host === started) host = null;
      });
    }
    return host;
  };
  return {
    run: (job, onReport, signal) => runJob(running(), time, { job: { ...job, job: ++jobs }, onReport, signal }),
    close: async () => {
      const ending = host?.link;
      ending?.post({ kind: "close" });
      const cancel = time.after(hostCloseDeadlineMs + 1000, () => ending?.kill());
      await ending?.ended;
      cancel();
    },
    pid: () => host?.link.pid,
  };
};

interface RunningHost {
  readonly link: HostLink;
  readonly listeners: Map<number, (report: HostReport) => void>;
}

const startHost = (link: HostLink): RunningHost => {
  const listeners = new Map<number, (report: HostReport) => void>();
  link.onMessage((message) => {
    const report = hostReportSchema.parse(message);
    listeners.get(report.job)?.(report);
  });
  return { link, listeners };
};

interface Run {
  readonly job: HostJob;
  readonly onReport: (report: HostReport) => void;
  readonly signal: AbortSignal | undefined;
}

const runJob = async (
  { link, listeners }: RunningHost,
  time: HostTime,
  { job, onReport, signal }: Run,
): Promise<Outcome<void, InstrumentFailure>> => {
  const stop = (): void => {
    link.post({ kind: "stop", job: job.job });
    cancelKill = time.after(stopDeadlineMs, link.kill);
  };
  let cancelKill = (): void => undefined;
  const done = new Promise<Outcome<void, InstrumentFailure>>((resolve) => {
    listeners.set(job.job, (report) => {
      if (report.kind === "done") resolve(report.failure === null ? success(undefined) : failed(report.failure));
      else onReport(report);
    });
    void link.ended.then((how) =>
      resolve(refuse("hostFailed", `The process that reads serial ports has ended (${how}).`)),
    );
  });
  signal?.addEventListener("abort", stop);
  link.post(job);
  if (signal?.aborted === true) stop();
  const outcome = await done;
  signal?.removeEventListener("abort", stop);
  cancelKill();
  listeners.delete(job.job);
  return outcome;
};
