/** Which histories have changed for a peer: told without looking at all that it may see. */
import type { History } from "../../shared/ledger/history.ts";
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import type { TipsHeld } from "./held-tips.ts";
import { registerOf } from "./peer-book.ts";
import { outlinesFor, type PeerContext } from "./peer-context.ts";

/**
 * What an exchange of news is about: the changed histories that this peer may see, and those that it announces and may
 * see. The answer is asked in each round, with what the other side has announced until then.
 */
export const changedFor =
  (context: PeerContext, peer: Peer, changed: ReadonlySet<HistoryId>) =>
  (announced: ReadonlySet<string>): ReadonlyArray<History> => {
    const { ledger } = context.parts.store;
    const asked = [...announced].flatMap((id) => parseRecordId(id) ?? []);
    const ids = [...new Set([...changed, ...asked])].filter(mayBeSeen(context, peer));
    return ids.flatMap((id) => ledger.history(id) ?? []);
  };

/** Whether something of these histories is news for a peer: it may see one of them and does not hold all of it. */
export const isNewsFor = (
  context: PeerContext,
  peer: Peer,
  changed: ReadonlySet<HistoryId>,
  held: TipsHeld,
): boolean => {
  const { histories } = context.parts.store.ledger;
  const lacks = [...changed].filter((id) => {
    const tips = new Set<string>(held.get(id));
    return histories.outline(id)?.headIds.some((head) => !tips.has(head)) === true;
  });
  return lacks.some(mayBeSeen(context, peer));
};

/** Says of one history after another whether a peer may see it. */
const mayBeSeen = (context: PeerContext, peer: Peer): ((id: HistoryId) => boolean) => {
  const { histories } = peer.shares;
  if (histories === "all") return () => true;
  const named = new Set<string>(histories);
  const register = registerOf(peer);
  let all: ReadonlySet<string> | null = null;
  return (id) => {
    const outline = context.parts.store.ledger.histories.outline(id);
    if (outline === undefined) return false;
    if (named.has(id) || id === register || outline.foundsUnder === register) return true;
    if (outline.foundsUnder !== null) return false;
    // A register travels with any history that it governs; registers change seldom.
    all ??= new Set(outlinesFor(context, peer).map((one) => one.id));
    return all.has(id);
  };
};
