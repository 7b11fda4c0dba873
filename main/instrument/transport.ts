/** A line to an instrument that carries bytes both ways, whatever is below: a serial port or the simulator. */
import type { LineSettings } from "../../shared/condition/line-settings.ts";
import type { Outcome } from "../../shared/outcome/outcome.ts";
import type { HostTime, Moment } from "./host-time.ts";

/** Bytes as they came in, stamped when this process got them. */
export interface Chunk extends Moment {
  readonly bytes: Uint8Array;
}

export type TransportFailure = {
  readonly kind:
    | "portUnknown"
    | "portDenied"
    | "portBusy"
    | "portUnusable"
    | "portVanished"
    | "portStalled"
    | "simulatorOff";
  readonly message: string;
};

export interface Transport {
  readonly path: string;
  readonly simulated: boolean;
  /** Hands on all bytes from now on; one listener at a time. */
  readonly listen: (listener: (chunk: Chunk) => void) => void;
  /** Resolves once the bytes are with the operating system. */
  readonly write: (bytes: Uint8Array) => Promise<Outcome<void, TransportFailure>>;
  /** Resolves when the port is lost, with the reason; never after `close`. */
  readonly lost: Promise<TransportFailure>;
  /** Lets go of the port. Resolves within `closeDeadlineMs`, and may be called twice. */
  readonly close: () => Promise<void>;
}

/** Opens a line: the real one and the simulator are told apart by the path alone. */
export type OpenTransport = (
  path: string,
  line: LineSettings,
  time: HostTime,
) => Promise<Outcome<Transport, TransportFailure>>;

/** A driver that hangs on closing is left behind after this; ending the process frees the port. */
export const closeDeadlineMs = 2000;
