/**
 * The certificate that the peer listener shows: P-256 and self-signed, because peers pin it and nobody else vouches for
 * it.
 */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { nodeDigestHex } from "../signature/node-digest.ts";

export interface TlsIdentity {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** SHA-256 of the certificate's DER bytes, hex64: what a peer pins. */
  readonly pin: string;
}

/** The identity of PEM texts as they lie in `secret/`, or `null` where they are no certificate and its key. */
export const tlsIdentity = (certificatePem: string, privateKeyPem: string): TlsIdentity | null => {
  try {
    const certificate = new X509Certificate(certificatePem);
    if (!certificate.checkPrivateKey(createPrivateKey(privateKeyPem))) return null;
    return { certificatePem, pin: nodeDigestHex(certificate.raw), privateKeyPem };
  } catch {
    return null;
  }
};
