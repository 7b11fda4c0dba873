/** The certificate that the peer listener shows: P-256 and self-signed, because peers pin it and nobody else vouches for it. */
// The certificate library needs it before anything else.
// oxlint-disable-next-line import/no-unassigned-import
import "reflect-metadata";
import { createPrivateKey, webcrypto, X509Certificate } from "node:crypto";
import { KeyUsageFlags, KeyUsagesExtension, PemConverter, X509CertificateGenerator } from "@peculiar/x509";
import { nodeDigestHex } from "../signature/node-digest.ts";

export interface TlsIdentity {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** SHA-256 of the certificate's DER bytes, hex64: what a peer pins. */
  readonly pin: string;
}

/** ECDSA P-256: Electron's TLS refuses Ed25519 certificates. */
const algorithm = { hash: "SHA-256", name: "ECDSA", namedCurve: "P-256" } as const;
/** Longer than any installation; a pinned certificate is replaced by a new invitation, not by a date. */
const validYears = 50;

/** Makes key and certificate. `now` is in milliseconds; the certificate says nothing about whom it belongs to. */
export const makeTlsIdentity = async (now: number, serial: string): Promise<TlsIdentity> => {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true)],
      keys,
      name: "CN=throughlife",
      notAfter: new Date(now + validYears * 365.25 * 86_400_000),
      notBefore: new Date(now - 86_400_000),
      serialNumber: serial,
      signingAlgorithm: algorithm,
    },
    webcrypto,
  );
  const privateKey = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  const identity = tlsIdentity(certificate.toString("pem"), PemConverter.encode(privateKey, "PRIVATE KEY"));
  if (identity === null) throw new Error("A certificate was made that does not fit its key");
  return identity;
};

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
