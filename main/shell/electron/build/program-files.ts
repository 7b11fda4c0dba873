/**
 * Keeps the addresses that sources make of their own place true in a bundle: of programs that they start, of folders
 * that they read. What is not known to be carried along fails the build.
 */
import { cpSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";
import { carriedFolders, desktopPrograms } from "./desktop-programs.ts";

/** For the checkout at `root`, whose folders may be links to another one. */
export const programFiles = (root: string): Plugin => {
  const checkout = realpathSync(join(root, "main", ".."));
  const nameOf = (path: string): string =>
    relative(dirname(realpathSync(join(checkout, "main"))), path)
      .split(sep)
      .join("/");
  return {
    name: "throughlife-program-files",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith(".ts") || !code.includes("import.meta")) return null;
      const source = realpathSync(id);
      const placed = code.replaceAll(besideCall, (_call, target: string) => {
        const place = placeOf(nameOf(resolve(dirname(source), target)), target.endsWith("/"));
        return place === null
          ? this.error(`${nameOf(source)} reads ${target}, which the built program does not carry.`)
          : `new URL(${JSON.stringify(place)}, import.meta.url)`;
      });
      return { code: ownPlace(placed), map: null };
    },
    writeBundle({ dir }) {
      if (dir === undefined) return;
      for (const [from, to] of Object.entries(carriedFolders)) {
        cpSync(join(root, from), join(dir, to), { recursive: true, dereference: true, filter: isData });
      }
    },
  };
};

const besideCall = /new URL\(\s*"([^"]+)",\s*import\.meta\.url,?\s*\)/g;

/** What makes the data is not data. */
const isData = (path: string): boolean => !/[\\/]maker([\\/]|$)|\.ts$/.test(path);

/** Where a file of the checkout lies beside the built programs; null when it does not. */
const placeOf = (name: string, isFolder: boolean): string | null => {
  const program = Object.entries(desktopPrograms).find(([, source]) => source === name);
  if (program !== undefined) return `./${program[0]}.cjs`;
  const folder = Object.entries(carriedFolders).find(([from]) => name === from || name.startsWith(`${from}/`));
  if (folder === undefined) return null;
  const [from, to] = folder;
  return `./${to}${name.slice(from.length)}${isFolder ? "/" : ""}`;
};

/** The programs are CommonJS, where a file knows its place by other names. */
const ownPlace = (code: string): string =>
  code
    .replaceAll("import.meta.url", 'require("node:url").pathToFileURL(__filename).href')
    .replaceAll("import.meta.dirname", "__dirname");
