/** Calls to other installations: to exchange with one that is known, to join one that made a code. */
import { hexOf } from "../../shared/encoding/hex.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Hello } from "../../shared/sync/hello.ts";
import { parseJoinCode, type JoinCode } from "../../shared/sync/join-code.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import type { JoinAnswer } from "../../shared/sync/sync-message.ts";
import { expectMessage, shakeHands } from "./handshake.ts";
import type { JoiningPerson } from "./invitation.ts";
import { MessageLink } from "./message-link.ts";
import { parsePeerAddress } from "./peer-address.ts";
import { withPeer } from "./peer-book.ts";
import { stayLinked } from "./kept-link.ts";
import { ownSide, refusalBlocked, type PeerContext } from "./peer-context.ts";
import { exchangeWith } from "./peer-exchange.ts";
import { isSuccessor, underNewKey } from "./renewed-peer.ts";
import type { SessionReport } from "./sync-session.ts";
import { callTls, type TlsFailure, type TlsLink } from "./tls-link.ts";
import { meetTwin, type TwinParts } from "./twin.ts";

export interface PeerCall {
  readonly address: string;
  /** The installation that must answer, where the caller wants a certain one. */
  readonly installation?: string;
  readonly signal?: AbortSignal | undefined;
  /** Where it is given, the link is kept after the first exchange, until it ends on either side. */
  readonly onFirst?: (report: SessionReport) => void;
}

/** Exchanges with the installation at an address; it must be one that is known here. */
export const callPeer = async (
  context: PeerContext,
  { address, installation, onFirst, signal }: PeerCall,
): Promise<Outcome<{ readonly peer: Peer; readonly report: SessionReport }>> => {
  const linked = onFirst === undefined ? overKeptLink(context, address) : null;
  if (linked !== null) return linked;
  const parsed = parsePeerAddress(address);
  if (!parsed.ok) return parsed;
  const peerOf = (certificate: string): Peer | undefined =>
    context.book
      .now()
      .peers.find(
        (peer) => peer.certificate === certificate && (installation ?? peer.installation) === peer.installation,
      );
  const { identity } = context.parts;
  const { twin } = context.wiring;
  const isTwin = (certificate: string): boolean => certificate === identity.pin && twin !== undefined;
  const accepts = (certificate: string): TlsFailure | null =>
    peerOf(certificate) === undefined && !isTwin(certificate) ? unknownCertificate(address) : null;
  const timeoutMs = context.limits.handshakeMs;
  const call = {
    ...parsed.value,
    purpose: "sync",
    identity,
    accepts,
    timeoutMs,
    ...(signal === undefined ? {} : { signal }),
  } as const;
  const tls = await callTls(call);
  if (!tls.ok) return tls;
  if (twin !== undefined && isTwin(tls.value.certificate)) return withTwin(context, tls.value, twin);
  const peer = peerOf(tls.value.certificate);
  if (peer === undefined) throw new Error("A certificate was accepted that belongs to no peer");
  if (peer.blocked === true) {
    tls.value.socket.destroy();
    return refuse("peerBlocked", refusalBlocked(peer.name));
  }
  return withLink(context, { tls: tls.value, expected: peer.installation, signal }, async (link, hello) => {
    const known = await underNewKey(context, peer, hello.installation);
    if (!known.ok) return known;
    const wish = { peer: known.value, link, address, ...(signal === undefined ? {} : { signal }) };
    const exchanged =
      onFirst === undefined ? await exchangeWith(context, wish) : await stayLinked(context, wish, onFirst);
    return exchanged.ok ? success({ peer: known.value, report: exchanged.value }) : exchanged;
  });
};

/** Whoever is linked already exchanges over that link; null where nobody at this address is. */
const overKeptLink = (context: PeerContext, address: string): ReturnType<typeof callPeer> | null => {
  const peer = context.book.now().peers.find((known) => known.address === address);
  const kept = peer === undefined ? undefined : context.links.get(peer.installation);
  if (peer === undefined || kept === undefined) return null;
  return kept.exchange().then((report) => (report.ok ? success({ peer, report: report.value }) : report));
};

const withTwin = async (context: PeerContext, tls: TlsLink, twin: TwinParts): Promise<Outcome<never>> => {
  const link = new MessageLink(tls.socket, context.limits.link);
  const met = await meetTwin(link, tls, twin);
  link.close();
  return met;
};

/** Joins the installation that made a code: is enrolled by it, or waits for that, and takes over its register. */
export const joinPeer = async (context: PeerContext, text: string, signal?: AbortSignal): Promise<Outcome<Peer>> => {
  const code = parseJoinCode(text);
  if (!code.ok) return code;
  let last: Outcome<Peer> = refuse(
    "joinCode",
    "The code holds no address. Ask for a new one, made where the program listens.",
  );
  for (const address of code.value.addresses) {
    last = await joinAt(context, address, code.value, signal);
    // Another address of the same machine helps where this one could not be reached, and nowhere else.
    if (last.ok || (last.failure.kind !== "peerUnreachable" && last.failure.kind !== "certificateUnknown")) return last;
  }
  return last;
};

const joinAt = async (
  context: PeerContext,
  address: string,
  code: JoinCode,
  signal?: AbortSignal,
): Promise<Outcome<Peer>> => {
  const parsed = parsePeerAddress(address);
  if (!parsed.ok) return parsed;
  const pin = hexOf(code.pin);
  const accepts = (certificate: string): TlsFailure | null =>
    certificate.startsWith(pin) ? null : otherInviter(address);
  const { identity } = context.parts;
  const timeoutMs = context.limits.handshakeMs;
  const call = {
    ...parsed.value,
    purpose: "join",
    identity,
    accepts,
    timeoutMs,
    ...(signal === undefined ? {} : { signal }),
  } as const;
  const tls = await callTls(call);
  if (!tls.ok) return tls;
  return withLink(context, { tls: tls.value, expected: null, signal }, async (link, hello) => {
    const next = context.wiring.next?.() ?? null;
    const people = context.wiring.people().map(plainPerson);
    await link.send({ join: { ...(next === null ? {} : { next }), people, secret: hexOf(code.secret) } });
    const free = link.endBy(signal);
    const answer = await expectMessage(link, "joined");
    free();
    if (!answer.ok) return answer;
    const made = peerOf({ address, answer: answer.value, certificate: tls.value.certificate, hello });
    // Whoever joins again, with new keys, shares what was shared before.
    const before = context.book.now().peers.find(({ installation }) => installation === made.installation);
    const peer = before === undefined ? made : { ...made, last_seen: before.last_seen, shares: before.shares };
    const kept = await context.book.change((book) => withPeer(book, peer));
    if (!kept.ok) return kept;
    context.wiring.onChanged?.();
    return answer.value.waits ? success(peer) : firstExchange(context, peer, link, address);
  });
};

const plainPerson = ({ former, key, name, next }: JoiningPerson) => ({
  ...(former === undefined ? {} : { former: [...former] }),
  key,
  name,
  ...(next === undefined ? {} : { next }),
});

/** Brings the register of the other side over; what is shared besides comes with the first exchange. */
const firstExchange = async (
  context: PeerContext,
  peer: Peer,
  link: MessageLink,
  address: string,
): Promise<Outcome<Peer>> => {
  const exchanged = await exchangeWith(context, { peer, link, address, histories: () => [] });
  if (!exchanged.ok) return exchanged;
  if (exchanged.value.fault !== null) return failed(exchanged.value.fault);
  return success(context.book.now().peers.find(({ installation }) => installation === peer.installation) ?? peer);
};

interface CalledLink {
  readonly tls: TlsLink;
  /** The installation that must answer, where that is known. */
  readonly expected: string | null;
  readonly signal: AbortSignal | undefined;
}

const withLink = async <T>(
  context: PeerContext,
  { expected, signal, tls }: CalledLink,
  use: (link: MessageLink, hello: Hello) => Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  const link = new MessageLink(tls.socket, context.limits.link);
  const hello = await shakeHands({
    link,
    facts: tls.facts,
    role: tls.role,
    own: ownSide(context),
    expected,
    succeeds: (shown, known) => isSuccessor(context.parts.store, shown, known),
    signal,
    timeoutMs: context.limits.handshakeMs,
  });
  const used = hello.ok ? await use(link, hello.value) : hello;
  if (!hello.ok) link.answer({ stop: { kind: hello.failure.kind, message: hello.failure.message } });
  link.close();
  return used;
};

interface JoinedFacts {
  readonly address: string;
  readonly answer: JoinAnswer;
  readonly certificate: string;
  readonly hello: Hello;
}

/**
 * The inviter as this installation remembers it. What we write into its histories goes back to it; more is shared on
 * request.
 */
const peerOf = ({
  address,
  answer: { party, roles, waits },
  certificate,
  hello: { installation, name, register },
}: JoinedFacts): Peer => ({
  address,
  certificate,
  installation,
  last_seen: null,
  name,
  owes_openings: false,
  party,
  register,
  roles,
  shares: { attachments: true, histories: [], openings: false },
  state: waits ? "invited" : "joined",
});

const unknownCertificate = (address: string): TlsFailure => ({
  kind: "certificateUnknown",
  message: `Whoever answers at ${address} is none of the companies known here: its certificate is not pinned. Nothing was said to it. Join it with a code first.`,
});

const otherInviter = (address: string): TlsFailure => ({
  kind: "certificateUnknown",
  message: `Whoever answers at ${address} is not the one who made the code: its certificate is another. Nothing was said to it.`,
});
