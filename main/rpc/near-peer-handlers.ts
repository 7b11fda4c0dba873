/** Methods on peers near by: networks and presence, who has what, and whom nothing is exchanged with. */
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ParsedRequest, ResponseOf } from "../../shared/rpc/methods.ts";
import { isRegister } from "../../shared/sync/shared-histories.ts";
import { historyTitle } from "./decision-lists.ts";
import type { HandlersOf } from "./dispatch.ts";
import { today } from "./fleet-handlers.ts";
import type { NodeParts } from "./node-parts.ts";

type NearPeers = HandlersOf<
  "peer.presence" | "peer.trust-network" | "peer.holdings" | "peer.exchange" | "peer.block" | "peer.remove"
>;

/** Makes the methods. */
export const nearPeerHandlers = (parts: NodeParts): NearPeers => ({
  "peer.presence": () => Promise.resolve(success(presenceOf(parts))),
  "peer.trust-network": async ({ network, trusted }) => {
    const changed = await parts.peers.trustNetwork(network, trusted);
    if (!changed.ok) return changed;
    // Whoever is to be found must be able to answer.
    const listening = trusted && parts.peers.port() === null ? await parts.peers.listenAsUsual() : success(0);
    return listening.ok ? success({}) : listening;
  },
  "peer.holdings": (wish) => holdings(parts, wish),
  "peer.exchange": ({ installation }) =>
    parts.tasks.run("sync", ({ signal }) => parts.peers.syncWith(installation, signal)),
  "peer.block": async ({ blocked, installation }) => {
    const changed = await parts.peers.block(installation, blocked);
    return changed.ok ? success({}) : changed;
  },
  "peer.remove": async ({ installation }) => {
    const removed = await parts.peers.remove(installation);
    return removed.ok ? success({}) : removed;
  },
});

const presenceOf = (parts: NodeParts): ResponseOf<"peer.presence"> => {
  const { networks, peers } = parts.peers.presence();
  return {
    networks: networks.map(({ id, isOwn, isRecognised, isTrusted, name, range }) => ({
      id,
      is_own: isOwn,
      is_recognised: isRecognised,
      is_trusted: isTrusted,
      name,
      range,
    })),
    peers: peers.map(({ failure, heardAt, installation, last, nextTry, since, state }) => ({
      failure,
      heard_at: heardAt,
      installation,
      last: last === null ? null : { ...last, fault: last.fault?.message ?? null },
      next_try: nextTry,
      since,
      state,
    })),
  };
};

type HoldingsWish = ParsedRequest<"peer.holdings">;

const holdings = async (parts: NodeParts, wish: HoldingsWish): Promise<Outcome<ResponseOf<"peer.holdings">>> => {
  const found = wish.lacking ? success(lackingWindow(parts, wish)) : await window(parts, wish);
  if (!found.ok) return found;
  const { histories, total } = found.value;
  const peers = parts.peers.rows().map(({ installation, name }) => ({ installation, name }));
  const cells = parts.peers.holdings(histories);
  const rows = await Promise.all(
    histories.map(async (history, row) => ({
      cells: (cells[row] ?? []).map(({ lacks, state }, column) => ({
        installation: peers[column]?.installation ?? "",
        lacks,
        state,
      })),
      history,
      records: parts.store.ledger.history(history)?.records.size ?? 0,
      title: await historyTitle(parts, history),
    })),
  );
  return success({ peers, rows, total });
};

interface Window {
  readonly histories: ReadonlyArray<HistoryId>;
  readonly total: number;
}

const lackingWindow = ({ peers }: NodeParts, { limit, offset }: HoldingsWish): Window => {
  const all = peers.lacking();
  return { histories: all.slice(offset, offset + limit), total: all.length };
};

/** Registers and studies first, then the fleet by its tags; a search looks in the fleet. */
const window = async (parts: NodeParts, { limit, offset, search }: HoldingsWish): Promise<Outcome<Window>> => {
  const others = search === "" ? otherThanAssets(parts) : [];
  const first = others.slice(offset, offset + limit);
  const wish = { limit: Math.max(1, limit - first.length), offset: Math.max(0, offset - others.length), search };
  const assets = await parts.index.assets({ ...wish, only: "all", sort: "tag" }, today(parts));
  if (!assets.ok) return assets;
  const fleet = first.length === limit ? [] : assets.value.rows.flatMap(({ history }) => parseRecordId(history) ?? []);
  return success({ histories: [...first, ...fleet], total: others.length + assets.value.total });
};

const otherThanAssets = ({ store }: NodeParts): ReadonlyArray<HistoryId> =>
  [...store.ledger.histories.outlines()]
    .filter(({ types }) => !types.some((type) => type.startsWith(assetType)))
    .sort((left, right) => Number(isRegister(right)) - Number(isRegister(left)))
    .map(({ id }) => id);

const assetType = "asset/registered@";
