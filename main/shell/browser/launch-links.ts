/** One-time links: whoever opens the newest link within its minute is let in, and nobody after him. */
import { digestOfSecret, isSecret, makeSecret, type RandomBytes, type SecretDigest } from "./secret.ts";

export interface LaunchLinks {
  /** A new token. The one before it is worthless from now on. */
  issue(): string;
  /** True once, for the newest token while it is fresh. It is burned by that. */
  redeem(token: string): boolean;
}

/** Long enough for a browser to start on a slow machine, short enough that a link left lying about is worthless. */
export const linkLivesMillis = 60_000;

export interface LaunchLinkParts {
  readonly randomBytes: RandomBytes;
  /** Milliseconds of a clock that does not run backwards much. */
  readonly now: () => number;
}

/** Links of one shell; none is open at the start. */
export const makeLaunchLinks = ({ randomBytes, now }: LaunchLinkParts): LaunchLinks => {
  let open: { readonly digest: SecretDigest; readonly until: number } | null = null;
  return {
    issue: () => {
      const token = makeSecret(randomBytes);
      open = { digest: digestOfSecret(token), until: now() + linkLivesMillis };
      return token;
    },
    redeem: (token) => {
      if (open === null || now() >= open.until || !isSecret(token, open.digest)) return false;
      open = null;
      return true;
    },
  };
};
