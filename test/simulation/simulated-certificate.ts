/**
 * A certificate that every simulated installation has: no connection of the simulation is encrypted, but a data folder
 * without one is not opened. The same bytes always, because a disk tears files by their length.
 */
import { tlsIdentity, type TlsIdentity } from "../../main/keystore/tls-identity.ts";

/** The certificate and its key, which protects nothing. */
export const simulatedCertificate = (): TlsIdentity => identity;

const certificatePem = `-----BEGIN CERTIFICATE-----
MIIBLzCB1aADAgECAgEBMAoGCCqGSM49BAMCMBYxFDASBgNVBAMTC3Rocm91Z2hs
aWZlMCAXDTI2MDIyODAwMDAwMFoYDzIwNzYwMjI5MTIwMDAwWjAWMRQwEgYDVQQD
Ewt0aHJvdWdobGlmZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMJK+pkCKTm6
bi/GhvDvEVLO0OPQiRAzmbjagCDYlROQkVJgTZh5BG7cP+XFWDNuV3WPVhe+2hfK
GZ8Chv6fqG6jEjAQMA4GA1UdDwEB/wQEAwIHgDAKBggqhkjOPQQDAgNJADBGAiEA
r1xNbGp4G1IJO+KKUwM4V4NTDExg3jBsh5ghEgZxeqQCIQCP72KmeCrLp1Ltu0Jd
feMmK18IiPiGRtC/WtxzK1g10Q==
-----END CERTIFICATE-----
`;

const privateKeyPem = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPZtiqeyRAhkxwDdK
J2jyRBXKdNikw0NlEd/DmNrWyA6hRANCAATCSvqZAik5um4vxobw7xFSztDj0IkQ
M5m42oAg2JUTkJFSYE2YeQRu3D/lxVgzbld1j1YXvtoXyhmfAob+n6hu
-----END PRIVATE KEY-----
`;

const identity = tlsIdentity(certificatePem, privateKeyPem) ?? unfit();

function unfit(): never {
  throw new Error("The simulated certificate does not fit its key");
}
