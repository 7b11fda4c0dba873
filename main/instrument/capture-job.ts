/** Takes down all bytes of a line with their times, within bounds, and asks nothing. */
import { hexOf } from "../../shared/encoding/hex.ts";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { CaptureJob } from "./host-message.ts";
import type { InstrumentFailure } from "./instrument-failure.ts";
import type { JobContext } from "./job-context.ts";
import type { Transport, TransportFailure } from "./transport.ts";

/** Ends when the bytes or the time are used up, when the signal is aborted, or with the loss of the port. */
export const runCaptureJob = async (
  job: CaptureJob,
  context: JobContext,
): Promise<Outcome<void, InstrumentFailure>> => {
  const opened = await context.open(job.path, job.line, context.time);
  if (!opened.ok) return opened;
  try {
    const lost = await capture(job, context, opened.value);
    return lost === null ? success(undefined) : failed(lost);
  } finally {
    await opened.value.close();
  }
};

const capture = (
  { job, bytes_max, millis_max }: CaptureJob,
  { time, signal, report }: JobContext,
  transport: Transport,
): Promise<TransportFailure | null> =>
  new Promise((resolve) => {
    let left = bytes_max;
    const end = (lost: TransportFailure | null): void => {
      cancel();
      left = 0;
      resolve(lost);
    };
    const cancel = time.after(millis_max, () => end(null));
    signal.addEventListener("abort", () => end(null));
    if (signal.aborted) end(null);
    void transport.lost.then(end);
    transport.listen(({ at, mono_us, bytes }) => {
      const kept = bytes.subarray(0, left);
      if (kept.length > 0) report({ kind: "chunk", job, chunk: { at, mono_us, raw: hexOf(kept) } });
      left -= kept.length;
      if (left === 0) end(null);
    });
  });
