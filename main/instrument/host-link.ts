/** The node process's end of the line to the serial host. */
import { fork, type ChildProcess, type StdioOptions } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { HostRequest } from "./host-message.ts";

/** What a forked child and a utility process of Electron can both be. */
export interface HostLink {
  readonly post: (request: HostRequest) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Resolves when the process is gone, with how it ended: `exit code 1`, `signal SIGKILL`. */
  readonly ended: Promise<string>;
  /** Ends the process at once. */
  readonly kill: () => void;
  readonly pid: number | undefined;
}

/** How a shell starts a serial host; a simulated instrument is read only by one that may. */
export type ForkSerialHost = (host: { readonly simulator: boolean }) => HostLink;

/** Where the host's program lies, for whoever starts it in another way. */
export const serialHostProgram: string = fileURLToPath(new URL("./serial-host-program.ts", import.meta.url));

/**
 * Starts the serial host as a child of Node. Its standard output is shut, so that it cannot disturb what the program
 * prints.
 */
export const forkSerialHost: ForkSerialHost = ({ simulator }) =>
  linkOfChild(fork(serialHostProgram, simulator ? ["--simulator"] : [], { execArgv: [], stdio: hostStreams }));

/** Input, output, errors, messages. */
const hostStreams: StdioOptions = ["ignore", "ignore", "inherit", "ipc"];

/** The link to a child that was forked with this program. */
export const linkOfChild = (child: ChildProcess): HostLink => ({
  // A child that has just ended takes no message; its end is reported by `ended`.
  post: (request) => void (child.connected && child.send(request, () => undefined)),
  onMessage: (listener) => void child.on("message", listener),
  ended: endOf(child),
  kill: () => void child.kill("SIGKILL"),
  pid: child.pid,
});

/** The end is told only after the last message: what was sent before the end has then been handed on. */
const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      if (child.connected) child.once("disconnect", () => resolve(how));
      else resolve(how);
    });
    child.once("error", (error) => resolve(error.message));
  });
