/**
 * Opens a link in the browser of this machine. The link is a key: it is handed over in a file that only this user may
 * read, because every user of a machine can read the command lines of all.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";
import { browserCandidates, type BrowserCandidate } from "./browser-candidates.ts";
import { linkLivesMillis } from "./launch-links.ts";
import { startProgram } from "./start-program.ts";

export interface OpenParts {
  readonly url: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For tests; this machine's own where nothing is given. */
  readonly platform?: NodeJS.Platform;
  readonly start?: StartProgram;
}

/** Starts a program on its own. False when it cannot be started or ends at once with a fault. */
export type StartProgram = (program: string, parameters: readonly string[]) => Promise<boolean>;

export interface OpenFailure {
  readonly kind: "noDisplay" | "noBrowser" | "notWritten";
  readonly message: string;
}

/** Returns the name of the browser that was started, or why none was: then the caller prints the link. */
export const openInBrowser = async (parts: OpenParts): Promise<Outcome<string, OpenFailure>> => {
  const { url, env, platform = process.platform, start = startProgram } = parts;
  if (!hasDisplay(platform, env)) return refuse("noDisplay", "There is no display here. Open the link in a browser.");
  const page = await writeRedirectPage(url, env["XDG_RUNTIME_DIR"] ?? tmpdir()).catch((fault: unknown) => ({ fault }));
  if (typeof page !== "string") return refuse("notWritten", notWritten(page.fault));
  const started = await firstThatStarts(browserCandidates(platform, pathToFileURL(page).href), start);
  if (started !== null) return success(started.name);
  return refuse("noBrowser", "No browser could be started here. Open the printed link in one.");
};

/** A Linux machine without a display server has nothing to draw on; the others always have one. */
const hasDisplay = (platform: NodeJS.Platform, env: OpenParts["env"]): boolean =>
  ["darwin", "win32"].includes(platform) || ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => (env[name] ?? "") !== "");

/** In a folder of its own that only this user may enter; both go when the link has gone stale. */
const writeRedirectPage = async (url: string, below: string): Promise<string> => {
  const folder = await mkdtemp(join(below, "throughlife-open-"));
  const path = join(folder, "open.html");
  await writeFile(path, redirectPage(url), { flag: "wx", mode: 0o600 });
  setTimeout(() => void rm(folder, { recursive: true, force: true }), linkLivesMillis).unref();
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

const notWritten = (fault: unknown): string =>
  `The link could not be handed to a browser (${String(fault)}). Open the printed link instead.`;
