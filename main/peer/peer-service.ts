/**
 * Everything about other companies: invitations, exchanges, what they may see and what they hold, and the quarantine.
 */
import { instantFromMillis, millisOfInstant } from "../../shared/clock/instant.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { ImportSummary, PeerRow } from "../../shared/rpc/rows.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import type { OpeningRules } from "../../shared/privacy/opening-rules.ts";
import type { Shares } from "../../shared/sync/shared-histories.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { coalesced } from "./coalesced.ts";
import { createCondition } from "./condition.ts";
import { countUnshared, openHeldTips, type HeldTips, type TipsHeld } from "./held-tips.ts";
import { intakeQuota } from "./intake-quota.ts";
import { grantRequest, invitationHours, makeInvitation } from "./invitation.ts";
import { ownAddresses, usualPeerPort } from "./peer-address.ts";
import { editPeer, openPeerBook, type PeerBook } from "./peer-book.ts";
import { callPeer, joinPeer } from "./peer-calls.ts";
import { holdingsOf, lackingOf, type Holding } from "./holdings.ts";
import { livePeers, type LivePeer, type LivePeers } from "./live-peers.ts";
import { openNetworks, type Network, type Networks } from "./networks.ts";
import {
  outlinesFor,
  peerLimits,
  type LastExchange,
  type PeerContext,
  type PeerParts,
  type PeerWiring,
} from "./peer-context.ts";
import { listenForPeers, type PeerListener } from "./peer-listener.ts";
import { openQuarantine, type Quarantine } from "./quarantine.ts";
import type { SessionReport } from "./sync-session.ts";
import { sharedRecordIds, type SharedRecordIds } from "./shared-record-ids.ts";
import { openWantedAttachments, type WantedAttachments } from "./wanted-attachments.ts";

export interface SyncAnswer {
  readonly peer: string;
  readonly received: ImportSummary;
  readonly sent: { readonly attachments: number; readonly openings: number; readonly records: number };
}

export interface PeerService {
  readonly quarantine: Quarantine;
  /** Attachments that records name and that are missing here. */
  readonly wanted: WantedAttachments;
  /** True for a record that at least one peer holds durably. */
  readonly knows: (id: string) => boolean;
  /** False as long as no peer is known to hold anything. */
  readonly knowsAny: () => boolean;
  /** The peer that was met last, and when. */
  readonly lastSeen: () => { readonly at: string; readonly name: string } | null;
  /** The port that is listened on, or `null`. */
  readonly port: () => number | null;
  /** Why callers were turned away since listening began. */
  readonly refusals: PeerListener["refusals"];
  /** Makes everything but `quarantine`, `knows` and `lastSeen` usable. */
  readonly start: (wiring: PeerWiring) => void;
  /** Listens; port 0 takes a free one. Resolves with the port. */
  readonly listen: (port: number, host?: string) => Promise<Outcome<number>>;
  /**
   * Listens where it did last, or at the usual port, or where these are taken at a free one; resolves with the port.
   */
  readonly listenAsUsual: () => Promise<Outcome<number>>;
  readonly rows: () => ReadonlyArray<PeerRow>;
  /** True for an installation that is known and not blocked. */
  readonly isPeer: (installation: string) => boolean;
  /** Makes a code; without addresses those of this machine at the port that is, or was last, listened on. */
  readonly invite: (wish: InviteWish) => Promise<Outcome<{ readonly code: string; readonly expires: string }>>;
  readonly join: (code: string, signal?: AbortSignal) => Promise<Outcome<PeerRow>>;
  /** Requests to join that wait for somebody who may enrol. */
  readonly waiting: () => ReadonlyArray<{
    readonly installation: string;
    readonly name: string;
    readonly roles: ReadonlyArray<string>;
  }>;
  /** Enrols everybody who waits; the answer is how many are joined now. */
  readonly grantWaiting: () => Promise<Outcome<number>>;
  readonly share: (installation: string, shares: Shares) => Promise<Outcome<PeerRow>>;
  /** What a peer may read of sealed values; `null` for nobody known. */
  readonly openingRules: (installation: string) => OpeningRules | null;
  /** Changes that; what it may read from now on goes with the next exchange. */
  readonly decideOpenings: (
    installation: string,
    decide: (rules: OpeningRules) => OpeningRules,
  ) => Promise<Outcome<null>>;
  readonly sync: (address: string, signal?: AbortSignal) => Promise<Outcome<SyncAnswer>>;
  /** The same with a certain peer, over its link or wherever it was heard or reached last. */
  readonly syncWith: (installation: string, signal?: AbortSignal) => Promise<Outcome<SyncAnswer>>;
  /** The networks of this machine, and what goes on with each peer. */
  readonly presence: () => PresenceRows;
  /** Trusts a network: peers are looked for in it, and linked with. */
  readonly trustNetwork: (id: string, isTrusted: boolean) => Promise<Outcome<null>>;
  /** Exchanges nothing with a peer any more, or again. */
  readonly block: (installation: string, isBlocked: boolean) => Promise<Outcome<null>>;
  /** Forgets a peer; records of it and of its keys stay. */
  readonly remove: (installation: string) => Promise<Outcome<null>>;
  /** What each peer holds of these histories, one cell for each peer in the order of `rows`. */
  readonly holdings: (histories: ReadonlyArray<HistoryId>) => ReadonlyArray<ReadonlyArray<Holding>>;
  /** Histories that some peer may see and does not hold whole, registers first. */
  readonly lacking: () => ReadonlyArray<HistoryId>;
  /** Takes records out of quarantine into the journal, as a person decided. */
  readonly release: (from: string, key: string) => Promise<Outcome<number>>;
  /** Ends exchanges in order and listens no more. */
  readonly close: () => Promise<Outcome<null>>;
}

/** The networks, and the presence of the peers in the order of their names. */
export interface PresenceRows {
  readonly networks: ReadonlyArray<Network>;
  readonly peers: ReadonlyArray<LivePeer & { readonly installation: string; readonly last: LastExchange | null }>;
}

export interface InviteWish {
  readonly addresses: ReadonlyArray<string>;
  readonly name: string;
  readonly roles: ReadonlyArray<string>;
  readonly share: Shares;
}

/** Opens what a data folder remembers of its peers. */
export const openPeerService = async (parts: PeerParts): Promise<Outcome<PeerService>> => {
  const book = await openPeerBook(parts.files, `${parts.folder}/peers.json`);
  if (!book.ok) return book;
  const installations = book.value.now().peers.map(({ installation }) => installation);
  const held = await openHeldTips(parts.files, `${parts.folder}/peers`, installations);
  if (!held.ok) return held;
  const wanted = await openWantedAttachments(parts.files, `${parts.folder}/peers/wanted.jsonl`);
  if (!wanted.ok) return wanted;
  const made = await makeFolderDurably(parts.files, `${parts.folder}/quarantine`);
  const quarantine = made.ok ? await openQuarantine(parts.files, `${parts.folder}/quarantine`) : made;
  if (!quarantine.ok) return quarantine;
  const networks = await openNetworks(parts.files, `${parts.folder}/peers/networks.json`, parts.networks);
  if (!networks.ok) return networks;
  const remembered = {
    book: book.value,
    held: held.value,
    networks: networks.value,
    quarantine: quarantine.value,
    wanted: wanted.value,
  };
  return success(new Peers(parts, remembered));
};

interface Remembered {
  readonly book: PeerBook;
  readonly held: HeldTips;
  readonly networks: Networks;
  readonly wanted: WantedAttachments;
  readonly quarantine: Quarantine;
}

class Peers implements PeerService {
  readonly quarantine: Quarantine;
  readonly wanted: WantedAttachments;
  readonly #parts: PeerParts;
  readonly #remembered: Remembered;
  readonly #elsewhere: SharedRecordIds;
  readonly #control = new AbortController();
  readonly #calls = new Set<Promise<unknown>>();
  #context: PeerContext | null = null;
  #listener: PeerListener | null = null;
  #live: LivePeers | null = null;

  constructor(parts: PeerParts, remembered: Remembered) {
    this.#parts = parts;
    this.#remembered = remembered;
    this.quarantine = remembered.quarantine;
    this.wanted = remembered.wanted;
    this.#elsewhere = sharedRecordIds(
      () => parts.store.ledger,
      () => remembered.book.now().peers.map(({ installation }) => remembered.held.of(installation)),
    );
  }

  readonly knows = (id: string): boolean => this.#elsewhere.has(id);

  readonly knowsAny = (): boolean => this.#elsewhere.any();

  readonly lastSeen = (): { readonly at: string; readonly name: string } | null => {
    const met = this.#remembered.book
      .now()
      .peers.flatMap(({ last_seen: at, name }) => (at === null ? [] : [{ at, name }]));
    return met.sort((left, right) => (left.at < right.at ? 1 : -1))[0] ?? null;
  };

  readonly port = (): number | null => this.#listener?.port ?? null;

  readonly refusals: PeerListener["refusals"] = () => this.#listener?.refusals() ?? [];

  readonly start = (wiring: PeerWiring): void => {
    const learnt: PeerContext["learnt"] = (histories) => this.#elsewhere.forget(histories);
    const limits = this.#parts.limits ?? peerLimits;
    const { onChanged } = wiring;
    const links: PeerContext["links"] = new Map();
    this.#parts.store.onTaken((taken) => {
      if (links.size === 0) return;
      const isOwn = ({ writer }: HeldRecord): boolean =>
        writer === this.#parts.signer.key || wiring.own?.has(writer) === true;
      const [own, others] = [taken.filter(isOwn), taken.filter((record) => !isOwn(record))].map(historiesOf);
      for (const link of links.values()) {
        if (own !== undefined && own.size > 0) link.tell(own);
        if (others !== undefined && others.size > 0) link.relay(others);
      }
    });
    this.#context = {
      parts: this.#parts,
      wiring: { ...wiring, ...(onChanged === undefined ? {} : { onChanged: coalesced(onChanged, changedEveryMs) }) },
      limits,
      ...this.#remembered,
      busy: new Set(),
      calling: new Set(),
      links,
      met: new Map(),
      quota: intakeQuota({
        freeBytes: this.#parts.freeBytes ?? (async () => null),
        now: this.#parts.now,
        ...(this.#parts.quota === undefined ? {} : { limits: this.#parts.quota }),
      }),
      turn: createCondition(),
      learnt,
    };
    this.#live = livePeers({
      context: this.#context,
      networks: this.#remembered.networks,
      discoveryPort: this.#parts.discoveryPort ?? 0,
      ownPort: this.port,
      random: () => (this.#parts.randomBytes(1)[0] ?? 0) / 256,
      ...(this.#parts.backOff === undefined ? {} : { backOff: this.#parts.backOff }),
    });
  };

  readonly listen = async (port: number, host = anyHost): Promise<Outcome<number>> => {
    if (this.#listener !== null)
      return refuse("portTaken", `Peers are listened for already, on port ${this.#listener.port}.`);
    const dual = await listenForPeers(this.#ready(), port, host);
    // A machine without IPv6 has no address that means both.
    const listener = !dual.ok && host === anyHost ? await listenForPeers(this.#ready(), port, anyIpv4Host) : dual;
    if (!listener.ok) return listener;
    this.#listener = listener.value;
    const kept = await this.#remembered.book.change((book) => ({ ...book, port: listener.value.port }));
    this.#live?.refresh();
    return kept.ok ? success(listener.value.port) : kept;
  };

  readonly listenAsUsual = async (): Promise<Outcome<number>> => {
    const port = this.port();
    if (port !== null) return success(port);
    const usual = await this.listen(this.#remembered.book.now().port ?? usualPeerPort);
    return usual.ok ? usual : this.listen(0);
  };

  readonly rows = (): ReadonlyArray<PeerRow> => this.#sorted().map((peer) => this.#row(peer));

  readonly isPeer: PeerService["isPeer"] = (installation) =>
    this.#remembered.book.now().peers.some((peer) => peer.installation === installation && peer.blocked !== true);

  readonly invite: PeerService["invite"] = async ({ addresses, name, roles, share }) => {
    const { identity, now, randomBytes } = this.#parts;
    const { book } = this.#remembered;
    const port = this.port() ?? book.now().port ?? usualPeerPort;
    const reachable = addresses.length > 0 ? addresses : ownAddresses(port);
    const expires = instantFromMillis(millisOfInstant(now()) + invitationHours * 3_600_000);
    const wish = { addresses: reachable, expires, name, pin: identity.pin, randomBytes, roles, shares: share };
    const code = await makeInvitation(book, wish, now());
    return code.ok ? success({ code: code.value, expires }) : code;
  };

  readonly join: PeerService["join"] = (code, signal) =>
    this.#call(signal, async (either) => {
      const joined = await joinPeer(this.#ready(), code, either);
      this.#live?.refresh();
      return joined.ok ? success(this.#row(joined.value)) : joined;
    });

  readonly waiting: PeerService["waiting"] = () => this.#remembered.book.now().requests;

  readonly grantWaiting = async (): Promise<Outcome<number>> => {
    const { wiring } = this.#ready();
    let joined = 0;
    for (const request of this.#remembered.book.now().requests) {
      const granted = await grantRequest(this.#remembered.book, request, wiring.enrol);
      if (!granted.ok) return granted;
      if (!granted.value.waits) joined++;
    }
    if (joined > 0) wiring.onChanged?.();
    return success(joined);
  };

  readonly share: PeerService["share"] = async (installation, { attachments, histories, openings }) => {
    const shares = { attachments, histories: histories === "all" ? ("all" as const) : [...histories], openings };
    const changed = await this.#remembered.book.change((book) =>
      editPeer(book, installation, (peer) => ({
        ...peer,
        shares: { ...peer.shares, ...shares },
        owes_openings: peer.owes_openings || openings,
      })),
    );
    if (!changed.ok) return changed;
    const peer = this.#remembered.book.now().peers.find((known) => known.installation === installation);
    if (peer === undefined)
      return refuse("peerUnknown", `There is no peer with the installation ${installation.slice(0, 12)}….`);
    this.#context?.wiring.onChanged?.();
    this.#context?.links.get(installation)?.tell("all");
    return success(this.#row(peer));
  };

  readonly openingRules: PeerService["openingRules"] = (installation) =>
    this.#remembered.book.now().peers.find((peer) => peer.installation === installation)?.shares ?? null;

  readonly decideOpenings: PeerService["decideOpenings"] = async (installation, decide) => {
    if (this.openingRules(installation) === null)
      return refuse("peerUnknown", `There is no peer with the installation ${installation.slice(0, 12)}….`);
    const changed = await this.#remembered.book.change((book) =>
      editPeer(book, installation, (peer) => {
        const { disclosed = [], kept = [], openings, withheld = [] } = decide(peer.shares);
        const rules = { disclosed: [...disclosed], kept: [...kept], openings, withheld: [...withheld] };
        return { ...peer, owes_openings: true, shares: { ...peer.shares, ...rules } };
      }),
    );
    if (!changed.ok) return changed;
    this.#context?.wiring.onChanged?.();
    return success(null);
  };

  readonly sync: PeerService["sync"] = (address, signal) =>
    this.#call(signal, async (either) => {
      const called = await callPeer(this.#ready(), { address, signal: either });
      if (!called.ok) return called;
      return success(syncAnswer(called.value.peer, called.value.report));
    });

  readonly syncWith: PeerService["syncWith"] = async (installation, signal) => {
    const known = this.#peer(installation);
    if (!known.ok) return known;
    const link = this.#ready().links.get(installation);
    if (link !== undefined) {
      const report = await link.exchange();
      return report.ok ? success(syncAnswer(known.value, report.value)) : report;
    }
    const address = this.#live?.of(known.value).heardAt ?? known.value.address;
    if (address === null)
      return refuse(
        "peerNowhere",
        `Nothing tells where ${known.value.name} is. Write its address, or wait until it calls.`,
      );
    return this.#call(signal, async (either) => {
      const called = await callPeer(this.#ready(), { address, installation, signal: either });
      return called.ok ? success(syncAnswer(called.value.peer, called.value.report)) : called;
    });
  };

  readonly presence = (): PresenceRows => ({
    networks: this.#remembered.networks.now(),
    peers: this.#sorted().map((peer) => ({
      ...(this.#live?.of(peer) ?? notStarted),
      installation: peer.installation,
      last: this.#context?.met.get(peer.installation) ?? null,
    })),
  });

  readonly trustNetwork: PeerService["trustNetwork"] = async (id, isTrusted) => {
    const trusted = await this.#remembered.networks.trust(id, isTrusted);
    if (trusted.ok) this.#changed();
    return trusted;
  };

  readonly block: PeerService["block"] = async (installation, isBlocked) => {
    const known = this.#peer(installation);
    if (!known.ok) return known;
    const changed = await this.#remembered.book.change((book) =>
      editPeer(book, installation, (peer) => ({ ...peer, blocked: isBlocked })),
    );
    if (changed.ok) this.#changed();
    return changed;
  };

  readonly remove: PeerService["remove"] = async (installation) => {
    const known = this.#peer(installation);
    if (!known.ok) return known;
    const changed = await this.#remembered.book.change((book) => ({
      ...book,
      peers: book.peers.filter((peer) => peer.installation !== installation),
    }));
    if (!changed.ok) return changed;
    this.#changed();
    this.#elsewhere.forget(this.#remembered.held.of(installation).keys());
    return this.#remembered.held.forget(installation);
  };

  readonly holdings: PeerService["holdings"] = (histories) =>
    holdingsOf({ parts: this.#parts }, this.#held(), histories);

  readonly lacking: PeerService["lacking"] = () => lackingOf({ parts: this.#parts }, this.#held());

  readonly release = async (from: string, key: string): Promise<Outcome<number>> => {
    const taken = await this.#parts.store.takeIn(this.quarantine.records(from, key), from);
    if (!taken.ok) return taken;
    if (taken.value.fault !== null) return failed(taken.value.fault);
    const forgotten = await this.quarantine.forget(from, key);
    return forgotten.ok ? success(taken.value.taken.length) : forgotten;
  };

  readonly close = async (): Promise<Outcome<null>> => {
    this.#control.abort();
    await this.#live?.close();
    await this.#listener?.close();
    this.#listener = null;
    await Promise.allSettled(this.#calls);
    const noted = await this.#remembered.held.save();
    if (!noted.ok) return noted;
    const saved = await this.wanted.save();
    return saved.ok ? this.quarantine.save() : saved;
  };

  /** Runs a call that closing ends as well as its own signal. */
  async #call<T>(
    signal: AbortSignal | undefined,
    run: (signal: AbortSignal) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const own = this.#control.signal;
    const running = run(signal === undefined ? own : AbortSignal.any([own, signal]));
    this.#calls.add(running);
    try {
      return await running;
    } finally {
      this.#calls.delete(running);
    }
  }

  #sorted(): ReadonlyArray<Peer> {
    return [...this.#remembered.book.now().peers].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  #held(): ReadonlyArray<{ readonly peer: Peer; readonly held: TipsHeld }> {
    return this.#sorted().map((peer) => ({ peer, held: this.#remembered.held.of(peer.installation) }));
  }

  #peer(installation: string): Outcome<Peer> {
    const peer = this.#remembered.book.now().peers.find((known) => known.installation === installation);
    return peer === undefined
      ? refuse("peerUnknown", `There is no peer with the installation ${installation.slice(0, 12)}….`)
      : success(peer);
  }

  #changed(): void {
    this.#live?.refresh();
    this.#context?.wiring.onChanged?.();
  }

  #ready(): PeerContext {
    if (this.#context === null) throw new Error("Peers are used before they were started");
    return this.#context;
  }

  #row(peer: Peer): PeerRow {
    const { address, installation, last_seen, name, party, roles, shares, state } = peer;
    const outlines = outlinesFor({ parts: this.#parts }, peer);
    const unshared = countUnshared(this.#parts.store.ledger, outlines, this.#remembered.held.of(installation));
    const { attachments, histories, openings } = shares;
    const shown = { attachments, histories, openings };
    return { address, installation, last_seen, name, party, roles, shares: shown, state, unshared };
  }
}

const historiesOf = (records: ReadonlyArray<HeldRecord>): ReadonlySet<HistoryId> =>
  new Set(records.map(({ history }) => history));

const syncAnswer = ({ name }: Peer, { received, sent }: SessionReport): SyncAnswer => ({ peer: name, received, sent });

const notStarted: LivePeer = { failure: null, heardAt: null, nextTry: null, since: null, state: "off" };

/** Whoever looks hears of changes so often at most: an import next door changes something every moment. */
const changedEveryMs = 200;

/** Every interface, IPv6 and IPv4. */
const anyHost = "::";
const anyIpv4Host = "0.0.0.0";
