/** One peer: when it was seen, what it does not have yet, what it may see, and an exchange by one press. */
import { Button, TextInput } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { PeerRow } from "../../shared/rpc/rows.ts";
import { Flag } from "../design/Flag.tsx";
import { Notice } from "../design/Notice.tsx";
import { Share } from "../design/Share.tsx";
import { peerWords } from "../vocabulary/peer-words.ts";
import { exactText, timeText } from "../vocabulary/time-words.ts";

export interface PeerRowProps {
  readonly peer: PeerRow;
  /** The exchange with this peer, on its way or refused; null where there is none. */
  readonly sync: { readonly done: number; readonly of: number | null; readonly refusal: string | null } | null;
  /** True while an exchange with any peer is on its way. */
  readonly syncing: boolean;
  readonly exchange: (peer: PeerRow, address: string) => void;
  readonly share: (peer: PeerRow) => void;
}

/** The address can be typed where it is not known or has changed. */
export const PeerRowView = ({ peer, sync, syncing, exchange, share }: PeerRowProps) => (
  <li className="peer">
    <div className="peer-name">
      <h3>{peer.name}</h3>
      <span className="muted">{peer.roles.join(", ")}</span>
      {peer.state === "invited" ? <Flag>{peerWords.invited}</Flag> : null}
    </div>
    <div className="peer-seen">
      {peer.unshared === 0 ? (
        <Flag tone="good">{peerWords.allShared}</Flag>
      ) : (
        <Flag tone="warn">{peerWords.unshared(peer.unshared)}</Flag>
      )}
      <span className="muted" {...(peer.last_seen === null ? {} : { title: exactText(peer.last_seen) })}>
        {peer.last_seen === null ? peerWords.never : peerWords.lastSeen(timeText(peer.last_seen))}
      </span>
    </div>
    <div className="peer-shares">
      <span>{peerWords.maySee(sharesText(peer))}</span>
      <Button variant="default" onClick={() => share(peer)} aria-label={peerWords.shareOf(peer.name)}>
        {peerWords.share}
      </Button>
    </div>
    <SyncPart peer={peer} sync={sync} syncing={syncing} exchange={exchange} />
  </li>
);

const sharesText = ({ shares: { histories, attachments, openings } }: PeerRow): string =>
  [
    histories === "all" ? peerWords.all : peerWords.some(histories.length),
    ...(attachments ? [peerWords.withAttachments] : []),
    ...(openings ? [peerWords.withOpenings] : []),
  ].join(", ");

type SyncPartProps = Pick<PeerRowProps, "peer" | "sync" | "syncing" | "exchange">;

const SyncPart = ({ peer, sync, syncing, exchange }: SyncPartProps) => {
  const [address, setAddress] = useState(peer.address ?? "");
  const [tried, setTried] = useState(false);
  const isRight = /^\S+:[0-9]{1,5}$/.test(address.trim());
  const start = (): void => {
    setTried(true);
    if (isRight) exchange(peer, address.trim());
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
