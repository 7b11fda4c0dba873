/**
 * The program of the serial host: started by `fork` of Node or as a utility process of Electron, with `--simulator` for
 * simulated ports.
 */
import { nodeHostTime } from "./host-time.ts";
import { openTransportWith } from "./open-transport.ts";
import { listPorts } from "./port-list.ts";
import { runSerialHost, type HostPort } from "./serial-host.ts";

/** What Electron gives a utility process to talk through. */
interface ParentPort {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: "message", listener: (event: { readonly data: unknown }) => void) => void;
}

const isParentPort = (value: unknown): value is ParentPort =>
  typeof value === "object" && value !== null && "postMessage" in value && "on" in value;

const hostPort = (): HostPort => {
  const parentPort: unknown = "parentPort" in process ? process.parentPort : undefined;
  return isParentPort(parentPort) ? electronPort(parentPort) : childPort();
};

const electronPort = (parentPort: ParentPort): HostPort => ({
  post: (report) => parentPort.postMessage(report),
  onMessage: (listener) => parentPort.on("message", ({ data }) => listener(data)),
});

const childPort = (): HostPort => ({
  post: (report) => void process.send?.(report),
  onMessage: (listener) => {
    process.on("message", listener);
    process.on("disconnect", () => listener(null));
  },
});

// A terminal sends its interrupt to the whole group; the node process decides when the host ends.
process.on("SIGINT", () => undefined);

runSerialHost({
  port: hostPort(),
  open: openTransportWith({ simulator: process.argv.includes("--simulator") }),
  time: nodeHostTime(),
  listPorts,
  exit: () => process.exit(0),
});
