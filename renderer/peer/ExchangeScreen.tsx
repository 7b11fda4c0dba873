/** Peers and bundles: who one exchanges with, and what came or goes by file. */
import { useState } from "react";
import type { PeerRow } from "../../shared/rpc/rows.ts";
import { say } from "../design/said.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useEvents } from "../rpc/use-events.ts";
import { peerWords } from "../vocabulary/peer-words.ts";
import { BundleExport } from "./BundleExport.tsx";
import { BundleImport } from "./BundleImport.tsx";
import { ExchangeView, type SyncState } from "./ExchangeView.tsx";
import { HoldingsPanel } from "./HoldingsPanel.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { JoinDialog } from "./JoinDialog.tsx";
import { NetworksPanel } from "./NetworksPanel.tsx";
import { ShareDialog } from "./ShareDialog.tsx";

type Over = "invite" | "join" | PeerRow | null;

/** One exchange at a time; its progress stands beside the peer. */
export const ExchangeScreen = () => {
  const peers = useAsk("peer.list", {});
  const presence = useAsk("peer.presence", {});
  const quarantine = useAsk("peer.quarantine", {});
  const sync = useCommand("peer.sync");
  const overLink = useCommand("peer.exchange");
  const [over, setOver] = useState<Over>(null);
  const [state, setState] = useState<SyncState | null>(null);
  useEvents((event) => {
    if (event.event === "progress" && (sync.running || overLink.running))
      setState((before) => before && { ...before, done: event.done, of: event.of });
  });
  const exchange = async (peer: PeerRow, address: string | null): Promise<void> => {
    const begun: SyncState = { installation: peer.installation, done: 0, of: null, refusal: null };
    setState(begun);
    const { installation } = peer;
    const outcome = address === null ? await overLink.run({ installation }) : await sync.run({ address });
    if (outcome === null) return;
    if (!outcome.ok) return setState({ ...begun, refusal: outcome.failure.message });
    setState(null);
    say(peerWords.synced(outcome.value.peer, outcome.value.received.records, outcome.value.sent.records));
  };
  const close = (): void => setOver(null);
  return (
    <>
      <ExchangeView
        peers={peers}
        presence={presence}
        quarantine={quarantine}
        sync={state}
        syncing={sync.running || overLink.running}
        exchange={(peer, address) => void exchange(peer, address)}
        share={setOver}
        invite={() => setOver("invite")}
        join={() => setOver("join")}
        networks={<NetworksPanel />}
        holdings={<HoldingsPanel />}
        bundles={
          <>
            <BundleImport />
            <BundleExport />
          </>
        }
      />
      <InviteDialog opened={over === "invite"} close={close} />
      <JoinDialog opened={over === "join"} close={close} />
      <ShareDialog peer={typeof over === "object" ? over : null} close={close} />
    </>
  );
};
