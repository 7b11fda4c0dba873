/**
 * Who may speak to the shell. Loopback alone protects nothing: every user of the machine and every page in the browser
 * reaches it. So each request is judged by its Host, its method, where the browser says it comes from, and its cookie.
 */
import type { IncomingHttpHeaders } from "node:http";
import { refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";

/** What is looked at. */
export interface Caller {
  readonly method: string;
  /** The path without its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Door {
  /** `127.0.0.1:PORT`, the only Host that is answered: another name in front of this address is a rebinding attack. */
  readonly host: string;
  /** `http://127.0.0.1:PORT`, the only page that may write or open the wire. */
  readonly origin: string;
  /** Knows the browsers that were let in. */
  readonly holds: (cookieHeader: string | undefined) => boolean;
}

export type DoorFailure = { readonly kind: keyof typeof statusOf; readonly message: string };

/** The HTTP status of each refusal. */
export const statusOf = {
  foreignHost: 421,
  wrongMethod: 405,
  foreignSite: 403,
  foreignOrigin: 403,
  notSignedIn: 403,
} as const;

/** The only path that a browser may open before it was let in. */
export const authPath = "/auth";
export const uploadPath = "/upload";
export const rpcPath = "/rpc";

/** Lets a plain request pass, or names the first thing that is wrong with it. */
export const judgeRequest = (door: Door, caller: Caller): Outcome<null, DoorFailure> => {
  const { method, path, headers } = caller;
  if (headers.host !== door.host) return refuse("foreignHost", sentences.foreignHost(door.host));
  if (!methodsOf(path).includes(method)) return refuse("wrongMethod", sentences.wrongMethod(method, path));
  if (path === authPath) return judgeAuth(headers);
  if (!isOwnSite(headers)) return refuse("foreignSite", sentences.foreignSite);
  if (!door.holds(headers.cookie)) return refuse("notSignedIn", sentences.notSignedIn);
  if (path === uploadPath && headers.origin !== door.origin) return refuse("foreignOrigin", sentences.foreignOrigin);
  return success(null);
};

/** Lets an upgrade to the wire pass. A program that is no browser sends no Origin and is not let in either. */
export const judgeUpgrade = (door: Door, { method, headers }: Caller): Outcome<null, DoorFailure> => {
  if (headers.host !== door.host) return refuse("foreignHost", sentences.foreignHost(door.host));
  if (method !== "GET") return refuse("wrongMethod", sentences.wrongMethod(method, rpcPath));
  if (headers.origin !== door.origin) return refuse("foreignOrigin", sentences.foreignOrigin);
  if (!isOwnSite(headers)) return refuse("foreignSite", sentences.foreignSite);
  if (!door.holds(headers.cookie)) return refuse("notSignedIn", sentences.notSignedIn);
  return success(null);
};

/** Everything that changes anything goes over the wire; only bytes of files come by HTTP. */
export const methodsOf = (path: string): readonly string[] => {
  if (path === uploadPath) return ["PUT"];
  return path === authPath ? ["GET"] : ["GET", "HEAD"];
};

/**
 * The link is opened from outside, from a terminal or a redirect file, so another site may be where it was followed.
 * The token proves the right; a fetch, a frame or a prefetch must not burn it.
 */
const judgeAuth = (headers: IncomingHttpHeaders): Outcome<null, DoorFailure> => {
  const mode = headers["sec-fetch-mode"] ?? "navigate";
  const destination = headers["sec-fetch-dest"] ?? "document";
  const purposes = [headers["sec-purpose"], headers["purpose"]].flat();
  const isAhead = purposes.some((purpose) => purpose?.includes("prefetch") === true);
  const isOpened = mode === "navigate" && destination === "document" && !isAhead;
  return isOpened ? success(null) : refuse("foreignSite", sentences.foreignSite);
};

/** A browser says where a request comes from; `same-site` is another port of this machine and as foreign as any. */
const isOwnSite = (headers: IncomingHttpHeaders): boolean =>
  ["same-origin", "none"].includes(headers["sec-fetch-site"] ?? "none");

const sentences = {
  foreignHost: (host: string): string => `This address answers only as ${host}. Open the link as the program printed it.`,
  wrongMethod: (method: string, path: string): string => `${method} is not understood at ${path}. Use the window of the program.`,
  foreignSite: "Another site asked for this. Open the link as the program printed it, in a window of its own.",
  foreignOrigin: "Only the window of the program may do this. Open the link that the program printed.",
  notSignedIn: "This browser was not let in, or the program was started again since. Ask for a new link where the program was started.",
} as const;
