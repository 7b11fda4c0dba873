/**
 * Everything about other companies: invitations, exchanges, what they may see and what they hold, and the quarantine.
 */
import { instantFromMillis, millisOfInstant } from "../../shared/clock/instant.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ImportSummary, PeerRow } from "../../shared/rpc/rows.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import type { Shares } from "../../shared/sync/shared-histories.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { createCondition } from "./condition.ts";
import { countUnshared, openHeldTips, type HeldTips } from "./held-tips.ts";
import { grantRequest, invitationHours, makeInvitation } from "./invitation.ts";
import { ownAddresses, usualPeerPort } from "./peer-address.ts";
import { editPeer, openPeerBook, type PeerBook } from "./peer-book.ts";
import { callPeer, joinPeer } from "./peer-calls.ts";
import { outlinesFor, peerLimits, type PeerContext, type PeerParts, type PeerWiring } from "./peer-context.ts";
import { listenForPeers, type PeerListener } from "./peer-listener.ts";
import { openQuarantine, type Quarantine } from "./quarantine.ts";
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
  readonly rows: () => ReadonlyArray<PeerRow>;
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
  readonly sync: (address: string, signal?: AbortSignal) => Promise<Outcome<SyncAnswer>>;
  /** Takes records out of quarantine into the journal, as a person decided. */
  readonly release: (from: string, key: string) => Promise<Outcome<number>>;
  /** Ends exchanges in order and listens no more. */
  readonly close: () => Promise<Outcome<null>>;
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
  const remembered = { book: book.value, held: held.value, wanted: wanted.value, quarantine: quarantine.value };
  return success(new Peers(parts, remembered));
};

interface Remembered {
  readonly book: PeerBook;
  readonly held: HeldTips;
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
    const links: PeerContext["links"] = new Map();
    this.#parts.store.onTaken((taken) => {
      const changed = new Set(links.size === 0 ? [] : taken.map(({ history }) => history));
      for (const link of links.values()) link.tell(changed);
    });
    this.#context = {
      parts: this.#parts,
      wiring,
      limits,
      ...this.#remembered,
      busy: new Set(),
      links,
      met: new Map(),
      turn: createCondition(),
      learnt,
    };
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
    return kept.ok ? success(listener.value.port) : kept;
  };

  readonly rows = (): ReadonlyArray<PeerRow> =>
    this.#remembered.book
      .now()
      .peers.map((peer) => this.#row(peer))
      .sort((left, right) => (left.name < right.name ? -1 : 1));

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
      editPeer(book, installation, (peer) => ({ ...peer, shares, owes_openings: peer.owes_openings || openings })),
    );
    if (!changed.ok) return changed;
    const peer = this.#remembered.book.now().peers.find((known) => known.installation === installation);
    if (peer === undefined)
      return refuse("peerUnknown", `There is no peer with the installation ${installation.slice(0, 12)}….`);
    this.#context?.wiring.onChanged?.();
    return success(this.#row(peer));
  };

  readonly sync: PeerService["sync"] = (address, signal) =>
    this.#call(signal, async (either) => {
      const called = await callPeer(this.#ready(), { address, signal: either });
      if (!called.ok) return called;
      const { peer, report } = called.value;
      return success({ peer: peer.name, received: report.received, sent: report.sent });
    });

  readonly release = async (from: string, key: string): Promise<Outcome<number>> => {
    const taken = await this.#parts.store.takeIn(this.quarantine.records(from, key), from);
    if (!taken.ok) return taken;
    if (taken.value.fault !== null) return failed(taken.value.fault);
    const forgotten = await this.quarantine.forget(from, key);
    return forgotten.ok ? success(taken.value.taken.length) : forgotten;
  };

  readonly close = async (): Promise<Outcome<null>> => {
    this.#control.abort();
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

  #ready(): PeerContext {
    if (this.#context === null) throw new Error("Peers are used before they were started");
    return this.#context;
  }

  #row(peer: Peer): PeerRow {
    const { address, installation, last_seen, name, party, roles, shares, state } = peer;
    const outlines = outlinesFor({ parts: this.#parts }, peer);
    const unshared = countUnshared(this.#parts.store.ledger, outlines, this.#remembered.held.of(installation));
    return { address, installation, last_seen, name, party, roles, shares, state, unshared };
  }
}

/** Every interface, IPv6 and IPv4. */
const anyHost = "::";
const anyIpv4Host = "0.0.0.0";
