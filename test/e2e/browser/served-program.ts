/** The whole program as a process of its own, on an empty data folder: the node, the shell and the link that it prints. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";

export interface ServedProgram {
  /** Good once. */
  readonly link: string;
  readonly folder: string;
  /** Ends it in order: its exit code. */
  readonly stop: () => Promise<number | null>;
  readonly remove: () => Promise<void>;
}

const root = join(import.meta.dirname, "..", "..", "..");
const announcedSchema = z.looseObject({ url: z.string() });

/** `throughlife serve`, with simulated instruments. */
export const serveProgram = async (given?: string): Promise<ServedProgram> => {
  const folder = given ?? (await mkdtemp(join(tmpdir(), "throughlife-served-")));
  return serveWith(folder, environment(folder));
};

/** `throughlife serve` on the data folder that the environment names. */
export const serveWith = async (folder: string, env: NodeJS.ProcessEnv): Promise<ServedProgram> => {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "main/shell/cli/throughlife.ts", "serve", "--json"],
    { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] },
  );
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    link: await linkOf(child),
    folder,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

const environment = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  THROUGHLIFE_DATA: join(folder, "data"),
  THROUGHLIFE_MARKS: join(folder, "marks"),
  THROUGHLIFE_SIMULATORS: "1",
});

const linkOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) return reject(new Error("The program has no output"));
    const said: string[] = [];
    createInterface(stderr).on("line", (line) => said.push(line));
    createInterface(stdout).on("line", (line) => resolve(announcedSchema.parse(JSON.parse(line)).url));
    child.once("exit", (code) => reject(new Error(`The program ended with ${code}: ${said.join("\n")}`)));
  });
