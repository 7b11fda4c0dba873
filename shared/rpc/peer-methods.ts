/**
 * Methods on peers near by: who is here, who has what, which networks are trusted, and whom nothing is exchanged with.
 */
import { z } from "zod";
import { idSchema, importSummarySchema } from "./rows.ts";

const empty = z.strictObject({});
const count = z.int().min(0);

/** A network that this computer is in. */
const networkRowSchema = z.strictObject({
  id: z.string(),
  /** True for the network inside of this computer. */
  is_own: z.boolean(),
  /** False where trust ends with the program, because nothing tells this network from another one. */
  is_recognised: z.boolean(),
  is_trusted: z.boolean(),
  /** What the system calls the interface. */
  name: z.string(),
  range: z.string(),
});

/** What goes on with a peer now. */
const presenceRowSchema = z.strictObject({
  /** Why the last try failed, a sentence. */
  failure: z.string().nullable(),
  /** Where it was heard in this network a short time ago. */
  heard_at: z.string().nullable(),
  installation: idSchema,
  /** The last exchange since the program was started. */
  last: z.strictObject({ at: z.string(), fault: z.string().nullable(), received: count, sent: count }).nullable(),
  next_try: z.string().nullable(),
  /** Since when it is linked. */
  since: z.string().nullable(),
  state: z.enum(["away", "blocked", "calling", "linked", "off", "waiting"]),
});

/** What a peer holds of a history. */
const holdingSchema = z.strictObject({
  installation: idSchema,
  lacks: count,
  state: z.enum(["all", "none", "some", "unshared"]),
});

export const peerMethods = {
  "peer.presence": {
    does: "Which networks this computer is in, and what goes on with each peer: linked, called, waiting for the next try.",
    request: empty,
    response: z.strictObject({ networks: z.array(networkRowSchema), peers: z.array(presenceRowSchema) }),
  },
  "peer.trust-network": {
    does: "Trusts a network: peers are looked for in it by announces that only they can read, and linked with. Or trusts it no more.",
    request: z.strictObject({ network: z.string().min(1).max(300), trusted: z.boolean() }),
    response: empty,
  },
  "peer.holdings": {
    does: "Who has what: histories by peers, as far as each peer told when it was met last. With `lacking` only those of which somebody lacks something.",
    request: z.strictObject({
      lacking: z.boolean().default(false),
      limit: z.int().min(1).max(200).default(50),
      offset: count.default(0),
      search: z.string().max(200).default(""),
    }),
    response: z.strictObject({
      peers: z.array(z.strictObject({ installation: idSchema, name: z.string() })),
      rows: z.array(
        z.strictObject({ cells: z.array(holdingSchema), history: idSchema, records: count, title: z.string() }),
      ),
      total: count,
    }),
  },
  "peer.exchange": {
    does: "Exchanges with a peer now, over its link or wherever it was heard or reached last.",
    request: z.strictObject({ installation: idSchema }),
    response: z.strictObject({
      peer: z.string(),
      received: importSummarySchema,
      sent: z.strictObject({ attachments: count, openings: count, records: count }),
    }),
  },
  "peer.block": {
    does: "Exchanges nothing with a peer any more, or again. What it has stays with it.",
    request: z.strictObject({ blocked: z.boolean(), installation: idSchema }),
    response: empty,
  },
  "peer.remove": {
    does: "Forgets a peer: it must join again with a code. Its records stay, and its keys stay enrolled until they are revoked.",
    request: z.strictObject({ installation: idSchema }),
    response: empty,
  },
} as const;
