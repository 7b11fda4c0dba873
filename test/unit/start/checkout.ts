/**
 * A small checkout of its own, with the real start scripts and stand-ins for what they call: an npm that "installs" by
 * making folders and notes each call, a bundler that writes one page, and a program that says how it was started.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Checkout {
  readonly root: string;
  readonly write: (path: string, text: string) => void;
  readonly remove: (path: string) => void;
  /** What npm was asked to do so far, one line a call; empty when it never was. */
  readonly npmCalls: () => readonly string[];
  readonly start: (parameters: readonly string[], options?: StartOptions) => ChildProcess;
  readonly run: (parameters: readonly string[], options?: StartOptions) => Promise<Ended>;
  readonly [Symbol.dispose]: () => void;
}

export interface StartOptions {
  /** The folder that the user stands in, as npm reports it. */
  readonly callersFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A Node of another version than 24 runs the scripts. */
  readonly oldNode?: boolean;
  /** A shell stands between, as with npm. */
  readonly throughShell?: boolean;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
  readonly errors: string;
}

/** Makes a checkout in a folder of its own. */
export const makeCheckout = (): Checkout => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "throughlife-start-")));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  cpSync(startScripts, join(root, "main/shell/start"), { recursive: true });
  for (const [path, text] of Object.entries(standIns)) write(path, text);
  const start: Checkout["start"] = (parameters, options = {}) => startIn(root, parameters, options);
  return {
    root,
    write,
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    npmCalls: () => linesOf(join(root, "npm-calls.txt")),
    start,
    run: (parameters, options) => ended(start(parameters, options)),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
};

/** Waits for the end of a started command and gathers what it printed. */
export const ended = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve) => {
    let output = "";
    let errors = "";
    child.stdout?.on("data", (part) => (output += String(part)));
    child.stderr?.on("data", (part) => (errors += String(part)));
    child.once("close", (code, signal) => resolve({ code, signal, output, errors }));
  });

const startScripts = join(import.meta.dirname, "..", "..", "..", "main", "shell", "start");

const startIn = (root: string, parameters: readonly string[], options: StartOptions): ChildProcess => {
  const preload = options.oldNode === true ? ["--require", join(root, "old-node.cjs")] : [];
  const { npm_execpath: _, INIT_CWD: __, ...env } = process.env;
  const words = [process.execPath, ...preload, join(root, "main/shell/start/start.mjs"), ...parameters];
  const [program = "", ...given] = options.throughShell === true ? ["sh", "-c", `'${words.join("' '")}'; true`] : words;
  return spawn(program, given, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...env,
      npm_execpath: join(root, "npm-cli.cjs"),
      INIT_CWD: options.callersFolder ?? root,
      REAL_NODE: process.execPath,
      ...options.env,
    },
  });
};

const linesOf = (file: string): readonly string[] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : [];

const npmStandIn = `
const { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const [command, ...rest] = process.argv.slice(2);
appendFileSync(join(__dirname, "npm-calls.txt"), [command, ...rest].join(" ") + "\\n");
console.log("npm talks");
if (process.env.NPM_FAILS) process.exit(1);
if (command === "ci") {
  rmSync("node_modules/left-over", { recursive: true, force: true });
  mkdirSync("node_modules/installed", { recursive: true });
}
if (command === "install") {
  const wanted = rest.find((word) => word.startsWith("node-"));
  const [name, version] = wanted.split("@");
  const folder = join(rest[rest.indexOf("--prefix") + 1], "node_modules");
  mkdirSync(join(folder, name, "bin"), { recursive: true });
  symlinkSync(process.env.REAL_NODE, join(folder, name, "bin", "node"));
  writeFileSync(join(folder, ".package-lock.json"), JSON.stringify({ packages: { ["node_modules/" + name]: { version } } }));
}
`;

const programStandIn = `
import { execFileSync } from "node:child_process";
const words = process.argv.slice(2);
if (words[0] === "wait") {
  process.on("SIGTERM", () => { console.log("closing in order"); process.exit(7); });
  setInterval(() => undefined, 1000);
  console.log("ready");
} else if (words[0] === "exit") {
  process.exitCode = Number(words[1]);
} else if (words[0] === "die") {
  process.kill(process.pid, "SIGKILL");
} else {
  const node = execFileSync("node", ["--print", "process.execPath"], { encoding: "utf8" }).trim();
  console.log(JSON.stringify({ words, folder: process.cwd(), node }));
}
`;

const viteStandIn = `
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const folder = process.argv[process.argv.indexOf("--outDir") + 1];
if (readFileSync("renderer/page.ts", "utf8") === "broken") process.exit(1);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "index.html"), readFileSync("renderer/page.ts"));
`;

const standIns: Readonly<Record<string, string>> = {
  "package.json": '{ "type": "module" }',
  "package-lock.json": '{ "lockfileVersion": 3 }',
  "npm-cli.cjs": npmStandIn,
  "old-node.cjs": 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.8" } });',
  "main/shell/cli/throughlife.ts": programStandIn,
  "renderer/page.ts": "first page",
  "node_modules/vite/package.json": "{}",
  "node_modules/vite/bin/vite.js": viteStandIn,
  "node_modules/left-over/package.json": "{}",
};
