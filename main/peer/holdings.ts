/** Who has what: of each history how much each peer holds, as far as it has told when it was met last. */
import type { HistoryOutline } from "../../shared/ledger/history.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import { isRegister } from "../../shared/sync/shared-histories.ts";
import { countUnshared, type TipsHeld } from "./held-tips.ts";
import { outlinesFor, type PeerContext } from "./peer-context.ts";

/**
 * `all`: it holds everything that is here. `some`: it lacks so many records. `none`: it has never had any. `unshared`:
 * it may not see this history.
 */
export interface Holding {
  readonly state: "all" | "none" | "some" | "unshared";
  readonly lacks: number;
}

/** A peer and the tips that it holds. */
export interface PeerTips {
  readonly peer: Peer;
  readonly held: TipsHeld;
}

type Parts = Pick<PeerContext, "parts">;

/** One row for each history, one cell for each peer. */
export const holdingsOf = (
  context: Parts,
  peers: ReadonlyArray<PeerTips>,
  histories: ReadonlyArray<HistoryId>,
): ReadonlyArray<ReadonlyArray<Holding>> => {
  const { ledger } = context.parts.store;
  const seen = peers.map(({ peer }) => new Set(outlinesFor(context, peer).map(({ id }) => id)));
  return histories.map((id) => {
    const outline = ledger.histories.outline(id);
    return peers.map(({ held }, column) =>
      outline === undefined ? unshared : holdingOf(context, outline, held, seen[column]?.has(id) === true),
    );
  });
};

const unshared: Holding = { state: "unshared", lacks: 0 };

const holdingOf = ({ parts }: Parts, outline: HistoryOutline, held: TipsHeld, isShared: boolean): Holding => {
  const hasSome = (held.get(outline.id)?.length ?? 0) > 0;
  // What was shared once and is not any more is still over there.
  if (!isShared && !hasSome) return unshared;
  const lacks = countUnshared(parts.store.ledger, [outline], held);
  return { state: lacks === 0 ? "all" : hasSome ? "some" : "none", lacks };
};

/** The histories of which a peer that may see them lacks something. */
export const lackingOf = (context: Parts, peers: ReadonlyArray<PeerTips>): ReadonlyArray<HistoryId> => {
  const found = new Map<HistoryId, HistoryOutline>();
  for (const { held, peer } of peers) {
    for (const outline of outlinesFor(context, peer)) if (!isHeldWhole(outline, held)) found.set(outline.id, outline);
  }
  return [...found.values()]
    .sort((left, right) => Number(isRegister(right)) - Number(isRegister(left)))
    .map(({ id }) => id);
};

const isHeldWhole = ({ headIds, id }: HistoryOutline, held: TipsHeld): boolean => {
  const tips = new Set<string>(held.get(id));
  return headIds.every((head) => tips.has(head));
};
