/** Runs an exchange with a known peer over a link, and keeps what was learnt by it. */
import { clearTimeout, setTimeout } from "node:timers";
import type { History } from "../../shared/ledger/history.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { givesAnyOpening, mayHaveOpening } from "../../shared/privacy/opening-rules.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import type { MessageLink } from "./message-link.ts";
import { editPeer, registerOf } from "./peer-book.ts";
import { takeTurns } from "../turn/take-turns.ts";
import { historiesFor, outlinesFor, refusalBusy, type PeerContext } from "./peer-context.ts";
import { exchange, type SessionReport } from "./sync-session.ts";

export interface ExchangeWish {
  readonly peer: Peer;
  readonly link: MessageLink;
  /** Where the peer was reached; null when it called. */
  readonly address: string | null;
  /**
   * What to exchange where that is less than all that the peer may see: right after joining, or what has changed. It is
   * asked in each round, with the histories that the other side has announced until then.
   */
  readonly histories?: (announced: ReadonlySet<string>) => ReadonlyArray<History>;
  /** True for news over a kept link: what was learnt is written to disk later. */
  readonly isNews?: boolean;
  readonly signal?: AbortSignal;
}

/** Exchanges; at most once at a time with each peer. */
export const exchangeWith = async (context: PeerContext, wish: ExchangeWish): Promise<Outcome<SessionReport>> => {
  const { installation, name } = wish.peer;
  const mayWait = context.parts.signer.key < installation || !context.calling.has(installation);
  if (wish.address === null && mayWait) await untilFree(context, wish);
  if (context.busy.has(installation)) return refuse("peerBusy", refusalBusy(name));
  context.busy.add(installation);
  if (wish.address !== null) context.calling.add(installation);
  try {
    const report = await runSession(context, wish);
    const kept = await keepReport(context, wish, report);
    return kept.ok ? success(report) : kept;
  } finally {
    context.busy.delete(installation);
    context.calling.delete(installation);
    context.turn.changed();
  }
};

/**
 * Two that call each other at the same moment would refuse each other. So whoever has the lesser key lets the caller
 * wait: its own call is refused over there, and then the caller's turn comes. Whoever is not calling itself lets the
 * caller wait for the end of the exchange before: it is done over there, and here the disk is still busy with it.
 */
const untilFree = async ({ busy, limits, turn }: PeerContext, { peer, signal }: ExchangeWish): Promise<void> => {
  const wait = { isOver: false };
  const end = (): void => {
    wait.isOver = true;
    turn.changed();
  };
  const timer = setTimeout(end, limits.handshakeMs);
  signal?.addEventListener("abort", end, { once: true });
  await turn.until(() => !busy.has(peer.installation) || wait.isOver);
  clearTimeout(timer);
  signal?.removeEventListener("abort", end);
};

const runSession = async (
  context: PeerContext,
  { histories, isNews, link, peer, signal }: ExchangeWish,
): Promise<SessionReport> => {
  const { parts, quarantine, wanted, wiring } = context;
  const { ledger } = parts.store;
  // Both sides begin with the tips of all that they share.
  if (isNews !== true) await takeTurns(ledger.histories.unfold(outlinesFor(context, peer).map(({ id }) => id)));
  const register = registerOf(peer);
  const progress = { peer: peer.name, received: 0, sent: 0, toSend: 0 };
  const tell = (more: Partial<typeof progress>): void => wiring.onProgress?.(Object.assign(progress, more));
  return exchange({
    link,
    from: peer.installation,
    store: parts.store,
    checker: wiring.checker,
    quarantine,
    attachments: parts.attachments,
    wanted,
    admits: (id) => id === register,
    shared: histories ?? (() => historiesFor(context, peer)),
    opening: async (field) => (mayHaveOpening(peer.shares, field).may ? parts.opening(field.sealed) : null),
    givesAttachments: peer.shares.attachments,
    owesOpenings: peer.owes_openings && givesAnyOpening(peer.shares),
    secure: wiring.secure,
    takes: (bytes) => context.quota.take(peer.installation, bytes),
    onReceived: (received) => tell({ received }),
    onSent: (sent, toSend) => tell({ sent, toSend }),
    ...(wiring.own === undefined ? {} : { own: wiring.own }),
    ...(wiring.onShared === undefined ? {} : { onShared: wiring.onShared }),
    ...(wiring.proofs === undefined ? {} : { proofs: wiring.proofs }),
    ...(wiring.witness === undefined ? {} : { witness: wiring.witness(peer) }),
    ...(signal === undefined ? {} : { signal }),
  });
};

const keepReport = async (
  context: PeerContext,
  { address, isNews = false, peer }: ExchangeWish,
  report: SessionReport,
): Promise<Outcome<null>> => {
  const { book, held, learnt, parts, wiring } = context;
  const { fault, received, sent } = report;
  context.met.set(peer.installation, { at: parts.now(), fault, received: received.records, sent: sent.records });
  if (isNews && fault === null && received.quarantined === 0) {
    held.learn(peer.installation, report.held);
    learnt(report.held.keys());
    if (received.records + sent.records > 0) wiring.onChanged?.();
    return success(null);
  }
  const paid = peer.owes_openings && givesAnyOpening(peer.shares) && report.fault === null;
  const noted = await held.note(peer.installation, report.held);
  learnt(report.held.keys());
  const changed = await book.change((before) =>
    editPeer(before, peer.installation, (known) => ({
      ...known,
      address: address ?? known.address,
      last_seen: parts.now(),
      owes_openings: known.owes_openings && !(known === peer && paid),
      state: report.fault === null ? "joined" : known.state,
    })),
  );
  wiring.onChanged?.();
  wiring.onExchanged?.({ fault, isNews, name: peer.name, received, sent });
  return noted.ok && changed.ok ? success(null) : noted.ok ? changed : noted;
};
