/** Runs the npm that the user has, under the Node we choose. */
import { existsSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { root } from "./places.mjs";
import { run } from "./run.mjs";
import { CannotStart } from "./say.mjs";

const quiet = ["--loglevel=error", "--no-audit", "--no-fund", "--no-progress"];

/**
 * Runs npm with these parameters under the given Node, its output on standard error. Install scripts never run: no
 * package of ours needs one. Returns the exit code and signal.
 */
export const runNpm = (node, parameters) =>
  run(node, [npmProgram(), ...parameters, "--ignore-scripts", ...quiet], {
    cwd: root,
    env: environmentWith(node),
    stdio: ["ignore", process.stderr, process.stderr],
  });

/** The environment in which `node` means this Node, for every program that is started from here on. */
export const environmentWith = (node) => {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const folders = [dirname(node), join(root, "node_modules", ".bin"), process.env[name] ?? ""];
  return { ...process.env, [name]: folders.join(delimiter), NODE: node, npm_node_execpath: node };
};

/** npm's own script: the one that started us, else the one beside this Node. */
const npmProgram = () => {
  const found = [process.env.npm_execpath ?? "", ...besideNode()].find((path) => isNpm(path) && existsSync(path));
  if (found === undefined) {
    throw new CannotStart("npm was not found. Start with `npm start`, or install Node together with npm.");
  }
  return found;
};

/** yarn and pnpm name themselves in npm_execpath too. */
const isNpm = (path) => /^npm(-cli)?\.(c|m)?js$/.test(basename(path));

const besideNode = () => {
  const folder = dirname(process.execPath);
  const script = ["node_modules", "npm", "bin", "npm-cli.js"];
  return [
    join(folder, ...script),
    join(folder, "..", "lib", ...script),
    join(folder, "..", "share", ...script.slice(1)),
  ];
};
