/**
 * Which files of the checkout go into the desktop package: the built programs, the screens, and the packages they need.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { carriedPackages, programFolder } from "./desktop-programs.ts";

/** The packages that the built programs load, with everything that these need. */
export const packagesNeeded = (root: string): ReadonlySet<string> => {
  const needed = new Set<string>();
  const take = (name: string): void => {
    if (needed.has(name) || !existsSync(manifestOf(root, name))) return;
    needed.add(name);
    dependenciesOf(root, name).forEach(take);
  };
  carriedPackages.forEach(take);
  return needed;
};

/** What the packager leaves out: it asks for every path of the checkout, beginning with a slash; "" is the checkout. */
export const leftOut = (root: string): ((path: string) => boolean) => {
  const needed = packagesNeeded(root);
  return (path) => !(isOwn(path) || isNeeded(path, needed));
};

const isOwn = (path: string): boolean =>
  ["", "/package.json", "/LICENSE"].includes(path) ||
  [`/${programFolder}`, "/.build/renderer"].some(
    (kept) => path.startsWith(`${kept}/`) || `${kept}/`.startsWith(`${path}/`),
  );

const isNeeded = (path: string, needed: ReadonlySet<string>): boolean => {
  if (path === "/node_modules") return true;
  const [, scope = "", name = "", rest = ""] = /^\/node_modules\/(@[^/]+)?\/?([^/]*)(.*)$/.exec(path) ?? [];
  if (name === "") return [...needed].some((one) => one.startsWith(`${scope}/`));
  const full = scope === "" ? name : `${scope}/${name}`;
  return needed.has(full) && !isSpare(full, rest);
};

/** Parts of packages that the program never loads: they would be two thirds of its size. */
const isSpare = (name: string, path: string): boolean =>
  /\.(map|md|markdown|d\.ts|d\.mts|d\.cts|ts|yml|zip)$/.test(path) ||
  /^(\/node_modules\/[^/]+)*\/(docs?|examples?|tests?|__tests__|\.github)(\/|$)/.test(path) ||
  (spareParts[name]?.(path) ?? false);

const spareParts: Readonly<Record<string, (path: string) => boolean>> = {
  "@serialport/bindings-cpp": (path) => /^\/(src|binding\.gyp)/.test(path) || isForeignPrebuild(path),
  "dejavu-fonts-ttf": (path) => path.startsWith("/ttf/") && !path.startsWith("/ttf/DejaVuSans"),
  pdfkit: (path) => /standalone/.test(path),
  "sql.js": (path) => path.startsWith("/dist/") && !["/dist/sql-wasm.js", "/dist/sql-wasm.wasm"].includes(path),
};

const isForeignPrebuild = (path: string): boolean =>
  path.startsWith("/prebuilds/") && !path.startsWith(`/prebuilds/${process.platform}-`);

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (root: string, name: string): string => join(root, "node_modules", name, "package.json");

/** What a package says that it needs; one that lies inside of another is carried with it. */
const dependenciesOf = (root: string, name: string): readonly string[] => {
  const manifest: Manifest = JSON.parse(readFileSync(manifestOf(root, name), "utf8"));
  return Object.keys(manifest.dependencies ?? {});
};
