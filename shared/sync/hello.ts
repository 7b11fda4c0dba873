/**
 * The hello of two installations: each signs the very TLS connection, both keys, both certificates and its role
 * (section 8).
 */
import { z } from "zod";
import { signedMessage } from "../crypto/signature.ts";
import { canonicalBytes } from "../encoding/canonical-json.ts";

/** What one connection is, the same seen from both ends. */
export interface LinkFacts {
  /** 32 bytes that only the two ends of this TLS connection can compute, as hex64 (RFC 8446, section 7.5). */
  readonly exporter: string;
  /** SHA-256 of the certificates, as hex64. */
  readonly clientCertificate: string;
  readonly serverCertificate: string;
}

/** Who called and who was called. */
export type LinkRole = "client" | "server";

/** The label under which the exporter is asked for. */
export const exporterLabel = "EXPORTER-throughlife-v1";

/** The bytes that an installation signs in its role; nothing that is signed elsewhere can stand for them. */
export const helloMessage = (
  facts: LinkFacts,
  keys: { readonly client: string; readonly server: string },
  role: LinkRole,
): Uint8Array =>
  signedMessage(
    "hello",
    canonicalBytes({
      client: keys.client,
      client_certificate: facts.clientCertificate,
      exporter: facts.exporter,
      role,
      server: keys.server,
      server_certificate: facts.serverCertificate,
    }),
  );

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** The first message of each side: which installation it is, its register, and what it calls itself. */
export const helloSchema = z.strictObject({ installation: hex64, name: z.string().min(1).max(200), register: hex64 });

/** The second message of each side: its signature over `helloMessage`. */
export const proveSchema = z.strictObject({ sig: z.string().regex(/^[0-9a-f]{128}$/) });

export type Hello = z.infer<typeof helloSchema>;
