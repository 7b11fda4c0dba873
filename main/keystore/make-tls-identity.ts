/** Makes the certificate of an installation, once in its life. */
// The certificate library needs it before anything else.
import "reflect-metadata";
import { KeyUsageFlags, KeyUsagesExtension, PemConverter, X509CertificateGenerator } from "@peculiar/x509";
import { tlsIdentity, type TlsIdentity } from "./tls-identity.ts";

/** ECDSA P-256: Electron's TLS refuses Ed25519 certificates. */
const algorithm = { hash: "SHA-256", name: "ECDSA", namedCurve: "P-256" } as const;
/** Longer than any installation; a pinned certificate is replaced by a new invitation, not by a date. */
const validYears = 50;

/** Makes key and certificate. `now` is in milliseconds; the certificate says nothing about whom it belongs to. */
export const makeTlsIdentity = async (now: number, serial: string): Promise<TlsIdentity> => {
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
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
    crypto,
  );
  const privateKey = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  const identity = tlsIdentity(certificate.toString("pem"), PemConverter.encode(privateKey, "PRIVATE KEY"));
  if (identity === null) throw new Error("A certificate was made that does not fit its key");
  return identity;
};
