/** What every job of the serial host works with. */
import type { HostTime } from "./host-time.ts";
import type { HostReport } from "./host-message.ts";
import type { OpenTransport } from "./transport.ts";

export interface JobContext {
  readonly open: OpenTransport;
  readonly time: HostTime;
  readonly report: (report: HostReport) => void;
  /** Aborted when the job is to end; what is in flight ends first. */
  readonly signal: AbortSignal;
}
