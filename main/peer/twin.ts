/**
 * Two copies of one data folder meet: the one whose journal is a beginning of the other's gets new keys, the other goes
 * on; where both have gone on apart, both get new ones (record-format.md, section 7, Rollback).
 */
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ContentOf } from "../../shared/sync/sync-message.ts";
import { expectMessage } from "./handshake.ts";
import type { MessageLink } from "./message-link.ts";
import type { TlsLink } from "./tls-link.ts";

type Extent = ContentOf<"twin">;

export interface TwinParts {
  /** The journal as far as it goes; and its root at a size that it has had. */
  readonly extent: () => Extent;
  readonly rootAt: (size: number) => string;
  /** This copy gets new keys; noted durably. */
  readonly mustRenew: (reason: string) => Promise<Outcome<null>>;
  /** The other one does. */
  readonly otherRenews: (sentence: string) => void;
  /** Exporters of connections that this very process has called. */
  readonly calling: Set<string>;
}

/** Says hello to a copy of this folder. Always a refusal: there is nothing to exchange between copies. */
export const meetTwin = async (
  link: MessageLink,
  { facts, role }: Pick<TlsLink, "facts" | "role">,
  parts: TwinParts,
): Promise<Outcome<never>> => {
  if (role === "client") parts.calling.add(facts.exporter);
  const own = parts.extent();
  // The caller speaks first, so that whoever calls itself is known by then.
  if (role === "client") await link.send({ twin: own });
  const theirs = await expectMessage(link, "twin");
  if (!theirs.ok) return theirs;
  if (role === "server" && parts.calling.has(facts.exporter)) return ownAddress;
  if (role === "server") await link.send({ twin: own });
  const renewing = await whoRenews(link, { own, role, theirs: theirs.value }, parts);
  parts.calling.delete(facts.exporter);
  return renewing.ok ? told(renewing.value, parts) : renewing;
};

type Renewing = "both" | "other" | "own";

interface Extents {
  readonly own: Extent;
  readonly role: TlsLink["role"];
  readonly theirs: Extent;
}

const whoRenews = async (
  link: MessageLink,
  { own, role, theirs }: Extents,
  { rootAt }: TwinParts,
): Promise<Outcome<Renewing>> => {
  // Of two that are the same, whoever called.
  if (own.size === theirs.size && own.root === theirs.root) return success(role === "client" ? "own" : "other");
  if (own.size === theirs.size) return success("both");
  if (own.size > theirs.size) {
    const both = rootAt(theirs.size) !== theirs.root;
    await link.send({ apart: { both } });
    return success(both ? "both" : "other");
  }
  const found = await expectMessage(link, "apart");
  if (!found.ok) return found;
  return success(found.value.both ? "both" : "own");
};

const told = async (renewing: Renewing, { mustRenew, otherRenews }: TwinParts): Promise<Outcome<never>> => {
  if (renewing === "other") {
    otherRenews(otherSentence);
    return refuse("copied", otherSentence);
  }
  const reason = renewing === "own" ? ownSentence : bothSentence;
  const noted = await mustRenew(reason);
  return noted.ok ? refuse("copied", reason) : noted;
};

const ownAddress = refuse("helloOwn", "This is the installation itself; it cannot exchange with itself.");

const otherSentence =
  "A copy of this data folder runs in another place. It is behind this one, so that one gets new keys, and this one goes on as it is.";
const ownSentence =
  "A copy of this data folder runs in another place, and goes on with these keys. This one gets new keys, and joins that one like another installation.";
const bothSentence =
  "A copy of this data folder runs in another place, and both have recorded since. Both get new keys, so that nothing is said twice with one key.";
