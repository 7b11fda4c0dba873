/** The address of a listening installation: `host:port`, with brackets around an IPv6 host. */
import { networkInterfaces } from "node:os";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";

export interface PeerAddress {
  readonly host: string;
  readonly port: number;
}

/** Where an installation listens when it is not told otherwise. */
export const usualPeerPort = 4781;

/** Reads an address as people write it. */
export const parsePeerAddress = (text: string): Outcome<PeerAddress, Failure & { readonly kind: "peerAddress" }> => {
  const [, bracketed, plain, port = ""] = addressPattern.exec(text.trim()) ?? [];
  const host = bracketed ?? plain;
  if (host !== undefined && Number(port) > 0 && Number(port) < 65_536) return success({ host, port: Number(port) });
  return refuse(
    "peerAddress",
    `"${text.slice(0, 80)}" is not an address. Write it as HOST:PORT, for example 192.168.1.20:${usualPeerPort}.`,
  );
};

const addressPattern = /^(?:\[([0-9a-fA-F:.%a-z]+)\]|([^\s[\]:]+)):(\d{1,5})$/;

/** The addresses of this machine at a port: those that others can reach first, itself last. */
export const ownAddresses = (port: number): ReadonlyArray<string> => {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const reachable = all.filter(({ family, internal }) => family === "IPv4" && !internal).map(({ address }) => address);
  return [...new Set([...reachable, "127.0.0.1"])].map((host) => `${host}:${port}`);
};
