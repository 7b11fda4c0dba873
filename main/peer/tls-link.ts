/**
 * Connections over TLS 1.3 in which both sides show a certificate that is compared with a pin, before anything is read.
 */
import { Buffer } from "node:buffer";
import { constants } from "node:crypto";
import { connect, createServer, type Server, type TLSSocket } from "node:tls";
import { hexOf } from "../../shared/encoding/hex.ts";
import { failed, refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { exporterLabel, type LinkFacts, type LinkRole } from "../../shared/sync/hello.ts";
import { nodeDigestHex } from "../signature/node-digest.ts";

/**
 * What an installation shows on the network: a self-signed certificate with a P-256 key, and the SHA-256 that peers
 * pin.
 */
export interface LinkIdentity {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly pin: string;
}

/** Why somebody calls; told before anything else, by the TLS handshake itself (ALPN). */
export type LinkPurpose = "join" | "sync";

export type TlsFailureKind =
  | "cancelled"
  | "certificateMissing"
  | "certificateUnfit"
  | "certificateUnknown"
  | "peerUnreachable"
  | "tlsRefused";

/** A connection whose certificates are known and not yet compared. */
export interface TlsLink {
  readonly socket: TLSSocket;
  readonly role: LinkRole;
  readonly purpose: LinkPurpose;
  readonly facts: LinkFacts;
  /** SHA-256 of the other side's certificate, as hex64. */
  readonly certificate: string;
}

export type TlsFailure = Failure & {
  readonly kind: TlsFailureKind;
};

export interface TlsCall {
  readonly host: string;
  readonly port: number;
  readonly purpose: LinkPurpose;
  readonly identity: LinkIdentity;
  /** Compares the certificate of the other side; a failure ends the connection before a byte is read. */
  readonly accepts: (certificate: string) => TlsFailure | null;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Calls another installation. */
export const callTls = (call: TlsCall): Promise<Outcome<TlsLink, TlsFailure>> =>
  new Promise((resolve) => {
    const { host, port, purpose, identity } = call;
    const socket = connect({
      ...versions,
      host,
      port,
      ...keysOf(identity),
      ALPNProtocols: [protocols[purpose]],
      rejectUnauthorized: false,
    });
    const end = (outcome: Outcome<TlsLink, TlsFailure>): void => {
      socket.setTimeout(0);
      call.signal?.removeEventListener("abort", onAbort);
      if (!outcome.ok) socket.destroy();
      resolve(outcome);
    };
    const onAbort = (): void => end(refuse("cancelled", "The connection was cancelled."));
    call.signal?.addEventListener("abort", onAbort, { once: true });
    socket.setTimeout(call.timeoutMs, () => end(unreachable(host, port, "it does not answer")));
    // An error after the handshake shows itself as the end of the link.
    socket.on("error", (error) => end(unreachable(host, port, error.message)));
    socket.once("secureConnect", () => end(checkedLink(socket, "client", identity, call.accepts)));
  });

/**
 * A server for calls. What to do with a call is up to `onLink`; a call without a fit certificate goes to `onRefused`.
 */
export const tlsServer = (
  identity: LinkIdentity,
  handlers: {
    readonly onLink: (link: TlsLink) => void;
    readonly onRefused: (socket: TLSSocket, failure: TlsFailure) => void;
    readonly handshakeMs: number;
  },
): Server => {
  const ALPNProtocols = Object.values(protocols);
  const options = { ...versions, ...keysOf(identity), ALPNProtocols, rejectUnauthorized: false, requestCert: true };
  const server = createServer({ ...options, handshakeTimeout: handlers.handshakeMs });
  server.on("secureConnection", (socket) => {
    socket.on("error", () => undefined);
    const link = checkedLink(socket, "server", identity, () => null);
    if (link.ok) handlers.onLink(link.value);
    else handlers.onRefused(socket, link.failure);
  });
  server.on("tlsClientError", (_, socket) => socket.destroy());
  return server;
};

/** TLS 1.3 only, and no session that would go on without certificates. */
const versions = { maxVersion: "TLSv1.3", minVersion: "TLSv1.3", secureOptions: constants.SSL_OP_NO_TICKET } as const;

const protocols: Readonly<Record<LinkPurpose, string>> = { join: "throughlife-join/1", sync: "throughlife-sync/1" };

const keysOf = ({ certificatePem, privateKeyPem }: LinkIdentity) => ({ cert: certificatePem, key: privateKeyPem });

const checkedLink = (
  socket: TLSSocket,
  role: LinkRole,
  identity: LinkIdentity,
  accepts: (certificate: string) => TlsFailure | null,
): Outcome<TlsLink, TlsFailure> => {
  const purpose = purposeOf(socket);
  if (purpose === null) return refuse("tlsRefused", "The other side does not speak this program's language.");
  const shown = socket.getPeerX509Certificate();
  if (shown === undefined)
    return refuse("certificateMissing", "The other side showed no certificate, so it cannot be told who it is.");
  const { asymmetricKeyDetails } = shown.publicKey;
  if (asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    return refuse(
      "certificateUnfit",
      "The certificate of the other side has no P-256 key, as this program's certificates have.",
    );
  }
  const certificate = nodeDigestHex(shown.raw);
  const refused = accepts(certificate);
  return refused === null
    ? success({ socket, role, purpose, certificate, facts: factsOf(socket, role, identity, certificate) })
    : failed(refused);
};

const factsOf = (socket: TLSSocket, role: LinkRole, identity: LinkIdentity, other: string): LinkFacts => {
  const { pin } = identity;
  const [clientCertificate, serverCertificate] = role === "client" ? [pin, other] : [other, pin];
  const exporter = hexOf(socket.exportKeyingMaterial(exporterBytes, exporterLabel, Buffer.alloc(0)));
  return { clientCertificate, exporter, serverCertificate };
};

const exporterBytes = 32;

const purposeOf = ({ alpnProtocol }: TLSSocket): LinkPurpose | null => {
  if (alpnProtocol === protocols.join) return "join";
  return alpnProtocol === protocols.sync ? "sync" : null;
};

const unreachable = (host: string, port: number, why: string): Outcome<never, TlsFailure> =>
  refuse(
    "peerUnreachable",
    `${host}:${port} cannot be reached: ${why}. Check the address, and that the program listens there.`,
  );
