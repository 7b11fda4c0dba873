/**
 * Calls "here I am" into every trusted network, by broadcast and by link-local multicast, and hears those of peers.
 * Datagrams are hints where to call: the certificate's pin decides who answers there.
 */
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { clearInterval, setInterval, setTimeout } from "node:timers";
import { sealNonceBytes } from "../../shared/crypto/sealed-bytes.ts";
import { announceBytes, decodeAnnounce, encodeAnnounce, type AnnounceKind } from "../../shared/sync/announce.ts";
import { addressBytes, broadcastOf, isInRange } from "../../shared/sync/ip-range.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import type { Network, OwnAddress } from "./networks.ts";

export interface DiscoveryParts {
  /** Where datagrams go and are heard. */
  readonly port: number;
  /** The networks that are trusted now. */
  readonly networks: () => ReadonlyArray<Network>;
  /** Those whose announces are understood. */
  readonly peers: () => ReadonlyArray<Pick<Peer, "certificate" | "installation">>;
  /** What is announced; null while nobody is listened for. */
  readonly own: () => { readonly pin: string; readonly port: number } | null;
  readonly sign: (message: Uint8Array) => Uint8Array;
  readonly randomBytes: (count: number) => Uint8Array;
  /** A peer listens at an address: `host:port`. */
  readonly onHere: (installation: string, address: string) => void;
  readonly onLeaving: (installation: string) => void;
}

export interface LanDiscovery {
  /** Opens or closes the sockets as the trusted networks want it, and announces. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Between two announces, in milliseconds; whoever comes new is announced at once. */
export const announceEveryMs = 20_000;
/** Announces that are looked at in a second; beyond it somebody floods the network. */
const heardPerSecondMax = 20;
/** A group of our own among the link-local ones that anybody may take (RFC 4291, section 2.7). */
const multicastGroup = "ff12::7472:6c79";

export const lanDiscovery = (parts: DiscoveryParts): LanDiscovery => new Discovery(parts);

class Discovery implements LanDiscovery {
  readonly #parts: DiscoveryParts;
  #sockets: { readonly four: Socket | null; readonly six: Socket | null } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #opening: Promise<void> = Promise.resolve();
  #heard = { second: 0, count: 0 };
  readonly #joined = new Set<string>();

  constructor(parts: DiscoveryParts) {
    this.#parts = parts;
  }

  readonly refresh = (): Promise<void> => {
    this.#opening = this.#opening.then(() => this.#refresh());
    return this.#opening;
  };

  readonly close = async (): Promise<void> => {
    await this.#opening;
    if (this.#sockets === null) return;
    await this.#announce("leaving");
    this.#shut();
  };

  async #refresh(): Promise<void> {
    if (this.#parts.networks().length === 0) return this.#shut();
    if (this.#sockets === null) {
      const [four, six] = await Promise.all([this.#open("udp4"), this.#open("udp6")]);
      this.#sockets = { four, six };
      this.#timer = setInterval(() => void this.#announce("here"), announceEveryMs);
      this.#timer.unref();
      // A datagram is easily lost: the first ones go out soon after each other.
      setTimeout(() => void this.#announce("here"), 1000).unref();
    }
    this.#joinGroups();
    await this.#announce("here");
  }

  #shut(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#sockets?.four?.close();
    this.#sockets?.six?.close();
    this.#sockets = null;
    this.#joined.clear();
  }

  /** A socket, or `null` where the machine has no such addresses or the port is taken by something else. */
  #open(type: "udp4" | "udp6"): Promise<Socket | null> {
    return new Promise((resolve) => {
      const socket = createSocket({ type, reuseAddr: true, ipv6Only: type === "udp6" });
      socket.once("error", () => {
        socket.close();
        resolve(null);
      });
      socket.bind({ port: this.#parts.port }, () => {
        socket.removeAllListeners("error");
        // A network that went away in between is noticed by the next look at the networks.
        socket.on("error", () => undefined);
        if (type === "udp4") socket.setBroadcast(true);
        else socket.setMulticastLoopback(true);
        socket.on("message", (bytes, from) => this.#take(bytes, from));
        socket.unref();
        resolve(socket);
      });
    });
  }

  #joinGroups(): void {
    const six = this.#sockets?.six ?? null;
    for (const { name } of six === null ? [] : this.#linkLocal()) {
      if (this.#joined.has(name)) continue;
      if (succeeds(() => six?.addMembership(multicastGroup, `::%${name}`))) this.#joined.add(name);
    }
  }

  #linkLocal(): ReadonlyArray<{ readonly name: string; readonly address: OwnAddress }> {
    return this.#parts
      .networks()
      .filter(({ isOwn }) => !isOwn)
      .flatMap(({ addresses, name }) => addresses.map((address) => ({ address, name })))
      .filter(({ address }) => address.bytes.length === 16);
  }

  async #announce(kind: AnnounceKind): Promise<void> {
    const own = this.#parts.own();
    if (own === null || this.#sockets === null) return;
    const { four, six } = this.#sockets;
    for (const { addresses } of this.#parts.networks()) {
      for (const { bytes, prefix } of addresses.filter((one) => one.bytes.length === 4)) {
        await this.#send(four, this.#datagram(kind, bytes, own), broadcastOf(bytes, prefix));
      }
    }
    for (const { address, name } of this.#linkLocal()) {
      if (!succeeds(() => six?.setMulticastInterface(`::%${name}`))) continue;
      await this.#send(six, this.#datagram(kind, address.bytes, own), `${multicastGroup}%${name}`);
    }
  }

  #datagram(kind: AnnounceKind, address: Uint8Array, { pin, port }: { pin: string; port: number }): Uint8Array {
    const { randomBytes, sign } = this.#parts;
    return encodeAnnounce({ address, kind, port }, { nonce: randomBytes(sealNonceBytes), pin, sign });
  }

  /** Sends; a network that does not take it now will be tried again with the next announce. */
  #send(socket: Socket | null, bytes: Uint8Array, to: string): Promise<void> {
    return new Promise((resolve) => {
      if (socket === null || !succeeds(() => socket.send(bytes, this.#parts.port, to, () => resolve()))) resolve();
    });
  }

  #take(bytes: Uint8Array, { address: from }: RemoteInfo): void {
    const address = addressBytes(from);
    if (bytes.length !== announceBytes || address === null || !this.#isNear(address) || this.#isFlooded()) return;
    const heard = this.#sender(bytes);
    if (heard === null || !sameBytes(heard.announce.address, address)) return;
    const host = address.length === 4 ? from : `[${from}]`;
    if (heard.announce.kind === "leaving") this.#parts.onLeaving(heard.installation);
    else this.#parts.onHere(heard.installation, `${host}:${heard.announce.port}`);
  }

  #isNear(address: Uint8Array): boolean {
    return this.#parts
      .networks()
      .some(({ addresses }) => addresses.some(({ bytes, prefix }) => isInRange(address, bytes, prefix)));
  }

  #isFlooded(): boolean {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#heard.second) this.#heard = { second, count: 0 };
    return ++this.#heard.count > heardPerSecondMax;
  }

  #sender(bytes: Uint8Array) {
    for (const { certificate: pin, installation } of this.#parts.peers()) {
      const announce = decodeAnnounce(bytes, { installation, pin }, nodeVerify);
      if (announce !== null) return { announce, installation };
    }
    return null;
  }
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

/** Sockets throw when an interface has just gone; that is no fault of the program. */
const succeeds = (act: () => unknown): boolean => {
  try {
    act();
    return true;
  } catch {
    return false;
  }
};
