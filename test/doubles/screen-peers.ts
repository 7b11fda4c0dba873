/** Peers near by as the screens see them: one linked, one that is tried again, two networks, and who has what. */
import { success } from "../../shared/outcome/outcome.ts";
import type { RpcEvent } from "../../shared/rpc/messages.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { HandlersOf } from "../../main/rpc/dispatch.ts";
import { peers, pump, register, turbine } from "./screen-rows.ts";

type NearPeers = HandlersOf<
  "peer.presence" | "peer.trust-network" | "peer.holdings" | "peer.exchange" | "peer.block" | "peer.remove"
>;
type Presence = ResponseOf<"peer.presence">;

export interface ScreenPeersParts {
  readonly changed: (what: Extract<RpcEvent, { readonly event: "changed" }>["what"]) => void;
  readonly exchange: NearPeers["peer.exchange"];
  readonly remove: (installation: string) => void;
  readonly noted: (method: string, request: object) => void;
}

const [depot, owner] = peers;

const presenceBegun: Presence = {
  networks: [
    { id: "192.168.4.0/24 00:1b:21:3a:4c:5d", is_own: false, is_recognised: true, is_trusted: true, name: "enp3s0", range: "192.168.4.0/24" },
    { id: "10.0.0.0/24 wlp2s0 10.0.0.7", is_own: false, is_recognised: false, is_trusted: false, name: "wlp2s0", range: "10.0.0.0/24" },
  ],
  peers: [
    {
      failure: null, heard_at: "192.168.4.20:47600", installation: depot?.installation ?? "", last: { at: "2026-11-22T08:14:31.000000Z", fault: null, received: 3, sent: 1 },
      next_try: null, since: "2026-11-22T08:10:02.000000Z", state: "linked",
    },
    {
      failure: "192.168.4.77:4781 cannot be reached: it does not answer. Check the address, and that the program listens there.", heard_at: null,
      installation: owner?.installation ?? "", last: null, next_try: "2026-11-22T08:19:40.000000Z", since: null, state: "waiting",
    },
  ],
};

const cell = (installation: string, state: "all" | "none" | "some" | "unshared", lacks = 0) => ({ installation, lacks, state });

const holdingRows = [
  { cells: [cell(depot?.installation ?? "", "all"), cell(owner?.installation ?? "", "all")], history: register, records: 31, title: "Nordwind Service ApS" },
  { cells: [cell(depot?.installation ?? "", "some", 42), cell(owner?.installation ?? "", "some", 3)], history: turbine, records: 1317, title: "WTG-07" },
  { cells: [cell(depot?.installation ?? "", "none", 74), cell(owner?.installation ?? "", "unshared")], history: pump, records: 74, title: "P-101 A" },
];

/** The methods of the screen node on peers near by. */
export const screenPeers = ({ changed, exchange, noted, remove }: ScreenPeersParts): NearPeers => {
  let presence = presenceBegun;
  return {
    "peer.presence": async () => success(presence),
    "peer.trust-network": async ({ network, trusted }) => {
      noted("peer.trust-network", { network, trusted });
      presence = { ...presence, networks: presence.networks.map((one) => (one.id === network ? { ...one, is_trusted: trusted } : one)) };
      changed("peers");
      return success({});
    },
    "peer.holdings": async ({ lacking }) => {
      const rows = lacking ? holdingRows.slice(1) : holdingRows;
      return success({ peers: peers.map(({ installation, name }) => ({ installation, name })), rows, total: rows.length });
    },
    "peer.exchange": exchange,
    "peer.block": async ({ blocked, installation }) => {
      noted("peer.block", { blocked, installation });
      const peersNow = presence.peers.map((one) => (one.installation === installation ? { ...one, state: blocked ? ("blocked" as const) : ("waiting" as const) } : one));
      presence = { ...presence, peers: peersNow };
      changed("peers");
      return success({});
    },
    "peer.remove": async ({ installation }) => {
      noted("peer.remove", { installation });
      remove(installation);
      changed("peers");
      return success({});
    },
  };
};
