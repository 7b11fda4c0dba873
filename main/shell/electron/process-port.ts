/** The one shape of a line between two processes, whoever carries it: a parent port, a message port, a test. */

/** A line that can be handed on to another process. */
export interface LinePort {
  readonly postMessage: (message: unknown) => void;
  readonly on: {
    (event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
    (event: "close", listener: () => void): unknown;
  };
  readonly start: () => void;
}

/** One end of the line to the process above. */
export interface ProcessPort {
  readonly post: (message: unknown) => void;
  /** `lines` are the ends that came with the message. */
  readonly onMessage: (listener: (message: unknown, lines: ReadonlyArray<LinePort>) => void) => void;
}

/** What Electron gives a utility process to talk through. */
interface ParentPort {
  readonly postMessage: (message: unknown) => void;
  readonly on: (
    event: "message",
    listener: (event: { readonly data: unknown; readonly ports: ReadonlyArray<LinePort> }) => void,
  ) => void;
}

/** The line of a utility process to the main process. */
export const processPortOf = (parentPort: ParentPort): ProcessPort => ({
  post: (message) => parentPort.postMessage(message),
  onMessage: (listener) => parentPort.on("message", ({ data, ports }) => listener(data, ports)),
});
