/** One peer: when it was seen, what it does not have yet, what it may see, and an exchange by one press. */
import { Button, TextInput } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { PeerRow } from "../../shared/rpc/rows.ts";
import { Flag } from "../design/Flag.tsx";
import { Notice } from "../design/Notice.tsx";
import { Share } from "../design/Share.tsx";
import { peerWords } from "../vocabulary/peer-words.ts";
import { PeerMenu } from "./PeerMenu.tsx";
import { PresencePart, type PresenceRow } from "./PresencePart.tsx";

export interface PeerRowProps {
  readonly peer: PeerRow;
  /** What goes on with it; null until that is known. */
  readonly presence: PresenceRow | null;
  /** The exchange with this peer, on its way or refused; null where there is none. */
  readonly sync: { readonly done: number; readonly of: number | null; readonly refusal: string | null } | null;
  /** True while an exchange with any peer is on its way. */
  readonly syncing: boolean;
  /** Without an address over its link, or where it was heard. */
  readonly exchange: (peer: PeerRow, address: string | null) => void;
  readonly share: (peer: PeerRow) => void;
}

/** The address can be typed where it is not known or has changed. */
export const PeerRowView = ({ peer, presence, sync, syncing, exchange, share }: PeerRowProps) => (
  <li className="peer">
    <div className="peer-name">
      <h3>{peer.name}</h3>
      <span className="muted">{peer.roles.join(", ")}</span>
      {peer.state === "invited" ? <Flag>{peerWords.invited}</Flag> : null}
      {peer.unshared === 0 ? (
        <Flag tone="good">{peerWords.allShared}</Flag>
      ) : (
        <Flag tone="warn">{peerWords.unshared(peer.unshared)}</Flag>
      )}
    </div>
    {presence === null ? (
      <div className="peer-presence" />
    ) : (
      <PresencePart presence={presence} lastSeen={peer.last_seen} />
    )}
    <div className="peer-shares">
      <span>{peerWords.maySee(sharesText(peer))}</span>
      <Button variant="default" onClick={() => share(peer)} aria-label={peerWords.shareOf(peer.name)}>
        {peerWords.share}
      </Button>
      <PeerMenu peer={peer} blocked={presence?.state === "blocked"} />
    </div>
    <SyncPart peer={peer} presence={presence} sync={sync} syncing={syncing} exchange={exchange} />
  </li>
);

const sharesText = ({ shares: { histories, attachments, openings } }: PeerRow): string =>
  [
    histories === "all" ? peerWords.all : peerWords.some(histories.length),
    ...(attachments ? [peerWords.withAttachments] : []),
    ...(openings ? [peerWords.withOpenings] : []),
  ].join(", ");

type SyncPartProps = Pick<PeerRowProps, "peer" | "presence" | "sync" | "syncing" | "exchange">;

const SyncPart = ({ peer, presence, sync, syncing, exchange }: SyncPartProps) => {
  const [address, setAddress] = useState(peer.address ?? "");
  const [tried, setTried] = useState(false);
  // Whoever is linked, or was heard, needs no address; one that was typed counts.
  const isNear = presence?.state === "linked" || (presence?.heard_at ?? null) !== null;
  const isFound = isNear && address.trim() === (peer.address ?? "");
  const isRight = isFound || /^\S+:[0-9]{1,5}$/.test(address.trim());
  const start = (): void => {
    setTried(true);
    if (isRight) exchange(peer, isFound ? null : address.trim());
  };
  return (
    <div className="peer-sync">
      <div className="row-of top">
        <TextInput
          className="peer-address"
          aria-label={peerWords.addressOf(peer.name)}
          placeholder={peerWords.address}
          value={address}
          error={tried && !isRight ? peerWords.faults.address : null}
          onChange={({ currentTarget }) => setAddress(currentTarget.value)}
        />
        <Button onClick={start} disabled={syncing} leftSection={<IconRefresh size={16} />}>
          {peerWords.sync}
        </Button>
      </div>
      {syncing && sync !== null ? (
        <Share
          label={peerWords.syncing(peer.name)}
          share={sync.of === null || sync.of === 0 ? null : sync.done / sync.of}
          number={peerWords.progress(sync.done, sync.of)}
        />
      ) : null}
      {sync?.refusal == null ? null : (
        <Notice tone="bad" urgent>
          {sync.refusal}
        </Notice>
      )}
    </div>
  );
};
