/** A process that a test starts beside itself, and ends by its own id. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as timer } from "node:timers/promises";

export interface SideProcess {
  readonly pid: number;
  readonly signal: (name: "SIGUSR1" | "SIGKILL" | "SIGTERM") => void;
  /** Ends it and waits until it is gone. */
  readonly end: () => Promise<void>;
}

/** True when a program of that name is on the path. */
export const isInstalled = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));

/** Starts a program, with this very Node first on its path, and waits until a file that it makes is there. */
export const startBeside = async (program: string, parameters: ReadonlyArray<string>, madeFile: string): Promise<SideProcess> => {
  const path = `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`;
  const child = spawn(program, parameters, { stdio: "ignore", env: { ...process.env, PATH: path } });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  await untilMade(child, madeFile);
  if (child.pid === undefined) throw new Error(`${program} did not start`);
  return {
    pid: child.pid,
    signal: (name) => void child.kill(name),
    end: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
};

const untilMade = async (child: ChildProcess, file: string): Promise<void> => {
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode} before it made ${file}`);
    await timer(lookAgainMs);
  }
};

const lookAgainMs = 20;
