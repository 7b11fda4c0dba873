/** Builds something when, and only when, its sources have changed since the last time. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildFolder, inCheckout } from "./places.mjs";
import { say } from "./say.mjs";
import { alone } from "./setup-lock.mjs";

/**
 * Makes `folder` what the `sources` say. `build` makes it somewhere else and puts it in place, so that a failed build
 * leaves the old one as it was.
 */
export const buildUnlessBuilt = async ({ name, folder, sources, sentence, build }) => {
  const stampFile = join(buildFolder, `${name}.digest`);
  const isBuilt = (digest) => existsSync(folder) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === digest;
  if (isBuilt(digestOf(sources))) return;
  await alone(async () => {
    const wanted = digestOf(sources);
    if (isBuilt(wanted)) return;
    say(sentence);
    mkdirSync(buildFolder, { recursive: true });
    await build({ takeAway: () => rmSync(stampFile, { force: true }) });
    writeFileSync(stampFile, wanted);
  });
};

const digestOf = (sources) => {
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
