/** Builds the screens when, and only when, their sources have changed since the last time. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentWith } from "./npm-client.mjs";
import { buildFolder, builtRendererFolder, inCheckout, root } from "./places.mjs";
import { run } from "./run.mjs";
import { CannotStart, say } from "./say.mjs";
import { alone } from "./setup-lock.mjs";

const stampFile = join(buildFolder, "renderer.digest");
const nextFolder = join(buildFolder, "renderer-next");

/** Everything that the built screens depend on. */
const sources = ["package-lock.json", "tsconfig.json", "renderer", "shared"];

/** Makes .build/renderer what the sources say. */
export const buildRenderer = async (node) => {
  if (!isBuilt(digestOfSources())) await alone(() => buildUnlessBuilt(node));
};

const buildUnlessBuilt = async (node) => {
  const wanted = digestOfSources();
  if (isBuilt(wanted)) return;
  say("building the screens (again only when their sources change)");
  const { code } = await runVite(node);
  if (code !== 0) throw new CannotStart("The screens could not be built; the reason stands above.");
  putInPlace(wanted);
};

const runVite = (node) =>
  run(node, [inCheckout("node_modules/vite/bin/vite.js"), "build", "renderer", ...intoNextFolder], {
    cwd: root,
    env: environmentWith(node),
    stdio: ["ignore", process.stderr, process.stderr],
  });

const intoNextFolder = ["--outDir", nextFolder, "--emptyOutDir", "--logLevel", "warn"];

/** The finished build takes the old one's place at once, so that a failed build leaves the old one as it was. */
const putInPlace = (digest) => {
  rmSync(stampFile, { force: true });
  rmSync(builtRendererFolder, { recursive: true, force: true });
  mkdirSync(buildFolder, { recursive: true });
  renameSync(nextFolder, builtRendererFolder);
  writeFileSync(stampFile, digest);
};

const isBuilt = (digest) =>
  existsSync(builtRendererFolder) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === digest;

const digestOfSources = () => {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesUnder(source))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(inCheckout(file)))
      .update("\0");
  }
  return `${hash.digest("hex")}\n`;
};

/** The file itself, or all files below a folder, in the order of their names; nothing when there is no such path. */
const filesUnder = (path) => {
  const found = statSync(inCheckout(path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  return found.isDirectory()
    ? readdirSync(inCheckout(path))
        .sort()
        .flatMap((name) => filesUnder(`${path}/${name}`))
    : [path];
};
