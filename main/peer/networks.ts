/**
 * The networks that this machine is in now, and those in which the person trusts what is near: off until they say so.
 */
import { networkInterfaces, type NetworkInterfaceInfo } from "node:os";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { networksSchema, type TrustedNetworks } from "../../shared/sync/peer-files.ts";
import { addressBytes, isInRange, rangeText } from "../../shared/sync/ip-range.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { gatewayAddress } from "./gateway-address.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

/** An address of this machine in a network. */
export interface OwnAddress {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly prefix: number;
}

export interface Network {
  /** The same whenever this machine is in this network again, as far as that can be told. */
  readonly id: string;
  /** What the system calls the interface. */
  readonly name: string;
  /** Its range of addresses, such as `192.168.4.0/24`. */
  readonly range: string;
  /** True for the network inside of this computer. */
  readonly isOwn: boolean;
  /** True where it will be recognised: it has a gateway, or is this computer. Else trust ends with the program. */
  readonly isRecognised: boolean;
  readonly isTrusted: boolean;
  readonly addresses: ReadonlyArray<OwnAddress>;
}

export interface Networks {
  readonly now: () => ReadonlyArray<Network>;
  /** Looks which networks there are; true when something has changed since the last look. */
  readonly look: () => Promise<boolean>;
  /** Trusts a network, or no more; durably where it will be recognised. */
  readonly trust: (id: string, isTrusted: boolean) => Promise<Outcome<null>>;
  /** Whether the program may call an address by itself: only inside of what is trusted. */
  readonly mayCall: (host: string) => boolean;
}

/** The part of the system that knows of interfaces. */
export interface NetworkSource {
  readonly interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
  readonly gateway: (name: string) => Promise<string | null>;
}

export const systemNetworks: NetworkSource = { interfaces: networkInterfaces, gateway: gatewayAddress };

/** Reads which networks are trusted. A damaged file counts as "none". */
export const openNetworks = async (
  files: DiskFiles,
  path: string,
  source: NetworkSource = systemNetworks,
): Promise<Outcome<Networks>> => {
  const read = await readJsonFile(files, path, networksSchema, fileBytesMax);
  if (!read.ok) return read;
  const trusted = read.value.kind === "value" ? read.value.value.trusted : [];
  const networks = new KnownNetworks({ files, path, source }, trusted);
  await networks.look();
  return success(networks);
};

const fileBytesMax = 1024 * 1024;
/** Networks that are remembered; the one that was trusted first is forgotten first. */
const trustedMax = 200;

interface NetworkParts {
  readonly files: DiskFiles;
  readonly path: string;
  readonly source: NetworkSource;
}

type Seen = Omit<Network, "isTrusted">;

class KnownNetworks implements Networks {
  readonly #parts: NetworkParts;
  /** Trusted until the program ends. */
  readonly #passing = new Set<string>();
  #trusted: TrustedNetworks["trusted"];
  #seen: ReadonlyArray<Seen> = [];

  constructor(parts: NetworkParts, trusted: TrustedNetworks["trusted"]) {
    this.#parts = parts;
    this.#trusted = trusted;
  }

  readonly now = (): ReadonlyArray<Network> =>
    this.#seen.map((network) => ({ ...network, isTrusted: this.#isTrusted(network.id) }));

  readonly look = async (): Promise<boolean> => {
    const { gateway, interfaces } = this.#parts.source;
    const seen: Seen[] = [];
    for (const [name, addresses = []] of Object.entries(interfaces())) {
      const hardware = addresses[0]?.internal === true ? null : await gateway(name);
      const network = this.#remembered(networkOf(name, addresses, hardware));
      if (network !== null) seen.push(network);
    }
    const before = JSON.stringify(this.#seen);
    this.#seen = seen;
    return JSON.stringify(seen) !== before;
  };

  /** The system forgets a silent gateway; the same addresses at the same interface are the same network until then. */
  #remembered(network: Seen | null): Seen | null {
    if (network === null || network.isRecognised) return network;
    const before = this.#seen.find(({ name }) => name === network.name);
    const isSame = JSON.stringify(before?.addresses) === JSON.stringify(network.addresses);
    return before !== undefined && isSame ? before : network;
  }

  readonly trust = async (id: string, isTrusted: boolean): Promise<Outcome<null>> => {
    const network = this.#seen.find((one) => one.id === id);
    if (network === undefined)
      return refuse("networkUnknown", "This computer is not in that network now. Look again which ones there are.");
    if (!network.isRecognised) {
      if (isTrusted) this.#passing.add(id);
      else this.#passing.delete(id);
      return success(null);
    }
    const others = this.#trusted.filter((one) => one.id !== id);
    const trusted = isTrusted ? [...others, { id, name: network.name, range: network.range }] : others;
    const contents: TrustedNetworks = { format: "throughlife/networks", trusted: trusted.slice(-trustedMax), v: 1 };
    const written = await writeJsonFile(this.#parts.files, this.#parts.path, contents, 0o600);
    if (!written.ok) return written;
    this.#trusted = contents.trusted;
    return success(null);
  };

  readonly mayCall = (host: string): boolean => {
    const all = this.now();
    const address = addressBytes(host);
    const near = address === null ? undefined : all.find((network) => holds(network, address));
    if (near !== undefined) return near.isTrusted;
    // Beyond the own ranges the way leads through one of the networks: through which one is not known here.
    const outward = all.filter(({ isOwn }) => !isOwn);
    return outward.length > 0 && outward.every(({ isTrusted }) => isTrusted);
  };

  #isTrusted(id: string): boolean {
    return this.#passing.has(id) || this.#trusted.some((one) => one.id === id);
  }
}

const holds = ({ addresses }: Network, address: Uint8Array): boolean =>
  addresses.some(({ bytes, prefix }) => isInRange(address, bytes, prefix));

/** The network of an interface: of IPv4, or where it has none the link-local one of IPv6. */
const networkOf = (name: string, given: ReadonlyArray<NetworkInterfaceInfo>, gateway: string | null): Seen | null => {
  const isOwn = given[0]?.internal === true;
  const addresses = given.flatMap(ownAddress);
  const first = addresses.find(({ bytes }) => bytes.length === 4) ?? addresses[0];
  if (first === undefined) return null;
  const range = first.bytes.length === 4 ? rangeText(first.bytes, first.prefix) : `${first.text}/${first.prefix}`;
  const id = isOwn ? "this computer" : `${range} ${gateway ?? `${name} ${first.text}`}`;
  return { addresses, id, isOwn, isRecognised: isOwn || gateway !== null, name, range };
};

/** Global addresses of IPv6 are left out: whoever is near is reached by the link-local ones. */
const ownAddress = ({ address, cidr, family, internal }: NetworkInterfaceInfo): ReadonlyArray<OwnAddress> => {
  const bytes = addressBytes(address);
  if (bytes === null || (family === "IPv6" && !internal && !address.startsWith("fe80:"))) return [];
  return [{ text: address, bytes, prefix: Number(cidr?.split("/")[1] ?? 8 * bytes.length) }];
};
