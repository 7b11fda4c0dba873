/**
 * Listens for calls: compares certificates before anything is read, bounds strangers, and serves exchanges and joins.
 */
import type { Server, TLSSocket } from "node:tls";
import { failed, refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Hello } from "../../shared/sync/hello.ts";
import { withRegisters } from "../../shared/sync/shared-histories.ts";
import { expectMessage, shakeHands } from "./handshake.ts";
import { answerJoin, openInvitations } from "./invitation.ts";
import { stayLinked } from "./kept-link.ts";
import { MessageLink } from "./message-link.ts";
import { ownSide, type PeerContext } from "./peer-context.ts";
import { exchangeWith } from "./peer-exchange.ts";
import { isSuccessor, underNewKey } from "./renewed-peer.ts";
import { meetTwin } from "./twin.ts";
import { tlsServer, type TlsLink } from "./tls-link.ts";

export interface PeerListener {
  readonly port: number;
  /** Why callers were turned away, the latest last; for the screen and for tests. */
  readonly refusals: () => ReadonlyArray<Failure>;
  /** Ends what is running and listens no more. */
  readonly close: () => Promise<void>;
}

/** Refusals that are remembered. */
const refusalsMax = 100;

/** Begins to listen. */
export const listenForPeers = async (
  context: PeerContext,
  port: number,
  host: string,
): Promise<Outcome<PeerListener>> => {
  const listening = new Listening(context);
  return listening.begin(port, host);
};

class Listening {
  readonly #context: PeerContext;
  readonly #server: Server;
  readonly #sockets = new Set<TLSSocket>();
  readonly #serving = new Set<Promise<void>>();
  readonly #control = new AbortController();
  readonly #refusals: Failure[] = [];
  #strangers = 0;

  constructor(context: PeerContext) {
    this.#context = context;
    const { connectionsMax, handshakeMs } = context.limits;
    this.#server = tlsServer(context.parts.identity, {
      handshakeMs,
      onLink: (link) => this.#begin(link),
      onRefused: (socket, failure) => this.#turnAway(new MessageLink(socket, context.limits.link), failure),
    });
    this.#server.maxConnections = connectionsMax;
  }

  begin(port: number, host: string): Promise<Outcome<PeerListener>> {
    return new Promise((resolve) => {
      this.#server.once("error", (error) => resolve(cannotListen(port, error)));
      this.#server.listen({ port, host }, () => {
        const bound = this.#server.address();
        const number = typeof bound === "object" && bound !== null ? bound.port : port;
        resolve(success({ port: number, refusals: () => this.#refusals, close: () => this.#close() }));
      });
    });
  }

  async #close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#control.abort();
    await Promise.all(this.#serving);
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #begin(tls: TlsLink): void {
    this.#sockets.add(tls.socket);
    tls.socket.once("close", () => this.#sockets.delete(tls.socket));
    const link = new MessageLink(tls.socket, this.#context.limits.link);
    const refused = this.#refusal(tls);
    if (refused !== null) return this.#turnAway(link, refused);
    const serving = this.#serve(tls, link).finally(() => this.#serving.delete(serving));
    this.#serving.add(serving);
  }

  /** Why a caller is turned away by its certificate alone; nothing of what it sends has been read then. */
  #refusal({ certificate, purpose }: TlsLink): Failure | null {
    const { limits, parts, wiring } = this.#context;
    const book = this.#context.book.now();
    if (certificate === parts.identity.pin) return purpose === "sync" && wiring.twin !== undefined ? null : ownCall;
    if (this.#strangers >= limits.strangersMax) return tooManyStrangers;
    const known = book.peers.find((peer) => peer.certificate === certificate);
    if (known !== undefined) return known.blocked === true ? blocked : null;
    const waits = book.requests.some((request) => request.certificate === certificate);
    if (purpose === "sync") return waits ? notEnrolledYet : unknownCertificate;
    return waits || openInvitations(book, parts.now()).length > 0 ? null : noInvitation;
  }

  async #serve(tls: TlsLink, link: MessageLink): Promise<void> {
    const { twin } = this.#context.wiring;
    if (tls.certificate === this.#context.parts.identity.pin && twin !== undefined) {
      const met = await meetTwin(link, tls, twin);
      if (!met.ok && met.failure.kind !== "copied") return this.#turnAway(link, met.failure);
      return link.close();
    }
    const peer = this.#context.book.now().peers.find(({ certificate }) => certificate === tls.certificate);
    this.#strangers++;
    const hello = await shakeHands({
      link,
      facts: tls.facts,
      role: tls.role,
      own: ownSide(this.#context),
      // Whoever joins may have keys that nobody knows yet; the code says who they are.
      expected: tls.purpose === "join" ? null : (peer?.installation ?? null),
      succeeds: (shown, known) => isSuccessor(this.#context.parts.store, shown, known),
      timeoutMs: this.#context.limits.handshakeMs,
      signal: this.#control.signal,
    });
    this.#strangers--;
    if (!hello.ok) return this.#turnAway(link, hello.failure);
    const served =
      tls.purpose === "join" ? await this.#join(tls, link, hello.value) : await this.#exchange(tls, link, hello.value);
    if (!served.ok) this.#turnAway(link, served.failure);
    link.close();
  }

  async #exchange(tls: TlsLink, link: MessageLink, { installation }: Hello): Promise<Outcome<unknown>> {
    const peer = this.#context.book.now().peers.find(({ certificate }) => certificate === tls.certificate);
    if (peer === undefined) return failed(unknownCertificate);
    const known = await underNewKey(this.#context, peer, installation);
    if (!known.ok) return known;
    return stayLinked(this.#context, { peer: known.value, link, address: null, signal: this.#control.signal });
  }

  async #join(tls: TlsLink, link: MessageLink, hello: Hello): Promise<Outcome<unknown>> {
    const { book, parts, wiring } = this.#context;
    const request = await expectMessage(link, "join");
    if (!request.ok) return request;
    const joiner = { hello, certificate: tls.certificate, request: request.value };
    const answer = await answerJoin(book, joiner, wiring.enrol, parts.now());
    wiring.onChanged?.();
    if (!answer.ok) return answer;
    const sent = await link.send({ joined: answer.value });
    const peer = book.now().peers.find(({ certificate }) => certificate === tls.certificate);
    if (!sent.ok || answer.value.waits || peer === undefined) return sent;
    const register = (): ReturnType<typeof withRegisters> => withRegisters(parts.store.ledger, [wiring.register]);
    return exchangeWith(this.#context, {
      peer,
      link,
      address: null,
      histories: register,
      signal: this.#control.signal,
    });
  }

  #turnAway(link: MessageLink, failure: Failure): void {
    this.#refusals.push({ kind: failure.kind, message: failure.message });
    if (this.#refusals.length > refusalsMax) this.#refusals.shift();
    link.answer({ stop: { kind: failure.kind, message: failure.message } });
    link.close();
  }
}

const cannotListen = (port: number, error: Error): Outcome<never> =>
  refuse("portTaken", `The port ${port} cannot be listened on: ${error.message}. Choose another one.`);

const unknownCertificate = refuse(
  "certificateUnknown",
  "This installation does not know the caller's certificate. Join with a code first.",
).failure;
const ownCall = refuse("helloOwn", "This is the installation itself; it cannot join itself.").failure;
const notEnrolledYet = refuse(
  "joinWaits",
  "The request to join waits here for somebody who may enrol. Ask them to unlock their key, then exchange again.",
).failure;
const noInvitation = refuse("invitationUnknown", "There is no open invitation here. Ask for a new code.").failure;
const blocked = refuse(
  "peerBlocked",
  "This installation does not exchange with yours now. Ask the people there, if that is not meant.",
).failure;
const tooManyStrangers = refuse(
  "peerFlood",
  "Too many callers that have not proved who they are. Try again in a moment.",
).failure;
