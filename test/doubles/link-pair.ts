/** Two ends of one connection: over TLS on the loopback, and in memory, where the other end is in the hand of the test. */
import { duplexPair, type Duplex } from "node:stream";
import { makeTlsIdentity } from "../../main/keystore/make-tls-identity.ts";
import { callTls, tlsServer, type LinkIdentity, type TlsLink } from "../../main/peer/tls-link.ts";
import { valueOf } from "./value-of.ts";

export interface ConnectionPair {
  readonly ends: readonly [Duplex, Duplex];
  readonly close: () => Promise<void>;
}

/** An identity as the keystore makes it; slow, so make few. */
export const testIdentity = (): Promise<LinkIdentity> => makeTlsIdentity(Date.now(), "01");

/** Both ends of a TLS connection with what each knows of it. */
export const tlsPair = async (client: LinkIdentity, server: LinkIdentity): Promise<{ readonly client: TlsLink; readonly server: TlsLink; readonly close: () => Promise<void> }> => {
  let take: (link: TlsLink) => void = () => undefined;
  const arrived = new Promise<TlsLink>((resolve) => (take = resolve));
  const listening = tlsServer(server, { handshakeMs: 5000, onLink: (link) => take(link), onRefused: (socket) => socket.destroy() });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", () => resolve()));
  const bound = listening.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  const call = { host: "127.0.0.1", port, purpose: "sync", identity: client, accepts: () => null, timeoutMs: 5000 } as const;
  const called = valueOf(await callTls(call));
  const link = await arrived;
  const close = (): Promise<void> => {
    called.socket.destroy();
    link.socket.destroy();
    return new Promise((resolve) => listening.close(() => resolve()));
  };
  return { client: called, server: link, close };
};

/** A connection over TLS as two plain streams. */
export const tlsStreams = async (identity: LinkIdentity): Promise<ConnectionPair> => {
  const pair = await tlsPair(identity, identity);
  return { ends: [pair.client.socket, pair.server.socket], close: pair.close };
};

/** A connection in memory. */
export const memoryStreams = async (): Promise<ConnectionPair> => {
  const [one, other] = duplexPair();
  one.on("error", () => undefined);
  other.on("error", () => undefined);
  return {
    ends: [one, other],
    close: async () => {
      one.destroy();
      other.destroy();
    },
  };
};
