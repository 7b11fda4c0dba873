/**
 * A link that stays after its first exchange: whatever is new on either side is exchanged over it at once, in exchanges
 * of the few histories that have changed.
 */
import { clearInterval, clearTimeout, setInterval, setTimeout } from "node:timers";
import type { Instant } from "../../shared/clock/instant.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { failed, refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import { changedFor, isNewsFor } from "./changed-histories.ts";
import type { Changed, KeptLink, PeerContext } from "./peer-context.ts";
import { exchangeWith, type ExchangeWish } from "./peer-exchange.ts";
import type { SessionReport } from "./sync-session.ts";

/**
 * Exchanges everything once, then keeps the link until it ends on either side. The answer is the first exchange's
 * failure, or why the link ended; `success` when it was ended here, or by the other side without a word of complaint.
 */
export const stayLinked = async (
  context: PeerContext,
  wish: ExchangeWish,
  onFirst?: (report: SessionReport) => void,
): Promise<Outcome<SessionReport>> => {
  const first = await exchangeWith(context, wish);
  if (!first.ok) return first;
  onFirst?.(first.value);
  if (first.value.fault !== null) return first;
  const ended = await new Keeping(context, wish).run();
  return ended === null ? first : failed(ended);
};

/** So long more changes are waited for: an import writes many records one after another. */
const gatherMs = 15;
/**
 * What came from others is passed on when nothing more has come for so long, or after the longer time: the peer may be
 * getting the same from where it came from.
 */
const relayQuietMs = 250;
const relayLongestMs = 5000;
/** Well below the silence after which the other side counts as gone. */
const aliveMs = 15_000;

type Waiter = (report: Outcome<SessionReport>) => void;

class Keeping implements KeptLink {
  readonly address: string | null;
  readonly since: Instant;
  readonly #context: PeerContext;
  readonly #wish: ExchangeWish;
  #changed: Set<HistoryId> | "all" = new Set();
  readonly #relayed = new Set<HistoryId>();
  #relayedSince = 0;
  #relaying: NodeJS.Timeout | undefined = undefined;
  #waiters: Waiter[] = [];
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(context: PeerContext, wish: ExchangeWish) {
    this.#context = context;
    this.#wish = wish;
    this.address = wish.address;
    this.since = context.parts.now();
  }

  readonly tell = (changed: Changed): void => {
    this.#add(changed);
    setTimeout(() => this.#wake(), gatherMs);
  };

  readonly relay = (changed: ReadonlySet<HistoryId>): void => {
    const now = performance.now();
    if (this.#relayed.size === 0) this.#relayedSince = now;
    for (const id of changed) this.#relayed.add(id);
    clearTimeout(this.#relaying);
    const longest = this.#relayedSince + relayLongestMs - now;
    this.#relaying = setTimeout(() => this.#passOn(), Math.min(relayQuietMs, Math.max(0, longest)));
  };

  readonly exchange = (): Promise<Outcome<SessionReport>> =>
    new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.tell("all");
    });

  readonly end = (): void => {
    this.#ended = true;
    this.#wake();
    this.#context.turn.changed();
  };

  /** Why the link ended; null where nobody complained. */
  async run(): Promise<Failure | null> {
    const { link, peer, signal } = this.#wish;
    const { links, wiring } = this.#context;
    // Whoever calls again has lost the link that was there before.
    links.get(peer.installation)?.end();
    links.set(peer.installation, this);
    signal?.addEventListener("abort", this.end, { once: true });
    if (signal?.aborted === true) this.end();
    const alive = setInterval(() => link.answer({ alive: {} }), aliveMs);
    wiring.onChanged?.();
    const ended = await this.#keep();
    clearInterval(alive);
    clearTimeout(this.#relaying);
    signal?.removeEventListener("abort", this.end);
    if (links.get(peer.installation) === this) links.delete(peer.installation);
    // Whoever would call waits for the end of this link.
    this.#context.turn.changed();
    const successor = links.get(peer.installation);
    for (const tell of this.#waiters.splice(0)) {
      if (successor === undefined) tell(failed(ended ?? hungUp));
      else void successor.exchange().then(tell);
    }
    await this.#context.held.save();
    wiring.onChanged?.();
    return ended;
  }

  #passOn(): void {
    const relayed = new Set(this.#relayed);
    this.#relayed.clear();
    this.#add(relayed);
    this.#wake();
  }

  #add(changed: Changed): void {
    if (changed === "all" || this.#changed === "all") this.#changed = "all";
    else for (const id of changed) this.#changed.add(id);
  }

  async #keep(): Promise<Failure | null> {
    while (!this.#ended) {
      const isAsked = await this.#untilAsked();
      if (!isAsked.ok) return isAsked.failure.kind === "peerGone" ? null : isAsked.failure;
      if (this.#ended || !isAsked.value) continue;
      const failure = await this.#exchangeNews();
      if (failure !== null) return failure;
    }
    return null;
  }

  /** Waits for something new on either side: true when an exchange is to begin. */
  async #untilAsked(): Promise<Outcome<boolean>> {
    const { link } = this.#wish;
    const woken = new Promise<null>((resolve) => (this.#wake = () => resolve(null)));
    if (this.#ended || (this.#hasNews() && this.#isNews())) return success(true);
    const received = await Promise.race([link.peek(), woken]);
    if (received === null) return success(this.#hasNews() && this.#isNews());
    if (!received.ok) return received;
    if (received.value.kind !== "control") return unexpected;
    const { message } = received.value;
    if ("digests" in message) return success(true);
    link.drop();
    if ("alive" in message) return success(false);
    return "stop" in message ? refuse("peerStopped", message.stop.message) : unexpected;
  }

  #hasNews(): boolean {
    return this.#changed === "all" || this.#changed.size > 0;
  }

  /** False when the peer holds all that has changed: it may have come from there. */
  #isNews(): boolean {
    const peer = this.#peerNow();
    const changed = this.#changed;
    if (changed === "all" || this.#waiters.length > 0) return true;
    if (peer !== null && isNewsFor(this.#context, peer, changed, this.#context.held.of(peer.installation))) return true;
    this.#changed = new Set();
    return false;
  }

  async #exchangeNews(): Promise<Failure | null> {
    const { busy, turn } = this.#context;
    // The peer may be calling on another link, which takes this one's place.
    await turn.until(() => this.#ended || !busy.has(this.#wish.peer.installation));
    const peer = this.#peerNow();
    if (peer === null) return null;
    const changed = this.#changed;
    const waiters = this.#waiters.splice(0);
    this.#changed = new Set();
    const isAll = changed === "all";
    const histories = isAll ? {} : { histories: changedFor(this.#context, peer, changed) };
    const report = await exchangeWith(this.#context, { ...this.#wish, peer, ...histories, isNews: !isAll });
    for (const tell of waiters) tell(report);
    return report.ok ? report.value.fault : report.failure;
  }

  /** The peer as it is in the book now; null when it must not be exchanged with any more. */
  #peerNow(): Peer | null {
    const { book } = this.#context;
    const { certificate, installation } = this.#wish.peer;
    const known = book.now().peers.find((peer) => peer.installation === installation);
    if (known?.certificate !== certificate || known.blocked === true) this.end();
    return this.#ended ? null : (known ?? null);
  }
}

const hungUp = refuse("peerGone", "The link to the other side was ended before the exchange.").failure;
const unexpected = refuse("peerMessage", "The other side said something that does not come between two exchanges.");
