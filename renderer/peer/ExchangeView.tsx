/** The peers, the bundles below them, and what is held apart. */
import "./peer.css";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { PeerRow } from "../../shared/rpc/rows.ts";
import { Answered } from "../design/Answered.tsx";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { valueOr, type Answer } from "../rpc/answer.ts";
import { peerWords } from "../vocabulary/peer-words.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { witnessWords } from "../vocabulary/witness-words.ts";
import { PeerRowView, type PeerRowProps } from "./PeerRowView.tsx";
import { countText } from "../vocabulary/number-words.ts";

export interface SyncState {
  readonly installation: string;
  readonly done: number;
  readonly of: number | null;
  /** Why the last exchange was refused; null where it was not. */
  readonly refusal: string | null;
}

export interface ExchangeProps extends Pick<PeerRowProps, "exchange" | "share" | "syncing"> {
  readonly peers: Answer<ReadonlyArray<PeerRow>>;
  readonly presence: Answer<ResponseOf<"peer.presence">>;
  readonly quarantine: Answer<ResponseOf<"peer.quarantine">>;
  readonly sync: SyncState | null;
  readonly invite: () => void;
  readonly join: () => void;
  /** Where peers are looked for. */
  readonly networks: ReactNode;
  /** Who has what. */
  readonly holdings: ReactNode;
  /** Import and export by file. */
  readonly bundles: ReactNode;
}

/** Invite and join stand above, as the first things one does. */
export const ExchangeView = (props: ExchangeProps) => (
  <ScreenFrame title={peerWords.title} about={peerWords.about} actions={<Actions {...props} />}>
    <div className="stack">
      <Panel title={peerWords.peers} flush>
        <Answered answer={props.peers} waiting={peerWords.waiting}>
          {(rows) =>
            rows.length === 0 ? <p className="nothing">{peerWords.none}</p> : <PeerList {...props} rows={rows} />
          }
        </Answered>
      </Panel>
      {props.networks}
      {props.holdings}
      <div className="bundles">{props.bundles}</div>
      <Quarantine quarantine={props.quarantine} />
    </div>
  </ScreenFrame>
);

const Actions = ({ invite, join }: ExchangeProps) => (
  <>
    <Button onClick={invite}>{peerWords.invite}</Button>
    <Button variant="default" onClick={join}>
      {peerWords.join}
    </Button>
    <Button variant="default" component={Link} href={addresses.witnesses}>
      {witnessWords.title}
    </Button>
  </>
);

const PeerList = ({ rows, presence, sync, ...row }: ExchangeProps & { readonly rows: ReadonlyArray<PeerRow> }) => (
  <ul className="peers">
    {rows.map((peer) => (
      <PeerRowView
        key={peer.installation}
        {...row}
        peer={peer}
        presence={presenceOf(presence, peer)}
        sync={sync?.installation === peer.installation ? sync : null}
      />
    ))}
  </ul>
);

const presenceOf = (presence: ExchangeProps["presence"], { installation }: PeerRow) =>
  valueOr(presence, null)?.peers.find((row) => row.installation === installation) ?? null;

const Quarantine = ({ quarantine }: Pick<ExchangeProps, "quarantine">) =>
  quarantine.state !== "here" || quarantine.value.length === 0 ? null : (
    <Panel title={peerWords.quarantine.title} flush>
      <p className="nothing">{peerWords.quarantine.about}</p>
      <div className="figures-frame">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{peerWords.quarantine.key}</th>
              <th scope="col">{peerWords.quarantine.from}</th>
              <th scope="col" className="number">
                {peerWords.quarantine.records}
              </th>
            </tr>
          </thead>
          <tbody>
            {quarantine.value.map(({ from, key, records }) => (
              <tr key={`${from} ${key}`}>
                <th scope="row" className="mono">
                  {key.slice(0, shownDigits)}
                </th>
                <td className="mono">{from.slice(0, shownDigits)}</td>
                <td className="number">{countText(records)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );

/** Enough to tell keys apart by eye. */
const shownDigits = 20;
