/** What two peers say to each other while they exchange; frames and ranges travel as bytes besides (section 8). */
import { z } from "zod";
import { canonicalBytes, isObject, parseCanonicalBytes } from "../encoding/canonical-json.ts";
import { helloSchema, proveSchema } from "./hello.ts";
import { joiningPersonSchema } from "./peer-files.ts";
import { witnessAskSchema, witnessReplySchema } from "../witness/witness-message.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

/** Entries of one message: some hundred kilobytes at most. */
export const entriesMax = 2000;

/** The digests of all histories that are shared, in pages; `more` says that another page follows. */
const digestsSchema = z.strictObject({
  digests: z.strictObject({
    histories: z.array(z.tuple([hex64, hex64])).max(entriesMax),
    more: z.boolean(),
    round: count,
  }),
});

/** The tips of one history whose digests differ: writer, seq, id. The answer is `held`, in the order of the tips. */
const tipsSchema = z.strictObject({
  tips: z.strictObject({
    history: hex64,
    more: z.boolean(),
    tips: z.array(z.tuple([hex64, count, hex64])).max(entriesMax),
  }),
});

/** Asks which of some records of a history are held complete. The answer is `held`, in the order of the ids. */
const probeSchema = z.strictObject({
  probe: z.strictObject({
    history: hex64,
    ids: z.array(hex64).min(1).max(entriesMax),
  }),
});

/** One digit for each id that was asked about: 1 is held. `known` is false where nothing of the history is here. */
const heldSchema = z.strictObject({
  held: z.strictObject({
    flags: z
      .string()
      .regex(/^[01]*$/)
      .max(entriesMax),
    known: z.boolean(),
  }),
});

/**
 * Openings of sealed values, each with the record that names it: one that is held already, or comes in the next frames.
 */
const openingsSchema = z.strictObject({
  openings: z.strictObject({
    list: z
      .array(
        z.strictObject({
          opening: z.strictObject({ for: hex64, salt: z.string().regex(/^[0-9a-f]{32}$/), value: z.json() }),
          record: hex64,
        }),
      )
      .max(entriesMax),
  }),
});

/** A note of a checkpoint, or a receipt of a record, as in a bundle. */
const proofSchema = z.strictObject({
  proof: z.union([z.strictObject({ note: z.string() }), z.strictObject({ line: z.string(), proof: z.string() })]),
});

/** All records of a round have been sent. */
const sentSchema = z.strictObject({ sent: z.strictObject({ records: count }) });

/**
 * So many records of the session are durable or set apart; `whole` says that those are all that were sent in this
 * round, `apart` that some of it were not taken: their key is enrolled nowhere, or in doubt.
 */
const ackSchema = z.strictObject({ ack: z.strictObject({ apart: z.boolean(), records: count, whole: z.boolean() }) });

/** Asks for a range of an attachment that a record names. The answer is a range, or `lacking`. */
const wantSchema = z.strictObject({ want: z.strictObject({ offset: count, record: hex64, sha256: hex64 }) });
const lackingSchema = z.strictObject({ lacking: z.strictObject({ sha256: hex64 }) });

/** Nothing more will be asked for. */
const enoughSchema = z.strictObject({ enough: z.strictObject({}) });

/** Sent now and then, so that silence means that the other side is gone. */
const aliveSchema = z.strictObject({ alive: z.strictObject({}) });

/** Ends the exchange with a reason. */
const stopSchema = z.strictObject({
  stop: z.strictObject({
    kind: z.string().max(60),
    message: z.string().max(2000),
  }),
});

/** Asks to be enrolled, with the secret of an invitation. */
const joinSchema = z.strictObject({
  join: z.strictObject({
    next: hex64.exactOptional(),
    people: z.array(joiningPersonSchema).max(100),
    secret: z.string().regex(/^[0-9a-f]{20}$/),
  }),
});

/** The answer: enrolled as this party in these roles, or kept until somebody who may enrol is there. */
const joinedSchema = z.strictObject({
  joined: z.strictObject({
    message: z.string().max(2000),
    party: hex64.nullable(),
    roles: z.array(z.string().max(40)).max(32),
    waits: z.boolean(),
  }),
});

/** How far the journal of a copy of the very same data folder goes: size and Merkle root of what it holds. */
const twinSchema = z.strictObject({ twin: z.strictObject({ root: hex64, size: count }) });

/** What the copy with the longer journal finds: the other one is a beginning of it, or both have gone on apart. */
const apartSchema = z.strictObject({ apart: z.strictObject({ both: z.boolean() }) });

/** Every message by the one member that it has. */
const schemas = {
  ack: ackSchema,
  alive: aliveSchema,
  apart: apartSchema,
  digests: digestsSchema,
  enough: enoughSchema,
  hello: z.strictObject({ hello: helloSchema }),
  held: heldSchema,
  join: joinSchema,
  joined: joinedSchema,
  lacking: lackingSchema,
  openings: openingsSchema,
  probe: probeSchema,
  proof: proofSchema,
  prove: z.strictObject({ prove: proveSchema }),
  sent: sentSchema,
  stop: stopSchema,
  tips: tipsSchema,
  twin: twinSchema,
  want: wantSchema,
  witness_ask: z.strictObject({ witness_ask: witnessAskSchema }),
  witness_reply: z.strictObject({ witness_reply: witnessReplySchema }),
} as const;

export type SyncMessageName = keyof typeof schemas;
export type SyncMessage = { readonly [N in SyncMessageName]: z.infer<(typeof schemas)[N]> }[SyncMessageName];
export type ContentOf<N extends SyncMessageName> = Extract<SyncMessage, { readonly [M in N]: unknown }>[N];
export type JoinRequest = z.infer<typeof joinSchema>["join"];
export type JoinAnswer = z.infer<typeof joinedSchema>["joined"];

export type SyncMessageFailure = Failure & { readonly kind: "peerMessage" };

/** A message as bytes. */
export const syncMessageBytes = (message: SyncMessage): Uint8Array => canonicalBytes(message);

/** Reads a message, or says what is wrong with it. */
export const parseSyncMessage = (bytes: Uint8Array): Outcome<SyncMessage, SyncMessageFailure> => {
  // Canonical, because that bounds the depth as well.
  const json = parseCanonicalBytes(bytes);
  const [name = ""] = json.ok && isObject(json.value) ? Object.keys(json.value) : [];
  if (!json.ok || !isName(name))
    return refuse("peerMessage", "The other side sent something that is no message of this program.");
  const parsed = schemas[name].safeParse(json.value);
  if (parsed.success) return success(parsed.data);
  return refuse("peerMessage", `The other side sent a message "${name}" that is not as it must be.`);
};

const isName = (name: string): name is SyncMessageName => Object.hasOwn(schemas, name);
