/** The built screens: which files there are is settled at the start, so that no path can ever lead anywhere else. */
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";
import { pagePolicy, barePolicy } from "./answer-headers.ts";

export interface ScreenFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly policy: string;
}

export interface ScreenFiles {
  /** The file at this path of an address, or null. The page itself comes with a nonce of its own each time. */
  read(path: string, nonce: string): Promise<ScreenFile | null>;
}

/** Stands in the built page where the nonce of each load belongs. */
export const nonceMark = "__NONCE__";

/** A build has some tens of files. */
const filesMax = 2_000;

/** Looks through the folder of the built screens, or says that they are not built. */
export const findScreenFiles = async (folder: string): Promise<Outcome<ScreenFiles>> => {
  const pathByAddress = await addressesIn(folder);
  if (!pathByAddress.has(pageAddress)) {
    return refuse("screensMissing", `No screens are built in ${folder}. Run: npm run build`);
  }
  return success({
    read: (path, nonce) => readScreenFile(pathByAddress, path === "/" ? pageAddress : path, nonce),
  });
};

const pageAddress = "/index.html";

const addressesIn = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).slice(0, filesMax);
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [addressOf(folder, path), path]));
};

const addressOf = (folder: string, path: string): string => `/${relative(folder, path).split(sep).join("/")}`;

const readScreenFile = async (
  pathByAddress: ReadonlyMap<string, string>,
  address: string,
  nonce: string,
): Promise<ScreenFile | null> => {
  const path = pathByAddress.get(address);
  const mediaType = mediaTypes.get(extname(address));
  if (path === undefined || mediaType === undefined) return null;
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return null;
  if (address !== pageAddress) return { bytes, mediaType, policy: barePolicy };
  const page = bytes.toString("utf8").replaceAll(nonceMark, nonce);
  return { bytes: Buffer.from(page), mediaType, policy: pagePolicy(nonce) };
};

/** What a build may contain; anything else is not served. */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".ico", "image/x-icon"],
  [".woff2", "font/woff2"],
  [".ttf", "font/ttf"],
  [".wasm", "application/wasm"],
]);
