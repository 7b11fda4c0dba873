/**
 * What an installation remembers of those it exchanges with: peers, invitations, requests, and what each of them holds.
 */
import { z } from "zod";
import { sealedKinds } from "../privacy/sealed-kind.ts";

/** Single values that were decided on for one peer: more are decided by their kind. */
const decisionsMax = 10_000;
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(200);
const roles = z.array(z.string().max(40)).max(32);
const shares = z.strictObject({
  attachments: z.boolean(),
  histories: z.union([z.literal("all"), z.array(hex64).max(1_000_000)]),
  openings: z.boolean(),
  /** Kinds of sealed values that stay here although openings go along. */
  withheld: z.array(z.enum(sealedKinds)).exactOptional(),
  /** Single values that were disclosed to this peer, or are never given to it. */
  disclosed: z.array(hex64).max(decisionsMax).exactOptional(),
  kept: z.array(hex64).max(decisionsMax).exactOptional(),
});

/** A person who signs on an installation that joins: keys that they had there before, the digest of their next one. */
export const joiningPersonSchema = z.strictObject({
  former: z.array(hex64).max(100).exactOptional(),
  key: hex64,
  name,
  next: hex64.exactOptional(),
});

const peerSchema = z.strictObject({
  /** `host:port` where it was reached last; null for one that only calls. */
  address: z.string().nullable(),
  /** True while nothing is exchanged with it, whoever calls. */
  blocked: z.boolean().exactOptional(),
  /** SHA-256 of the certificate that it must show. */
  certificate: hex64,
  /** Keys that it had before, the oldest first. */
  former: z.array(hex64).max(100).exactOptional(),
  installation: hex64,
  last_seen: z.string().nullable(),
  name,
  /**
   * True when openings are to be sent for records that it holds already: the permission came later than the records.
   */
  owes_openings: z.boolean(),
  party: hex64.nullable(),
  register: hex64,
  roles,
  shares,
  /** `invited` until somebody who may has enrolled it, or us. */
  state: z.enum(["invited", "joined"]),
});

/** An invitation that nobody has used yet; its secret is kept as a digest only. */
const invitationSchema = z.strictObject({ expires: z.string(), name, roles, secret_sha256: hex64, shares });

/** Somebody who showed the secret of an invitation and waits to be enrolled. */
const requestSchema = z.strictObject({
  certificate: hex64,
  /** The keys under which the same machine was known before. */
  former: z.array(hex64).max(100).exactOptional(),
  installation: hex64,
  name,
  /** The digest of the key that may replace the installation's. */
  next: hex64.exactOptional(),
  people: z.array(joiningPersonSchema).max(100),
  register: hex64,
  roles,
  shares,
});

/** `peers.json`. */
export const peerBookSchema = z.strictObject({
  format: z.literal("throughlife/peers"),
  invitations: z.array(invitationSchema),
  peers: z.array(peerSchema),
  /** The port that was listened on last, for the addresses in invitations. */
  port: z.int().nullable(),
  requests: z.array(requestSchema),
  v: z.literal(1),
});

/** `peers/networks.json`: the networks in which the person trusts what is near. */
export const networksSchema = z.strictObject({
  format: z.literal("throughlife/networks"),
  trusted: z.array(z.strictObject({ id: z.string().max(200), name, range: z.string().max(100) })).max(1000),
  v: z.literal(1),
});

/** The tips that a peer holds with everything before them, by history. */
export const heldTipsSchema = z.record(z.string(), z.array(z.string()));

/** An attachment that records name and that is not here, with a record that names it. */
export const wantedSchema = z.strictObject({ record: hex64, sha256: hex64, size: z.int().min(0) });

export type TrustedNetworks = z.infer<typeof networksSchema>;
export type Peer = z.infer<typeof peerSchema>;
export type Invitation = z.infer<typeof invitationSchema>;
export type EnrolmentRequest = z.infer<typeof requestSchema>;
export type PeerBookContents = z.infer<typeof peerBookSchema>;
export type HeldTipsEntries = z.infer<typeof heldTipsSchema>;
