/**
 * Stays linked with the peers that are near, as far as the person trusts the network: who is here, and who is called.
 */
import { clearInterval, setInterval } from "node:timers";
import { millisOfInstant, type Instant } from "../../shared/clock/instant.ts";
import type { BackOff } from "../../shared/sync/back-off.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import { announceEveryMs, lanDiscovery, type LanDiscovery } from "./lan-discovery.ts";
import type { Networks } from "./networks.ts";
import { parsePeerAddress } from "./peer-address.ts";
import { PeerCaller } from "./peer-caller.ts";
import type { PeerContext } from "./peer-context.ts";

/**
 * What goes on with a peer: `linked`, `calling`, `waiting` until the next try, `away` where nothing tells where it is,
 * `off` where no network is trusted through which it could be called, `blocked` by the person.
 */
export type PeerPresence = "away" | "blocked" | "calling" | "linked" | "off" | "waiting";

export interface LivePeer {
  readonly state: PeerPresence;
  /** Since when it is linked. */
  readonly since: Instant | null;
  readonly nextTry: Instant | null;
  /** Why the last try failed, in a sentence. */
  readonly failure: string | null;
  /** Where it was heard in this network, a short time ago. */
  readonly heardAt: string | null;
}

export interface LivePeers {
  readonly of: (peer: Peer) => LivePeer;
  /** The book, the networks or the port have changed. */
  readonly refresh: () => void;
  /** Calls a peer now instead of later. */
  readonly hurry: (installation: string) => void;
  readonly close: () => Promise<void>;
}

export interface LiveParts {
  readonly context: PeerContext;
  readonly networks: Networks;
  /** Where announces go; 0 announces nothing and hears nobody. */
  readonly discoveryPort: number;
  /** The port that peers are listened for on, or `null`. */
  readonly ownPort: () => number | null;
  readonly random: () => number;
  readonly backOff?: BackOff;
}

/** Begins; nothing leaves the machine as long as no network is trusted. */
export const livePeers = (parts: LiveParts): LivePeers => new Live(parts);

/** A cable that is plugged in is noticed after at most so long. */
const lookEveryMs = 5000;
/** Whoever was not heard for so long is not here any more: three announces in a row do not get lost. */
const hereMs = 3 * announceEveryMs;

class Live implements LivePeers {
  readonly #parts: LiveParts;
  readonly #discovery: LanDiscovery | null;
  readonly #callers = new Map<string, PeerCaller>();
  readonly #running = new Set<Promise<void>>();
  readonly #heard = new Map<string, { readonly address: string; readonly at: number }>();
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#discovery = parts.discoveryPort === 0 ? null : this.#discover();
    this.#timer = setInterval(() => void this.#look(), lookEveryMs);
    this.#timer.unref();
    this.refresh();
  }

  readonly of = (peer: Peer): LivePeer => {
    const { links } = this.#parts.context;
    const caller = this.#callers.get(peer.installation);
    const link = links.get(peer.installation);
    const heardAt = this.#heardAt(peer.installation);
    const failure = link === undefined ? (caller?.failure?.message ?? null) : null;
    const nextTry = link === undefined ? (caller?.nextTry ?? null) : null;
    return { state: this.#stateOf(peer, caller), since: link?.since ?? null, nextTry, failure, heardAt };
  };

  readonly refresh = (): void => {
    this.#keepCalling();
    if (!this.#isClosed) void this.#discovery?.refresh();
  };

  #keepCalling(): void {
    if (this.#isClosed) return;
    const wanted = this.#parts.context.book
      .now()
      .peers.filter((peer) => this.#addressesOf(peer.installation).length > 0);
    const names = new Set(wanted.map(({ installation }) => installation));
    for (const [installation, caller] of this.#callers) if (!names.has(installation)) caller.end();
    this.#hangUp();
    for (const name of names) if (!this.#callers.has(name)) this.#begin(name);
  }

  readonly hurry = (installation: string): void => {
    this.#callers.get(installation)?.hurry();
    this.refresh();
  };

  readonly close = async (): Promise<void> => {
    this.#isClosed = true;
    clearInterval(this.#timer);
    for (const caller of this.#callers.values()) caller.end();
    await Promise.all(this.#running);
    await this.#discovery?.close();
  };

  #discover(): LanDiscovery {
    const { context, discoveryPort, networks, ownPort } = this.#parts;
    const { book, parts } = context;
    return lanDiscovery({
      port: discoveryPort,
      networks: () => networks.now().filter(({ isTrusted }) => isTrusted),
      peers: () => book.now().peers.filter(({ blocked }) => blocked !== true),
      own: () => {
        const port = ownPort();
        return port === null ? null : { pin: parts.identity.pin, port };
      },
      sign: parts.signer.sign,
      randomBytes: parts.randomBytes,
      onHere: (installation, address) => this.#hear(installation, address),
      onLeaving: (installation) => {
        if (this.#heard.delete(installation)) this.#changed();
      },
    });
  }

  async #look(): Promise<void> {
    if (!(await this.#parts.networks.look())) return this.#keepCalling();
    this.#changed();
    this.refresh();
  }

  #hear(installation: string, address: string): void {
    const isNews = this.#heardAt(installation) !== address;
    this.#heard.set(installation, { address, at: this.#millis() });
    if (!isNews) return;
    // Whoever comes new does not know yet who else is here; and its pause after failures is over.
    this.hurry(installation);
    this.#changed();
  }

  #begin(installation: string): void {
    const { backOff, context, random } = this.#parts;
    const caller = new PeerCaller({
      context,
      installation,
      addresses: () => this.#addressesOf(installation),
      random,
      ...(backOff === undefined ? {} : { backOff }),
      onChanged: () => this.#changed(),
    });
    this.#callers.set(installation, caller);
    const running = caller.run().finally(() => {
      this.#running.delete(running);
      if (this.#callers.get(installation) === caller) this.#callers.delete(installation);
    });
    this.#running.add(running);
  }

  /** Where a peer may be called by itself: where it was heard, then where it was reached last. */
  #addressesOf(installation: string): ReadonlyArray<string> {
    const peer = this.#parts.context.book.now().peers.find((known) => known.installation === installation);
    if (peer === undefined || peer.blocked === true) return [];
    return this.#knownAddresses(peer).filter((address) => this.#mayCall(address));
  }

  #knownAddresses({ address, installation }: Peer): ReadonlyArray<string> {
    const heard = this.#heardAt(installation);
    return [...new Set([heard, address])].filter((known) => known !== null);
  }

  #mayCall(address: string): boolean {
    const parsed = parsePeerAddress(address);
    return parsed.ok && this.#parts.networks.mayCall(parsed.value.host);
  }

  /** Links that were called through a network that is not trusted any more, and those of blocked peers, end. */
  #hangUp(): void {
    const { book, links } = this.#parts.context;
    for (const [installation, link] of links) {
      const peer = book.now().peers.find((known) => known.installation === installation);
      const isUnwanted = peer === undefined || peer.blocked === true;
      if (isUnwanted || (link.address !== null && !this.#mayCall(link.address))) link.end();
    }
  }

  #stateOf(peer: Peer, caller: PeerCaller | undefined): PeerPresence {
    if (peer.blocked === true) return "blocked";
    if (this.#parts.context.links.has(peer.installation)) return "linked";
    if (caller !== undefined && caller.state !== "ended") return caller.state;
    const isAnywhere = this.#parts.networks.now().some(({ isTrusted }) => isTrusted);
    return isAnywhere && this.#knownAddresses(peer).length === 0 ? "away" : "off";
  }

  #heardAt(installation: string): string | null {
    const heard = this.#heard.get(installation);
    return heard !== undefined && this.#millis() - heard.at < hereMs ? heard.address : null;
  }

  #millis(): number {
    return millisOfInstant(this.#parts.context.parts.now());
  }

  #changed(): void {
    if (!this.#isClosed) this.#parts.context.wiring.onChanged?.();
  }
}
