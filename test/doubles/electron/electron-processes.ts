/** Utility processes of the double: children of Node with a parent port, and lines that are handed between them. */
import { fork, type ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { z } from "zod";

const fromChildSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("message"), data: z.unknown() }),
  z.strictObject({ kind: z.literal("line"), line: z.int(), data: z.unknown() }),
]);

/** One end of a line. Until it is handed to a process it belongs to the main process, which the program never uses. */
export class LineEnd {
  readonly number: number;
  other: LineEnd | null = null;
  owner: ChildProcess | null = null;

  constructor(number: number) {
    this.number = number;
  }
}

/** A process that runs a program of the app. */
export interface RunningProgram {
  readonly name: string;
  readonly child: ChildProcess;
}

/** The two modules of Electron, and what runs. */
export const makeProcesses = () => {
  const running: RunningProgram[] = [];
  const ends = new Map<number, LineEnd>();
  let lines = 0;

  class MessageChannelMain {
    readonly port1: LineEnd;
    readonly port2: LineEnd;
    constructor() {
      this.port1 = new LineEnd((lines += 1));
      this.port2 = new LineEnd((lines += 1));
      this.port1.other = this.port2;
      this.port2.other = this.port1;
      for (const end of [this.port1, this.port2]) ends.set(end.number, end);
    }
  }

  class UtilityProcess extends EventEmitter {
    readonly #child: ChildProcess;

    constructor(child: ChildProcess) {
      super();
      this.#child = child;
      child.on("message", (raw) => {
        const message = fromChildSchema.parse(raw);
        if (message.kind === "message") this.emit("message", message.data);
        else deliver(ends.get(message.line)?.other ?? null, message.data);
      });
      child.once("exit", (code) => {
        for (const end of ends.values()) if (end.owner === child) closeLine(end.other);
        this.emit("exit", code ?? 1);
      });
    }

    postMessage(data: unknown, ports: readonly LineEnd[] = []): void {
      for (const end of ports) end.owner = this.#child;
      if (this.#child.connected) this.#child.send({ kind: "message", data, lines: ports.map(({ number }) => number) });
    }

    kill(): boolean {
      return this.#child.kill("SIGKILL");
    }

    get pid(): number | undefined {
      return this.#child.pid;
    }
  }

  const deliver = (end: LineEnd | null, data: unknown): void => {
    if (end?.owner?.connected === true) end.owner.send({ kind: "line", line: end.number, data });
  };
  const closeLine = (end: LineEnd | null): void => {
    if (end?.owner?.connected === true) end.owner.send({ kind: "line-closed", line: end.number });
  };

  return {
    running,
    MessageChannelMain,
    utilityProcess: {
      fork: (program: string, parameters: readonly string[] = [], options: ForkOptions = {}): UtilityProcess => {
        const child = fork(program, [...parameters], {
          execArgv: ["--import", join(import.meta.dirname, "utility-start.ts")],
          serialization: "advanced",
          stdio: ["ignore", "inherit", "inherit", "ipc"],
          env: options.env ?? process.env,
        });
        const entry = { name: options.serviceName ?? "", child };
        running.push(entry);
        child.once("exit", () => void running.splice(running.indexOf(entry), 1));
        return new UtilityProcess(child);
      },
    },
  };
};

interface ForkOptions {
  readonly serviceName?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdio?: unknown;
}
