/**
 * What every npm script runs: gets Node 24, the packages and the built screens ready, then runs the wanted command.
 * These scripts use built-in modules only and run on any Node from 18 up.
 */
import { resolve } from "node:path";
import { buildDesktop } from "./desktop-build.mjs";
import { findElectron } from "./electron-runtime.mjs";
import { environmentWith } from "./npm-client.mjs";
import { findNode24 } from "./node-24.mjs";
import { installPackages } from "./packages.mjs";
import { inCheckout, root } from "./places.mjs";
import { buildRenderer } from "./renderer-build.mjs";
import { endLike, run } from "./run.mjs";
import { CannotStart, say } from "./say.mjs";

const commandLine = "main/shell/cli/throughlife.ts";
const testRun = "test/run/run.ts";
const packager = "node_modules/@electron-forge/cli/dist/electron-forge.js";

/** Each command: the script that does it, the words put before the user's own, and where it runs. */
const commands = {
  open: { script: commandLine, words: ["open"], folder: callersFolder() },
  throughlife: { script: commandLine, words: [], folder: callersFolder() },
  demo: { script: commandLine, words: ["demo"], folder: callersFolder() },
  bench: { script: "test/bench/bench.ts", words: [], folder: callersFolder() },
  simulate: { script: "test/simulation/simulate.ts", words: [], folder: callersFolder() },
  fuzz: { script: "test/fuzz/fuzz.ts", words: [], folder: callersFolder() },
  mutate: { script: "test/mutation/mutate.ts", words: [], folder: root },
  test: { script: testRun, words: [], folder: root },
  pictures: { script: "test/pictures/pictures.ts", words: [], folder: root },
  check: { script: testRun, words: ["--checks-only"], folder: root },
  build: undefined,
  package: { script: packager, words: ["package"], folder: root },
  make: { script: packager, words: ["make"], folder: root },
};

/** Commands of the program that show screens. */
const withScreens = ["open", "serve"];

const main = async ([name = "", ...given]) => {
  if (!Object.hasOwn(commands, name))
    throw new CannotStart(`"${name}" is none of ${Object.keys(commands).join(", ")}.`);
  const node = await findNode24();
  await installPackages(node);
  if (name === "build") return build(node, given);
  if (name === "open") return open(node, given);
  if (commands[name].script === packager) await buildRenderer(node);
  const { script, words, folder } = commands[name];
  const parameters = [...words, ...given];
  if (script === commandLine && withScreens.includes(parameters[0])) await buildRenderer(node);
  endLike(
    await run(node, [...nodeFlags, inCheckout(script), ...parameters], { cwd: folder, env: environmentWith(node) }),
  );
};

/** The screens; with the word `desktop` the desktop program too. */
const build = async (node, words) => {
  await buildRenderer(node);
  if (words.includes("desktop")) await buildDesktop(node);
};

/** The desktop where its runtime is installed; the browser shell elsewhere, and where its options are given. */
const open = async (node, given) => {
  const electron = findElectron();
  const desktop = electron === null ? null : desktopStart(given);
  await build(node, desktop === null ? [] : ["desktop"]);
  if (desktop !== null) {
    say("opening the desktop program");
    const env = { ...environmentWith(node), ...desktop.env };
    return endLike(await run(electron, [root, ...desktop.words], { cwd: root, env }));
  }
  say(`opening in the browser: ${electron === null ? withoutRuntime : "these options are for the browser"}`);
  const { script, words, folder } = commands.open;
  const parameters = [...nodeFlags, inCheckout(script), ...words, ...given];
  endLike(await run(node, parameters, { cwd: folder, env: environmentWith(node) }));
};

const withoutRuntime = 'no Electron runtime is installed ("npx install-electron" brings it)';

/** Links, and the data folder by `--data`: all that the desktop takes. */
const desktopStart = (given) => {
  const [option, folder, ...rest] = given;
  const named = option === "--data" && folder !== undefined;
  const words = named ? rest : given;
  if (words.some((word) => word.startsWith("-"))) return null;
  return { words, env: named ? { THROUGHLIFE_DATA: resolve(callersFolder(), folder) } : {} };
};

/** Early releases of Node 24 warn on standard error that running TypeScript is new. */
const nodeFlags = ["--disable-warning=ExperimentalWarning"];

/**
 * npm runs its scripts in the checkout and keeps the folder that the user stood in: relative paths are meant from
 * there.
 */
function callersFolder() {
  return process.cwd() === root ? (process.env.INIT_CWD ?? root) : process.cwd();
}

main(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof CannotStart)) throw error;
  say(error.message);
  process.exitCode = 1;
});
