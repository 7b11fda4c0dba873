/** A peer whose installation has a new key: recognised by what the registers say, and known by it from then on. */
import { digestHex } from "../../shared/crypto/digest.ts";
import { bytesOfHex } from "../../shared/encoding/hex.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { RegisterState } from "../../shared/register/register-state.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import type { HistoryStore } from "../recorder/history-store.ts";
import { editPeer } from "./peer-book.ts";
import type { PeerContext } from "./peer-context.ts";

/**
 * True when some register that is held promises `shown` for `known` (pre-rotation), or has both keys at one party. The
 * other side has proved both its certificate, which is pinned, and the key.
 */
export const isSuccessor = (
  { judge, ledger }: Pick<HistoryStore, "judge" | "ledger">,
  shown: string,
  known: string,
): boolean => ledger.histories.registers().some(({ id }) => succeedsIn(judge.registerNow(id), shown, known));

const succeedsIn = (state: RegisterState, shown: string, known: string): boolean => {
  if (state.endsByKey.has(shown)) return false;
  const digest = digestHex(bytesOfHex(shown) ?? new Uint8Array(0));
  if ((state.commitments.get(known) ?? []).some(({ value }) => value === digest)) return true;
  const parties = state.partiesByKey.get(known);
  return [...(state.partiesByKey.get(shown) ?? [])].some((party) => parties?.has(party) === true);
};

/** Former keys of one peer that are remembered. */
const formerMax = 100;

/** The peer under the key that it showed, in the book from now on; what it holds is learnt anew. */
export const underNewKey = async (
  { book }: Pick<PeerContext, "book">,
  peer: Peer,
  shown: string,
): Promise<Outcome<Peer>> => {
  if (peer.installation === shown) return success(peer);
  const former = [...(peer.former ?? []), peer.installation].slice(-formerMax);
  const renewed = { ...peer, former, installation: shown };
  const changed = await book.change((before) => editPeer(before, peer.installation, () => renewed));
  return changed.ok ? success(renewed) : changed;
};
