/**
 * The program of the serial host: started by `fork` of Node or as a utility process of Electron, with `--simulator` for
 * simulated ports.
 */
import { nodeHostTime } from "./host-time.ts";
import { openTransportWith } from "./open-transport.ts";
import { listPorts } from "./port-list.ts";
import { runSerialHost, type HostPort } from "./serial-host.ts";

/** What Electron gives a utility process to talk through; the line to the node process comes with its first message. */
interface ParentPort {
  readonly on: (event: "message", listener: (event: { readonly ports: readonly LinePort[] }) => void) => void;
}

interface LinePort {
  readonly postMessage: (message: unknown) => void;
  readonly on: {
    (event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
    (event: "close", listener: () => void): unknown;
  };
  readonly start: () => void;
}

const isParentPort = (value: unknown): value is ParentPort =>
  typeof value === "object" && value !== null && "postMessage" in value && "on" in value;

const hostPort = (): HostPort => {
  const parentPort: unknown = "parentPort" in process ? process.parentPort : undefined;
  return isParentPort(parentPort) ? electronPort(parentPort) : childPort();
};

/** Reports come after requests, and requests come over the line: nothing is posted before it is there. */
const electronPort = (parentPort: ParentPort): HostPort => {
  let line: LinePort | undefined;
  return {
    post: (report) => line?.postMessage(report),
    onMessage: (listener) =>
      parentPort.on("message", ({ ports: [port] }) => {
        line = port;
        port?.on("message", ({ data }) => listener(data));
        port?.on("close", () => listener(null));
        port?.start();
      }),
  };
};

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
