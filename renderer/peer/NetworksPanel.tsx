/** The networks of this computer: in those that are trusted, peers are looked for and linked with. */
import { Switch } from "@mantine/core";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { peerWords } from "../vocabulary/peer-words.ts";

type NetworkRow = ResponseOf<"peer.presence">["networks"][number];

const words = peerWords.networks;

/** Off until somebody switches a network on. */
export const NetworksPanel = () => {
  const networks = valueOr(useAsk("peer.presence", {}), null)?.networks ?? [];
  const trust = useCommand("peer.trust-network");
  return (
    <Panel title={words.title}>
      <div className="stack">
        <p className="muted">{networks.length === 0 ? words.none : words.about}</p>
        <ul className="networks">
          {networks.map((network) => (
            <li key={network.id}>
              <Switch
                label={nameOf(network)}
                description={network.is_recognised ? null : words.passing}
                aria-label={words.trust(nameOf(network))}
                checked={network.is_trusted}
                disabled={trust.running}
                onChange={({ currentTarget }) =>
                  void trust.run({ network: network.id, trusted: currentTarget.checked })
                }
              />
            </li>
          ))}
        </ul>
        {trust.failure === null ? null : (
          <Notice tone="bad" urgent>
            {trust.failure.message}
          </Notice>
        )}
      </div>
    </Panel>
  );
};

const nameOf = ({ is_own, name, range }: NetworkRow): string => (is_own ? words.own : `${range} (${name})`);
