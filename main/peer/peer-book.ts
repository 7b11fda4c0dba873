/**
 * Whom this installation exchanges with: pins, keys, what each may see, open invitations and requests. Kept in
 * `peers.json`.
 */
import { parseRecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { peerBookSchema, type Peer, type PeerBookContents } from "../../shared/sync/peer-files.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import type { Unreadable } from "../disk/read-bounded.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

export type PeerBookFailure = DiskFailure | Unreadable | (Failure & { readonly kind: "peersDamaged" | "tooManyPeers" });

/** Peers of one installation; beyond it somebody floods it with joins. */
export const peersMax = 1000;
/** Invitations and requests that may be open at the same time. */
export const openInvitationsMax = 100;

/** The book, changed as a whole and durably. */
export interface PeerBook {
  readonly now: () => PeerBookContents;
  /** Makes a change durable; of changes at the same time each sees the one before. */
  readonly change: (edit: (book: PeerBookContents) => PeerBookContents) => Promise<Outcome<null, PeerBookFailure>>;
}

/** Opens the book of a data folder; one that was never written is empty. */
export const openPeerBook = async (files: DiskFiles, path: string): Promise<Outcome<PeerBook, PeerBookFailure>> => {
  const read = await readJsonFile(files, path, peerBookSchema, bookBytesMax);
  if (!read.ok) return read;
  if (read.value.kind === "damaged") {
    return refuse(
      "peersDamaged",
      `${path} is damaged. Move it away, and join the other companies again; no record is lost by that.`,
    );
  }
  return success(peerBook(files, path, read.value.kind === "value" ? read.value.value : emptyBook));
};

/** Puts a peer into the book, in place of the one of the same installation. */
export const withPeer = (book: PeerBookContents, peer: Peer): PeerBookContents => ({
  ...book,
  peers: [...book.peers.filter(({ installation }) => installation !== peer.installation), peer],
});

/** Changes the peer of an installation, if it is there. */
export const editPeer = (
  book: PeerBookContents,
  installation: string,
  edit: (peer: Peer) => Peer,
): PeerBookContents => ({
  ...book,
  peers: book.peers.map((peer) => (peer.installation === installation ? edit(peer) : peer)),
});

/** The register of a peer as an id. */
export const registerOf = ({ register }: Pick<Peer, "register">) => parseRecordId(register);

const bookBytesMax = 128 * 1024 * 1024;

const emptyBook: PeerBookContents = {
  format: "throughlife/peers",
  invitations: [],
  peers: [],
  port: null,
  requests: [],
  v: 1,
};

const peerBook = (files: DiskFiles, path: string, opened: PeerBookContents): PeerBook => {
  let book = opened;
  let before: Promise<unknown> = Promise.resolve();
  const write = async (edit: (book: PeerBookContents) => PeerBookContents): Promise<Outcome<null, PeerBookFailure>> => {
    const next = edit(book);
    const open = Math.max(next.requests.length, next.invitations.length);
    if (next.peers.length > peersMax || open > openInvitationsMax) {
      return refuse(
        "tooManyPeers",
        "There are too many peers, invitations or requests. Remove some that are not used any more.",
      );
    }
    const written = await writeJsonFile(files, path, next, 0o600);
    if (!written.ok) return written;
    book = next;
    return success(null);
  };
  return {
    now: () => book,
    change: (edit) => {
      const changed = before.then(() => write(edit));
      before = changed.catch(() => undefined);
      return changed;
    },
  };
};
