/** Browsers that were let in, each known by a cookie that only its own requests carry. */
import { digestOfSecret, isSecret, makeSecret, type RandomBytes, type SecretDigest } from "./secret.ts";

export interface Sessions {
  /** Lets one more browser in: the value of its `Set-Cookie` header. */
  open(): string;
  /** True when this `Cookie` header comes from a browser that was let in. */
  holds(cookieHeader: string | undefined): boolean;
}

/** A person has a few windows and profiles, not hundreds; the oldest is forgotten first. */
const sessionsMax = 16;

/** A browser sends the cookies of one port to all ports of a host, so the name says whose it is. */
export const cookieNameOf = (port: number): string => `throughlife-${port}`;

/** Sessions of the shell on this port; they end with the program. */
export const makeSessions = (port: number, randomBytes: RandomBytes): Sessions => {
  const name = cookieNameOf(port);
  let kept: readonly SecretDigest[] = [];
  return {
    open: () => {
      const secret = makeSecret(randomBytes);
      kept = [...kept, digestOfSecret(secret)].slice(-sessionsMax);
      return `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`;
    },
    holds: (header) => valuesOf(header, name).some((value) => isAnyOf(value, kept)),
  };
};

/** Looks at all of them, so that the time says nothing about which one it was. */
const isAnyOf = (value: string, kept: readonly SecretDigest[]): boolean =>
  kept.filter((digest) => isSecret(value, digest)).length > 0;

/** All values under this name: a page of another port can plant a second one, which must not shut the true one out. */
const valuesOf = (header: string | undefined, name: string): readonly string[] =>
  (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
    .slice(0, sessionsMax);
