/**
 * Opens a link in the browser of this machine. The link is a key: it is handed over in a file that only this user may
 * read, because every user of a machine can read the command lines of all.
 */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";
import { browserCandidates, type BrowserCandidate } from "./browser-candidates.ts";
import { linkLivesMillis } from "./launch-links.ts";
import { makeSecret, type RandomBytes } from "./secret.ts";

export interface OpenParts {
  readonly url: string;
  /** For the file with the link; made for this user alone where it is missing. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly randomBytes: RandomBytes;
  readonly start: StartProgram;
}

/** Starts a program on its own. False when it cannot be started or ends at once with a fault. */
export type StartProgram = (program: string, parameters: readonly string[]) => Promise<boolean>;

export interface OpenFailure {
  readonly kind: "noDisplay" | "noBrowser" | "notWritten";
  readonly message: string;
}

/** Returns the name of the browser that was started, or why none was: then the caller prints the link. */
export const openInBrowser = async (parts: OpenParts): Promise<Outcome<string, OpenFailure>> => {
  if (!hasDisplay(parts)) return refuse("noDisplay", "There is no display here. Open the printed link in a browser.");
  const page = await writeRedirectPage(parts).catch((fault: unknown) => ({ fault }));
  if (typeof page !== "string") return refuse("notWritten", notWritten(parts.folder, page.fault));
  const started = await firstThatStarts(browserCandidates(parts.platform, pathToFileURL(page).href), parts.start);
  if (started !== null) return success(started.name);
  return refuse("noBrowser", "No browser could be started here. Open the printed link in one.");
};

/** A Linux machine without a display server has nothing to draw on; the others always have one. */
const hasDisplay = ({ platform, environment }: OpenParts): boolean =>
  ["darwin", "win32"].includes(platform) ||
  ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => (environment[name] ?? "") !== "");

/** The page goes when its link has gone stale; what an earlier process left behind goes now. */
const writeRedirectPage = async ({ url, folder, randomBytes }: OpenParts): Promise<string> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const old = (await readdir(folder)).filter((name) => /^open-[0-9a-f]{64}\.html$/.test(name));
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
  const path = join(folder, `open-${makeSecret(randomBytes)}.html`);
  await writeFile(path, redirectPage(url), { flag: "wx", mode: 0o600 });
  setTimeout(() => void rm(path, { force: true }), linkLivesMillis).unref();
  return path;
};

const redirectPage = (url: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Throughlife</title>
<meta http-equiv="refresh" content="0;url=${url}">
<p><a href="${url}">Open Throughlife</a></p></html>
`;

const firstThatStarts = async (
  candidates: readonly BrowserCandidate[],
  start: StartProgram,
): Promise<BrowserCandidate | null> => {
  for (const candidate of candidates) {
    if (await start(candidate.program, candidate.parameters)) return candidate;
  }
  return null;
};

const notWritten = (folder: string, fault: unknown): string =>
  `The link could not be handed to a browser through ${folder} (${String(fault)}). Open the printed link instead.`;
