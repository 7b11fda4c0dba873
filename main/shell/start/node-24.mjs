/** The Node that runs the program: version 24, which is what the desktop shell embeds. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runNpm } from "./npm-client.mjs";
import { toolsFolder } from "./places.mjs";
import { CannotStart, say } from "./say.mjs";
import { alone } from "./setup-lock.mjs";

const major = "24";
const version = "24.21.0";
const operatingSystem = process.platform === "win32" ? "win" : process.platform;
const packageName = `node-${operatingSystem}-${process.arch}`;
const program = join(toolsFolder, "node_modules", packageName, "bin", operatingSystem === "win" ? "node.exe" : "node");

/** The path of a Node 24: the running one, or one fetched into .tools from the npm registry. */
export const findNode24 = async () => {
  if (process.versions.node.split(".")[0] === major) return process.execPath;
  if (!isFetched()) await alone(async () => isFetched() || (await fetchNode()));
  return program;
};

/** npm writes its record of what it installed last, so a fetch that was cut off does not count. */
const isFetched = () => {
  try {
    const record = JSON.parse(readFileSync(join(toolsFolder, "node_modules", ".package-lock.json"), "utf8"));
    return record.packages[`node_modules/${packageName}`].version === version && existsSync(program);
  } catch {
    return false;
  }
};

const fetchNode = async () => {
  say(`this is Node ${process.versions.node}; fetching Node ${version} into .tools (once)`);
  if (isMusl()) throw new CannotStart(installByHand("The fetched Node needs glibc, which this Linux does not have."));
  const { code } = await runNpm(process.execPath, ["install", "--prefix", toolsFolder, `${packageName}@${version}`]);
  if (code !== 0) throw new CannotStart(installByHand(`${packageName} ${version} could not be fetched by npm.`));
};

const isMusl = () =>
  process.platform === "linux" && process.report?.getReport().header.glibcVersionRuntime === undefined;

const installByHand = (reason) =>
  `${reason} Install Node ${version} (or another Node ${major}) on this machine and run the same command again.`;
