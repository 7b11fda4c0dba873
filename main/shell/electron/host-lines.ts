/** Serial hosts as the node process sees them: the main process starts them, and hands over the line to each. */
import type { ForkSerialHost, HostLink } from "../../instrument/host-link.ts";
import type { HostRequest } from "../../instrument/host-message.ts";
import type { FromNode } from "./node-message.ts";
import type { LinePort } from "./process-port.ts";

export interface HostLines {
  /** Asks for a host; what is posted before its line is there waits for it. */
  readonly fork: ForkSerialHost;
  /** The line to a host has come. */
  readonly take: (host: number, line: LinePort) => void;
  /** A host has ended. */
  readonly end: (host: number, how: string) => void;
}

/** After a host's end its last messages may still be on their way, this long at most. */
const lastMessagesMillis = 1_000;

/** Hosts that are asked for by `post`. */
export const makeHostLines = (post: (message: FromNode) => void): HostLines => {
  const hosts = new Map<number, Omit<HostLines, "fork">>();
  let started = 0;
  return {
    fork: ({ simulator }) => {
      const host = (started += 1);
      const { link, ...ends } = makeHost(host, post);
      hosts.set(host, ends);
      post({ kind: "start-host", host, simulator });
      return link;
    },
    take: (host, line) => hosts.get(host)?.take(host, line),
    end: (host, how) => {
      hosts.get(host)?.end(host, how);
      hosts.delete(host);
    },
  };
};

const makeHost = (
  host: number,
  post: (message: FromNode) => void,
): Omit<HostLines, "fork"> & { readonly link: HostLink } => {
  const listeners: ((message: unknown) => void)[] = [];
  const ended = Promise.withResolvers<string>();
  const silent = Promise.withResolvers<void>();
  let line: LinePort | null = null;
  let waiting: readonly HostRequest[] = [];
  return {
    link: {
      post: (request) => {
        if (line === null) waiting = [...waiting, request];
        else line.postMessage(request);
      },
      onMessage: (listener) => void listeners.push(listener),
      ended: ended.promise,
      kill: () => post({ kind: "kill-host", host }),
      pid: undefined,
    },
    take: (_host, taken) => {
      line = taken;
      taken.on("message", ({ data }) => listeners.forEach((listener) => listener(data)));
      taken.on("close", () => silent.resolve());
      taken.start();
      for (const request of waiting) taken.postMessage(request);
      waiting = [];
    },
    end: (_host, how) => {
      setTimeout(silent.resolve, line === null ? 0 : lastMessagesMillis);
      void silent.promise.then(() => ended.resolve(how));
    },
  };
};
