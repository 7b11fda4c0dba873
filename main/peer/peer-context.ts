/** What calls and the listener share: the book, the store and all that an exchange needs. */
import type { Instant } from "../../shared/clock/instant.ts";
import type { Opening } from "../../shared/ledger/bundle.ts";
import type { History, HistoryOutline } from "../../shared/ledger/history.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import type { Failure, Outcome } from "../../shared/outcome/outcome.ts";
import type { BackOff } from "../../shared/sync/back-off.ts";
import type { Peer } from "../../shared/sync/peer-files.ts";
import { sharedOutlines } from "../../shared/sync/shared-histories.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import type { HistoryStore } from "../recorder/history-store.ts";
import type { FrameChecker } from "../signature/frame-checker.ts";
import type { Signer } from "../signature/signer.ts";
import type { AttachmentPort } from "../bundle/attachment-port.ts";
import type { Condition } from "./condition.ts";
import type { OwnSide } from "./handshake.ts";
import type { HeldTips } from "./held-tips.ts";
import type { Enrol, JoiningPerson } from "./invitation.ts";
import type { OwnKeys } from "./intake.ts";
import type { IntakeQuota, QuotaLimits } from "./intake-quota.ts";
import { linkLimits, type LinkLimits } from "./message-link.ts";
import type { NetworkSource } from "./networks.ts";
import { registerOf, type PeerBook } from "./peer-book.ts";
import type { Quarantine } from "./quarantine.ts";
import type { SessionParts, SessionReport, WitnessTalk } from "./sync-session.ts";
import type { LinkIdentity } from "./tls-link.ts";
import type { TwinParts } from "./twin.ts";
import type { WantedAttachments } from "./wanted-attachments.ts";

/** What the exchange is made of; known before a register is. */
export interface PeerParts {
  readonly files: DiskFiles;
  /** The data folder. */
  readonly folder: string;
  readonly store: HistoryStore;
  readonly attachments: AttachmentPort;
  /** The opening of a sealed value that is here. */
  readonly opening: (sealed: string) => Promise<Opening | null>;
  readonly identity: LinkIdentity;
  /** The installation's own key. */
  readonly signer: Signer;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly limits?: PeerLimits;
  /** Where the networks of this machine are read from; a test has its own. */
  readonly networks?: NetworkSource;
  /** The port of announces in trusted networks; without it nobody is looked for. */
  readonly discoveryPort?: number;
  readonly backOff?: BackOff;
  /** Bytes that are free where the data folder is; without it the disk is written until it is full. */
  readonly freeBytes?: () => Promise<number | null>;
  readonly quota?: QuotaLimits;
}

/** What becomes known once the data folder is open. */
export interface PeerWiring {
  /** This installation's own register, and what its company calls itself there. */
  readonly register: HistoryId;
  readonly name: () => string;
  /** Everybody who signs here, for a register that this installation joins. */
  readonly people: () => ReadonlyArray<JoiningPerson>;
  /** The digest of the key that may replace this installation's. */
  readonly next?: () => string | null;
  readonly checker: FrameChecker;
  /** The keys that sign here: records of theirs that only others have are a sign of a restored folder. */
  readonly own?: OwnKeys;
  /** What is said when a copy of this very data folder answers or calls. */
  readonly twin?: TwinParts;
  readonly enrol: Enrol;
  /** Called before records leave: the mark outside of the data folder is brought up to date. */
  readonly secure: () => Promise<Outcome<unknown>>;
  readonly proofs?: NonNullable<SessionParts["proofs"]>;
  /** What is asked of a peer as a log and as a witness after an exchange, and what it is answered. */
  readonly witness?: (peer: Peer) => WitnessTalk;
  /** Called with records that somebody else now holds durably. */
  readonly onShared?: (records: ReadonlyArray<RecordId>) => void;
  /** Called when something about peers has changed. */
  readonly onChanged?: () => void;
  readonly onProgress?: (progress: PeerProgress) => void;
  /** Called when an exchange has ended, whoever called. */
  readonly onExchanged?: (exchange: PeerExchanged) => void;
}

/** What an exchange brought, and why it ended early where it did. */
export interface PeerExchanged extends Pick<SessionReport, "fault" | "received" | "sent"> {
  readonly name: string;
  /** True for what was exchanged over a kept link when something had changed: it happens at any time. */
  readonly isNews: boolean;
}

/** Histories of which something is new here; "all" where that is not known, or more may be seen than before. */
export type Changed = ReadonlySet<HistoryId> | "all";

/** What others of this process may do with a kept link. */
export interface KeptLink {
  /** Where the peer was reached; null when it called. */
  readonly address: string | null;
  readonly since: Instant;
  /** Exchanges what has changed; several changes within a moment go together. */
  readonly tell: (changed: Changed) => void;
  /** The same for what came from other peers: it is passed on a little later. */
  readonly relay: (changed: ReadonlySet<HistoryId>) => void;
  /** Exchanges everything now. */
  readonly exchange: () => Promise<Outcome<SessionReport>>;
  /** Hangs up, between two exchanges at the latest. */
  readonly end: () => void;
}

/** When an exchange ended, what it brought, and why it ended early where it did. */
export interface LastExchange {
  readonly at: Instant;
  readonly fault: Failure | null;
  readonly received: number;
  readonly sent: number;
}

export interface PeerProgress {
  readonly peer: string;
  readonly received: number;
  readonly sent: number;
  readonly toSend: number;
}

/** Bounds of the listener. */
export interface PeerLimits {
  readonly link: LinkLimits;
  /** For the TLS handshake, and again for the hellos. */
  readonly handshakeMs: number;
  /** Connections at the same time; of those that have not proved who they are yet. */
  readonly connectionsMax: number;
  readonly strangersMax: number;
}

export const peerLimits: PeerLimits = { link: linkLimits, handshakeMs: 15_000, connectionsMax: 64, strangersMax: 16 };

export interface PeerContext {
  readonly parts: PeerParts;
  readonly wiring: PeerWiring;
  readonly limits: PeerLimits;
  readonly book: PeerBook;
  readonly held: HeldTips;
  readonly wanted: WantedAttachments;
  readonly quarantine: Quarantine;
  /** Installations that an exchange is running with; `turn` says when one has ended. */
  readonly busy: Set<string>;
  /** Those of them that were called from here. */
  readonly calling: Set<string>;
  readonly turn: Condition;
  readonly quota: IntakeQuota;
  /** The last exchange with each peer since the folder was opened. */
  readonly met: Map<string, LastExchange>;
  /** Links that stay, by the installation on the other side. */
  readonly links: Map<string, KeptLink>;
  /** Called when it has become known what a peer holds. */
  readonly learnt: (histories: Iterable<HistoryId>) => void;
}

/** Who this installation is. */
export const ownSide = ({ parts, wiring }: PeerContext): OwnSide => ({
  hello: { name: wiring.name(), register: wiring.register },
  signer: parts.signer,
});

/**
 * The histories to exchange with a peer: those that are shared with it, and those of its own register, which are its
 * own as much as ours: what we wrote into them goes back to it.
 */
export const historiesFor = (context: Pick<PeerContext, "parts">, peer: Peer): ReadonlyArray<History> =>
  outlinesFor(context, peer).flatMap(({ id }) => context.parts.store.ledger.history(id) ?? []);

/** What is known of them without looking at their records. */
export const outlinesFor = (
  { parts: { store } }: Pick<PeerContext, "parts">,
  peer: Peer,
): ReadonlyArray<HistoryOutline> => {
  const { ledger } = store;
  const { histories } = peer.shares;
  if (histories === "all") return sharedOutlines(ledger, peer.shares);
  const register = registerOf(peer);
  const theirs = [...ledger.histories.outlines()]
    .filter(({ foundsUnder }) => foundsUnder === register)
    .map(({ id }) => id);
  return sharedOutlines(ledger, { histories: [...histories, ...theirs] });
};

export const refusalBusy = (peer: string): string =>
  `An exchange with ${peer} is running already. Wait until it has ended.`;

export const refusalBlocked = (peer: string): string =>
  `${peer} is blocked here, so nothing is exchanged with it. Unblock it first, if it is to be exchanged with again.`;
