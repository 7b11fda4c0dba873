/**
 * Inviting and joining: a code is made once, shown once, and turned into an enrolment (record-format.md, section 5).
 */
import { bytesOfHex } from "../../shared/encoding/hex.ts";
import type { Instant } from "../../shared/clock/instant.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Hello } from "../../shared/sync/hello.ts";
import { joinCodeText, pinBytes, secretBytes } from "../../shared/sync/join-code.ts";
import type { EnrolmentRequest, Invitation, Peer, PeerBookContents } from "../../shared/sync/peer-files.ts";
import type { Shares } from "../../shared/sync/shared-histories.ts";
import type { JoinAnswer, JoinRequest } from "../../shared/sync/sync-message.ts";
import { nodeDigestHex } from "../signature/node-digest.ts";
import type { PeerBook } from "./peer-book.ts";

/** A person who signs on an installation that joins. */
export interface JoiningPerson {
  readonly key: string;
  readonly name: string;
  /** Keys that they had there before. */
  readonly former?: ReadonlyArray<string>;
  /** The digest of the key that may replace theirs. */
  readonly next?: string;
}

/** Who is to be enrolled in the register of this installation: an organisation, its installation, its people. */
export interface EnrolmentWish {
  readonly name: string;
  readonly installation: string;
  /** The keys that the same machine had before, as far as it was known here under them; the oldest first. */
  readonly former: ReadonlyArray<string>;
  /** The digest of the key that may replace the installation's. */
  readonly next: string | null;
  readonly people: ReadonlyArray<JoiningPerson>;
  readonly roles: ReadonlyArray<string>;
}

/**
 * Writes the enrolment under a validator's key and answers with the party's id. The failure `validatorLocked` says that
 * nobody who may enrol is there now: the request is kept.
 */
export type Enrol = (wish: EnrolmentWish) => Promise<Outcome<{ readonly party: string }>>;

export interface InvitationWish {
  readonly name: string;
  readonly roles: ReadonlyArray<string>;
  readonly shares: Shares;
  readonly addresses: ReadonlyArray<string>;
  /** SHA-256 of this installation's certificate. */
  readonly pin: string;
  readonly expires: Instant;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Hours for which a code is good: time to drive there, not time to be found in an old mail. */
export const invitationHours = 24;

/** Makes a code and keeps the digest of its secret. Expired invitations go on the occasion. */
export const makeInvitation = async (book: PeerBook, wish: InvitationWish, now: Instant): Promise<Outcome<string>> => {
  const secret = wish.randomBytes(secretBytes);
  const { expires, name, roles, shares } = wish;
  const invitation: Invitation = {
    expires,
    name,
    roles: [...roles],
    secret_sha256: nodeDigestHex(secret),
    shares: copyOf(shares),
  };
  const kept = await book.change((before) => ({
    ...before,
    invitations: [...openInvitations(before, now), invitation],
  }));
  if (!kept.ok) return kept;
  const pin = (bytesOfHex(wish.pin) ?? new Uint8Array(0)).subarray(0, pinBytes);
  return success(joinCodeText({ addresses: wish.addresses, pin, secret }));
};

/** Invitations that somebody may still use. */
export const openInvitations = ({ invitations }: PeerBookContents, now: Instant): ReadonlyArray<Invitation> =>
  invitations.filter(({ expires }) => expires > now);

export interface Joiner {
  readonly hello: Hello;
  readonly certificate: string;
  readonly request: JoinRequest;
}

/**
 * Answers a request to join: the invitation is used up and the request kept before anybody is enrolled, so that a power
 * cut in between loses neither. Asked again by the same installation, a request that waits is tried again.
 */
export const answerJoin = async (
  book: PeerBook,
  joiner: Joiner,
  enrol: Enrol,
  now: Instant,
): Promise<Outcome<JoinAnswer>> => {
  const { installation } = joiner.hello;
  const secret = nodeDigestHex(bytesOfHex(joiner.request.secret) ?? new Uint8Array(0));
  const invitation = openInvitations(book.now(), now).find(({ secret_sha256 }) => secret_sha256 === secret);
  if (invitation !== undefined) {
    const kept = await book.change((before) => withRequest(before, invitation, joiner));
    if (!kept.ok) return kept;
  }
  const known = book
    .now()
    .peers.find((peer) => peer.installation === installation && peer.certificate === joiner.certificate);
  if (known !== undefined && invitation === undefined) return success(joinedAs(known));
  const waiting = book
    .now()
    .requests.find((request) => request.installation === installation && request.certificate === joiner.certificate);
  return waiting === undefined ? unknownSecret : grantRequest(book, waiting, enrol);
};

/** Enrols who asked, and makes a peer of it. While nobody may enrol, the request stays. */
export const grantRequest = async (
  book: PeerBook,
  request: EnrolmentRequest,
  enrol: Enrol,
): Promise<Outcome<JoinAnswer>> => {
  const { certificate, former = [], installation, name, next = null, people, register, roles, shares } = request;
  const enrolled = await enrol({ former, installation, name, next, people, roles });
  if (!enrolled.ok) {
    return enrolled.failure.kind === "validatorLocked" ? success(waitsFor(request, enrolled.failure)) : enrolled;
  }
  const peer: Peer = {
    address: null,
    certificate,
    ...(former.length === 0 ? {} : { former }),
    installation,
    last_seen: null,
    name,
    owes_openings: false,
    party: enrolled.value.party,
    register,
    roles,
    shares,
    state: "joined",
  };
  const kept = await book.change((before) => ({
    ...before,
    // One that has new keys is the same machine: it shows the same certificate.
    peers: [
      ...before.peers.filter((other) => other.installation !== installation && other.certificate !== certificate),
      peer,
    ],
    requests: before.requests.filter((other) => other.installation !== installation),
  }));
  return kept.ok ? success(joinedAs(peer)) : kept;
};

const withRequest = (
  book: PeerBookContents,
  used: Invitation,
  { certificate, hello, request }: Joiner,
): PeerBookContents => ({
  ...book,
  invitations: book.invitations.filter(({ secret_sha256 }) => secret_sha256 !== used.secret_sha256),
  requests: [
    ...book.requests.filter(({ installation }) => installation !== hello.installation),
    {
      certificate,
      ...formerOf(book, certificate, hello.installation),
      installation: hello.installation,
      name: hello.name,
      ...(request.next === undefined ? {} : { next: request.next }),
      people: request.people,
      register: hello.register,
      roles: used.roles,
      shares: used.shares,
    },
  ],
});

const formerOf = ({ peers }: PeerBookContents, certificate: string, installation: string) => {
  const known = peers.find((peer) => peer.certificate === certificate);
  const keys = known === undefined ? [] : [...(known.former ?? []), known.installation];
  const former = keys.filter((key) => key !== installation);
  return former.length === 0 ? {} : { former };
};

const joinedAs = ({ party, roles }: Peer): JoinAnswer => ({ message: "", party, roles, waits: false });

const waitsFor = ({ roles }: EnrolmentRequest, { message }: Failure): JoinAnswer => ({
  message,
  party: null,
  roles,
  waits: true,
});

const copyOf = ({ attachments, histories, openings }: Shares): Invitation["shares"] => ({
  attachments,
  histories: histories === "all" ? "all" : [...histories],
  openings,
});

const unknownSecret = refuse(
  "invitationUnknown",
  "The code is not known here: it was used already, it has expired, or it was made by another installation. Ask for a new one.",
);
