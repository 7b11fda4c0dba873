/** Installs the packages of package-lock.json when, and only when, that file has changed since the last time. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { runNpm } from "./npm-client.mjs";
import { inCheckout } from "./places.mjs";
import { CannotStart, say } from "./say.mjs";
import { alone } from "./setup-lock.mjs";

/** Inside node_modules, because `npm ci` removes that folder first: a stamp can only follow a finished installation. */
const stampFile = inCheckout("node_modules", ".throughlife-installed");

/** Makes node_modules what package-lock.json says, for this machine. */
export const installPackages = async (node) => {
  if (!isInstalled()) await alone(async () => isInstalled() || (await install(node)));
};

const install = async (node) => {
  say("installing packages (again only when package-lock.json changes)");
  const wanted = stamp();
  const { code } = await runNpm(node, ["ci", "--include=dev", "--include=optional"]);
  if (code !== 0) throw new CannotStart("npm could not install the packages; its reason stands above.");
  writeFileSync(stampFile, wanted);
};

const isInstalled = () => {
  try {
    return readFileSync(stampFile, "utf8") === stamp();
  } catch {
    return false;
  }
};

/** Platform and processor belong to it: packages carry native code. */
const stamp = () => {
  const digest = createHash("sha256")
    .update(readFileSync(inCheckout("package-lock.json")))
    .digest("hex");
  return `${digest} ${process.platform}-${process.arch}\n`;
};
