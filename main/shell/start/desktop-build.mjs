/** Builds the programs of the desktop when, and only when, their sources have changed since the last time. */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildFolder, builtDesktopFolder } from "./places.mjs";
import { buildUnlessBuilt } from "./stamped-build.mjs";
import { viteBuild } from "./vite.mjs";

const nextFolder = join(buildFolder, "desktop-next");
const configs = ["programs", "preload"];
const failure = "The desktop program could not be built; the reason stands above.";

/** Makes .vite/build what the sources say: the place that the packager expects. */
export const buildDesktop = (node) =>
  buildUnlessBuilt({
    name: "desktop",
    folder: builtDesktopFolder,
    sources: ["package-lock.json", "main", "shared", "fixtures"],
    sentence: "building the desktop program (again only when its sources change)",
    build: async ({ takeAway }) => {
      rmSync(nextFolder, { recursive: true, force: true });
      for (const name of configs) {
        const config = `main/shell/electron/build/${name}.vite.config.ts`;
        await viteBuild(node, ["--config", config, "--outDir", nextFolder, "--logLevel", "warn"], failure);
      }
      takeAway();
      rmSync(builtDesktopFolder, { recursive: true, force: true });
      mkdirSync(dirname(builtDesktopFolder), { recursive: true });
      renameSync(nextFolder, builtDesktopFolder);
    },
  });
