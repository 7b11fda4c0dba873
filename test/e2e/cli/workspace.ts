/** A folder of its own for one test file, in which real processes of the command line run. */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isList, isObject, type Json } from "./verifier/canonical-json.ts";
import { sha256 } from "./verifier/record-reading.ts";

/** How a command line ended. */
export interface Ended {
  /** `null` when it was killed. */
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
  /** The object on the last line of standard output; `null` where none stands there. */
  readonly json: Json;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** Programs before the command line, such as one that makes a disk read-only. */
  readonly behind?: ReadonlyArray<string>;
  /** Told of the process as soon as it runs. */
  readonly started?: (running: Running) => void;
}

export interface Running {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** What it has printed until now. */
  readonly printed: () => string;
}

/** One of several command lines that share a process. */
export interface Wish {
  readonly words: ReadonlyArray<string>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Workspace {
  readonly folder: string;
  readonly path: (name: string) => string;
  /** Writes a file and answers its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly cli: (words: ReadonlyArray<string>, options?: RunOptions) => Promise<Ended>;
  /** Runs several command lines, one after the other, in one process. */
  readonly cliAll: (wishes: ReadonlyArray<Wish>) => Promise<ReadonlyArray<Ended>>;
  /** Copies a data folder with the marks outside of it as they are now; commands on the copy need the answered setting. */
  readonly copy: (name: string, as: string) => Readonly<Record<"XDG_STATE_HOME", string>>;
  readonly remove: () => void;
}

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const program = join(repository, "main", "shell", "cli", "throughlife.ts");
const severalAtOnce = fileURLToPath(new URL("./many-command-lines.ts", import.meta.url));

/** Makes the workspace; nothing of it touches the data or the marks of whoever runs the tests. */
export const createWorkspace = (): Workspace => {
  const folder = mkdtempSync(join(tmpdir(), "throughlife-cli-"));
  const path = (name: string): string => join(folder, name);
  const env = {
    NODE_COMPILE_CACHE: join(repository, ".build", "compile-cache"),
    PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
    XDG_DATA_HOME: path("no-data"),
    XDG_STATE_HOME: path("state"),
  };
  const cli: Workspace["cli"] = (words, options = {}) =>
    run([process.execPath, program, ...words], { ...options, env: { ...env, ...options.env } }, folder);
  return {
    folder,
    path,
    cli,
    cliAll: async (wishes) => {
      const input = JSON.stringify(wishes.map(({ env: more = {}, words }) => ({ env: more, words })));
      const { err, json } = await run([process.execPath, severalAtOnce], { input, env }, folder);
      if (!isList(json) || json.length !== wishes.length) throw new Error(`not all command lines were run: ${err}`);
      return json.map((one) => endedOf(numberAt(one, "exit"), textAt(one, "out"), textAt(one, "err")));
    },
    copy: (name, as) => {
      cpSync(path(name), path(as), { recursive: true });
      cpSync(path("state"), path(`${as}-state`), { recursive: true });
      return { XDG_STATE_HOME: path(`${as}-state`) };
    },
    write: (name, content) => {
      writeFileSync(path(name), content);
      return path(name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Begins a data folder `name` of a company; the words of more options may follow. */
export const begin = async ({ cli, path }: Workspace, name: string, more: ReadonlyArray<string> = []): Promise<string> => {
  const begun = await cli(["init", "--data", path(name), "--party", `Company ${name}`, "--role", "owner", "--json", ...more]);
  if (begun.exit !== 0) throw new Error(begun.err);
  return textAt(begun.json, "register");
};

/** What stands at a place of an answer. */
export const at = (json: Json | undefined, ...path: ReadonlyArray<string | number>): Json => {
  const [step, ...rest] = path;
  if (step === undefined) return json ?? null;
  if (isList(json) && typeof step === "number") return at(json.at(step), ...rest);
  return isObject(json) && typeof step === "string" ? at(json[step], ...rest) : null;
};

/** The text at a place of an answer; throws where none stands there. */
export const textAt = (json: Json | undefined, ...path: ReadonlyArray<string | number>): string => {
  const found = at(json, ...path);
  if (typeof found === "string") return found;
  throw new Error(`No text stands at ${path.join(".")} of ${JSON.stringify(json)?.slice(0, 300)}`);
};

/** The number at a place of an answer; throws where none stands there. */
export const numberAt = (json: Json | undefined, ...path: ReadonlyArray<string | number>): number => {
  const found = at(json, ...path);
  if (typeof found === "number") return found;
  throw new Error(`No number stands at ${path.join(".")} of ${JSON.stringify(json)?.slice(0, 300)}`);
};

/** The list at a place of an answer. */
export const listAt = (json: Json | undefined, ...path: ReadonlyArray<string | number>): ReadonlyArray<Json> => {
  const found = at(json, ...path);
  return isList(found) ? found : [];
};

/** The digest of every file below a folder: equal before and after means that nothing was written. */
export const digestsOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(folder, file), sha256(readFileSync(file))]),
  );

const run = (words: ReadonlyArray<string>, options: RunOptions, cwd: string): Promise<Ended> => {
  const [command = "", ...others] = [...(options.behind ?? []), ...words];
  const child = spawn(command, others, { cwd, env: environment(options.env ?? {}) });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin.on("error", () => undefined).end(options.input ?? "");
  const textOf = (chunks: ReadonlyArray<Buffer>): string => Buffer.concat(chunks).toString("utf8");
  options.started?.({ kill: (signal) => void child.kill(signal), printed: () => textOf(out) });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit) => resolve(endedOf(exit, textOf(out), textOf(err))));
  });
};

const environment = (given: NonNullable<RunOptions["env"]>): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(([name]) => !/^(THROUGHLIFE|VITEST|NODE_OPTIONS)/.test(name));
  return { ...Object.fromEntries(kept), ...given };
};

const endedOf = (exit: number | null, out: string, err: string): Ended => ({ exit, out, err, json: lastObject(out) });

const lastObject = (out: string): Json => {
  try {
    return JSON.parse(out.trimEnd().split("\n").at(-1) ?? "");
  } catch {
    return null;
  }
};
