/** The main process's end of the line to the node process: starts it, asks it, notices when it is gone. */
import { MessageChannelMain, utilityProcess, type UtilityProcess } from "electron";
import { failed, refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";
import { desktopWords } from "./desktop-words.ts";
import { fromNodeSchema, type FromNode, type MadeFile, type OpenWish, type ToNode } from "./node-message.ts";
import type { OsSecretStore } from "./os-secret-store.ts";

export interface OpenedNode {
  readonly uploadsFolder: string;
  readonly remarks: ReadonlyArray<string>;
}

export interface NodeLink {
  /** Settles once the data folder is open, or cannot be opened. */
  readonly opened: Promise<Outcome<OpenedNode>>;
  /** Answers the text of a call with the text of an answer; null where the node ended before it answered. */
  readonly call: (text: string) => Promise<string | null>;
  readonly findFile: (handle: string) => Promise<MadeFile | null>;
  /** Closes in order, then ends the process; resolves when it is gone. */
  readonly close: () => Promise<void>;
}

export interface NodeLinkParts {
  /** The compiled programs. */
  readonly nodeProgram: string;
  readonly hostProgram: string;
  readonly secrets: OsSecretStore;
  readonly onEvent: (text: string) => void;
  /** The process ended though nobody had told it to. */
  readonly onLost: (how: string) => void;
}

/** A node that does not close within this time hangs; what it had acknowledged is safe. */
const closeMillisMax = 20_000;

/** Starts the process and has it open the data folder. */
export const startNode = (wish: OpenWish, parts: NodeLinkParts): NodeLink => {
  const child = utilityProcess.fork(parts.nodeProgram, [], { serviceName: "Throughlife node", env: nodeEnvironment() });
  const post = (message: ToNode): void => child.postMessage(message);
  const hosts = makeHosts(child, parts.hostProgram);
  const opened = Promise.withResolvers<Outcome<OpenedNode>>();
  const calls = makeAsked<string | null>(null);
  const files = makeAsked<MadeFile | null>(null);
  const gone = Promise.withResolvers<void>();
  let isClosing = false;
  const hear = (message: FromNode): void => {
    if (message.kind === "answer") calls.settle(message.call, message.text);
    else if (message.kind === "event") parts.onEvent(message.text);
    else if (message.kind === "file") files.settle(message.ask, message.file);
    else if (message.kind === "opened") opened.resolve(success(message));
    else if (message.kind === "refused") opened.resolve(failed(message.failure));
    else if (message.kind === "ask-secret") void giveSecret(message, parts.secrets).then(post);
    else if (message.kind === "start-host") hosts.start(message);
    else if (message.kind === "kill-host") hosts.kill(message.host);
    else child.kill();
  };
  child.on("message", (message: unknown) => hear(fromNodeSchema.parse(message)));
  child.once("exit", (code) => {
    opened.resolve(refuse("nodeEnded", desktopWords.rpc.ended));
    calls.abandon();
    files.abandon();
    gone.resolve();
    if (!isClosing) parts.onLost(`exit code ${code}`);
  });
  post({ kind: "open", ...wish });
  return {
    opened: opened.promise,
    call: (text) => calls.ask((call) => post({ kind: "call", call, text })),
    findFile: (handle) => files.ask((ask) => post({ kind: "find-file", ask, handle })),
    close: () => {
      if (!isClosing) {
        isClosing = true;
        post({ kind: "close" });
        setTimeout(() => child.kill(), closeMillisMax).unref();
      }
      return gone.promise;
    },
  };
};

/** Syncs wait for the disk in a pool of threads: of four, as is usual, no more than four wait at once. */
const nodeEnvironment = (): Record<string, string> => {
  const kept = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return { UV_THREADPOOL_SIZE: "16", ...Object.fromEntries(kept) };
};

interface Asked<T> {
  readonly ask: (post: (number: number) => void) => Promise<T>;
  readonly settle: (number: number, answer: T) => void;
  /** Nobody will answer any more. */
  readonly abandon: () => void;
}

/** Questions by number, until each is answered. */
const makeAsked = <T>(abandoned: T): Asked<T> => {
  const waiting = new Map<number, (answer: T) => void>();
  let asked = 0;
  let isOver = false;
  return {
    ask: (post) => {
      if (isOver) return Promise.resolve(abandoned);
      const number = (asked += 1);
      post(number);
      return new Promise((resolve) => waiting.set(number, resolve));
    },
    settle: (number, answer) => {
      waiting.get(number)?.(answer);
      waiting.delete(number);
    },
    abandon: () => {
      isOver = true;
      for (const resolve of waiting.values()) resolve(abandoned);
      waiting.clear();
    },
  };
};

const giveSecret = async (
  { ask, make }: Extract<FromNode, { readonly kind: "ask-secret" }>,
  secrets: OsSecretStore,
): Promise<ToNode> => {
  const secret = await secrets.read({ make });
  if (secret.ok) return { kind: "secret", ask, secret: { hex: Buffer.from(secret.value).toString("hex") } };
  const { kind, message } = secret.failure;
  return { kind: "secret", ask, secret: { failure: { kind, message } } };
};

interface Hosts {
  readonly start: (wish: { readonly host: number; readonly simulator: boolean }) => void;
  readonly kill: (host: number) => void;
}

/** Serial hosts: only the main process may start one; the line between host and node is theirs alone. */
const makeHosts = (node: UtilityProcess, program: string): Hosts => {
  const running = new Map<number, UtilityProcess>();
  return {
    start: ({ host, simulator }) => {
      const child = utilityProcess.fork(program, simulator ? ["--simulator"] : [], {
        serviceName: "Throughlife serial host",
        stdio: ["ignore", "ignore", "inherit"],
      });
      const { port1, port2 } = new MessageChannelMain();
      running.set(host, child);
      child.once("exit", (code) => {
        running.delete(host);
        const message: ToNode = { kind: "host-ended", host, how: `exit code ${code}` };
        node.postMessage(message);
      });
      child.postMessage(null, [port1]);
      const message: ToNode = { kind: "host", host };
      node.postMessage(message, [port2]);
    },
    kill: (host) => void running.get(host)?.kill(),
  };
};
