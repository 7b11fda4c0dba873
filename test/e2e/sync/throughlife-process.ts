/** The real program as a process of its own: one command to its end, or one that serves until it is ended. */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";

export interface CommandAnswer {
  readonly code: number | null;
  /** The JSON object on the last line of standard output; empty when there is none. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const program = join(import.meta.dirname, "../../../main/shell/cli/throughlife.ts");

/** `place` are the words put before a program to run it somewhere, for example in a network of its own. */
const start = (parameters: ReadonlyArray<string>, place: ReadonlyArray<string> = []): ChildProcess => {
  const [first = process.execPath, ...words] = [...place, process.execPath, program, ...parameters, "--json"];
  return spawn(first, words, { env: { ...process.env, NODE_OPTIONS: "" }, stdio: ["ignore", "pipe", "pipe"] });
};

export interface RunningCommand {
  readonly answer: Promise<CommandAnswer>;
  /** Ends it as a power cut would. */
  readonly kill: () => void;
}

/** A command that runs. */
export const begin = (...parameters: ReadonlyArray<string>): RunningCommand => beginAt([], ...parameters);

/** A command that runs at a place. */
export const beginAt = (place: ReadonlyArray<string>, ...parameters: ReadonlyArray<string>): RunningCommand => {
  const child = start(parameters, place);
  let text = "";
  child.stdout?.on("data", (piece: Buffer) => (text += piece.toString()));
  child.stderr?.resume();
  const answer = new Promise<CommandAnswer>((resolve) => {
    child.once("close", (code) => resolve({ code, json: lastObject(text), text }));
  });
  return { answer, kill: () => void child.kill("SIGKILL") };
};

/** Runs a command and expects it to succeed. */
export const run = async (...parameters: ReadonlyArray<string>): Promise<Readonly<Record<string, unknown>>> => {
  const answer = await begin(...parameters).answer;
  if (answer.code !== 0) throw new Error(`throughlife ${parameters.join(" ")} ended with ${answer.code}: ${answer.text}`);
  return answer.json;
};

export interface Serving {
  readonly peerPort: number;
  readonly kill: () => Promise<void>;
}

/** Serves a data folder to peers until it is killed. */
export const serve = (folder: string, peerPort = 0, place: ReadonlyArray<string> = []): Promise<Serving> =>
  new Promise((resolve, reject) => {
    const child = start(["serve", "--data", folder, "--peer-port", String(peerPort)], place);
    const gone = new Promise<void>((ended) => child.once("close", () => ended()));
    let text = "";
    child.stderr?.on("data", (piece: Buffer) => (text += piece.toString()));
    child.stdout?.on("data", (piece: Buffer) => {
      text += piece.toString();
      const port = lastObject(text)["peer_port"];
      if (typeof port !== "number") return;
      resolve({
        peerPort: port,
        kill: () => {
          child.kill("SIGKILL");
          return gone;
        },
      });
    });
    child.once("close", (code) => reject(new Error(`serve ended with ${code}: ${text}`)));
  });

const lastObject = (text: string): Readonly<Record<string, unknown>> => {
  const line = text.trim().split("\n").findLast((candidate) => candidate.startsWith("{")) ?? "{}";
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
};
