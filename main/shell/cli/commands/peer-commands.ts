/**
 * Commands on peers near by: who is here, who has what, which networks are trusted, and whom nothing is exchanged with.
 */
import { refuse, success, type Outcome } from "../../../../shared/outcome/outcome.ts";
import type { ResponseOf } from "../../../../shared/rpc/methods.ts";
import type { CommandNode } from "../../local/local-client.ts";
import { flag, textOption, usageKind, word, type Command, type CommandCall } from "../command.ts";
import { withNode } from "../with-node.ts";

const networks: Command = {
  name: "peer networks",
  usage: "[--trust ID | --distrust ID]",
  does: "The networks of this computer; in those that are trusted, peers are looked for and linked with.",
  options: { distrust: { type: "string" }, trust: { type: "string" } },
  positionals: [0, 0],
  run: (call) =>
    withNode(call, async (node) => {
      const [trust, distrust] = [textOption(call, "trust"), textOption(call, "distrust")];
      const network = trust ?? distrust;
      const changed =
        network === undefined
          ? success({})
          : await node.call("peer.trust-network", { network, trusted: trust !== undefined });
      if (!changed.ok) return changed;
      const presence = await node.call("peer.presence", {});
      if (!presence.ok) return presence;
      return success({ json: { networks: presence.value.networks }, lines: presence.value.networks.map(networkLine) });
    }),
};

const networkLine = ({
  id,
  is_recognised,
  is_trusted,
  name,
}: ResponseOf<"peer.presence">["networks"][number]): string =>
  `${is_trusted ? "trusted    " : "not trusted"}  ${id}  (${name}${is_recognised ? "" : "; not recognised again after a restart"})`;

const who: Command = {
  name: "peer who",
  usage: "[--lacking] [--search TEXT]",
  does: "Who has what: histories by peers, as far as each peer told when it was met last.",
  options: { lacking: { type: "boolean" }, search: { type: "string" } },
  positionals: [0, 0],
  run: (call) =>
    withNode(call, async (node) => {
      const wish = { lacking: flag(call, "lacking"), limit: 200, search: textOption(call, "search") ?? "" };
      const held = await node.call("peer.holdings", wish);
      if (!held.ok) return held;
      const { peers, rows, total } = held.value;
      const lines = rows.map(
        ({ cells, title }) =>
          `${title}: ${cells.map((cell, column) => `${peers[column]?.name ?? ""} ${cellText(cell)}`).join(", ")}`,
      );
      const more = total > rows.length ? [`and ${total - rows.length} more`] : [];
      return success({ json: held.value, lines: [...lines, ...more] });
    }),
};

const cellText = ({ lacks, state }: ResponseOf<"peer.holdings">["rows"][number]["cells"][number]): string => {
  if (state === "all") return "has all";
  if (state === "some") return `lacks ${lacks}`;
  return state === "none" ? "has none" : "may not see it";
};

const block: Command = {
  name: "peer block",
  usage: "PEER [--undo]",
  does: "Exchanges nothing with a peer any more, whoever calls; --undo exchanges again. PEER is a name or an installation.",
  options: { undo: { type: "boolean" } },
  positionals: [1, 1],
  run: (call) =>
    onPeer(call, (node, installation) => node.call("peer.block", { blocked: !flag(call, "undo"), installation })),
};

const remove: Command = {
  name: "peer remove",
  usage: "PEER",
  does: "Forgets a peer: it must join again with a code. Its records stay, and its keys stay enrolled until revoked.",
  positionals: [1, 1],
  run: (call) => onPeer(call, (node, installation) => node.call("peer.remove", { installation })),
};

/** The commands of this file. */
export const peerCommands: ReadonlyArray<Command> = [networks, who, block, remove];

const onPeer = (
  call: CommandCall,
  act: (node: CommandNode, installation: string) => Promise<Outcome<unknown>>,
): ReturnType<Command["run"]> =>
  withNode(call, async (node) => {
    const peers = await node.call("peer.list", {});
    if (!peers.ok) return peers;
    const wanted = word(call, 0);
    const found = peers.value.filter(({ installation, name }) => name === wanted || installation.startsWith(wanted));
    const [peer, ...others] = found;
    if (peer === undefined || others.length > 0) {
      const names = peers.value.map(({ installation, name }) => `${name} (${installation.slice(0, 12)})`).join(", ");
      return refuse(usageKind, `"${wanted}" names ${found.length} peers. There are: ${names === "" ? "none" : names}.`);
    }
    const done = await act(node, peer.installation);
    return done.ok ? success({ json: { installation: peer.installation }, lines: [`${peer.name}: done.`] }) : done;
  });
