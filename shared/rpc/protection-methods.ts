/** Own protection: the copy on a stick or a second disk, and a new computer from it. */
import { z } from "zod";
import { idSchema, verdictSchema } from "./rows.ts";

const empty = z.strictObject({});
const count = z.int().min(0);
const path = z.string().trim().min(1, "name a folder").max(4096);
const pin = z.string().regex(/^[0-9]{6,64}$/, "six digits or more");
const passphrase = z.string().min(12, "twelve characters or more").max(200);

/** How a copy stands; all but `off`, `current`, `waiting` and `copying` need somebody to do something. */
export const protectionStates = [
  "off",
  "current",
  "waiting",
  "copying",
  "missing",
  "other",
  "ahead",
  "full",
  "read-only",
  "failed",
] as const;

export const protectionSummarySchema = z.strictObject({
  /** When the copy was made last. */
  last_copy: z.string().nullable(),
  /** What is wrong and what to do, in a sentence; null where nothing is. */
  message: z.string().nullable(),
  state: z.enum(protectionStates),
  /** Records that are here and not on the copy. */
  waiting: count,
});

const recoveryRowSchema = z.strictObject({
  key: idSchema,
  name: z.string(),
  /** `outdated`: the key got another successor since, so the one on the copy opens nothing any more. */
  state: z.enum(["kept", "none", "outdated"]),
});

export const protectionStateSchema = protectionSummarySchema.extend({
  /** Attachments that records name and that are not on the copy. */
  attachments_missing: count,
  bytes: count,
  copied: count,
  /** The folder of the copy; null where none was chosen. */
  folder: z.string().nullable(),
  openings: z.boolean(),
  recovery: z.array(recoveryRowSchema),
  /** True where the copy lies on the disk that it is to protect from. */
  same_disk: z.boolean(),
  verified: z.strictObject({ at: z.string(), verdict: z.string() }).nullable(),
});

/** What a new computer would get, before anything is made. */
export const copySummarySchema = z.strictObject({
  attachments_missing: count,
  copied: count,
  folder: z.string(),
  installation: idSchema,
  made: z.string().nullable(),
  openings: z.boolean(),
  party: z.string(),
  peers: z.array(
    z.strictObject({ address: z.string().nullable(), last_seen: z.string().nullable(), name: z.string() }),
  ),
  /** Whoever kept a recovery key on it: with the passphrase they go on as the same party. */
  recovery: z.array(z.strictObject({ key: idSchema, name: z.string() })),
});

/** What is known to be missing after a computer was lost. */
export const lossesSchema = z.strictObject({
  /** Attachments that records name and that are nowhere here. */
  attachments: z.array(z.strictObject({ history: idSchema, name: z.string(), sha256: idSchema, title: z.string() })),
  attachments_total: count,
  /** The computer that was lost; null where none is known. */
  former: idSchema.nullable(),
  /** The last record of each of its keys that is here: what it recorded later and nobody has is lost. */
  last_records: z.array(
    z.strictObject({
      at: z.string(),
      history: idSchema,
      id: idSchema,
      key: idSchema,
      title: z.string(),
      writer: z.string(),
    }),
  ),
  /** Records that others stand on and that nobody brought: each was surely recorded, and is not here. */
  missing_records: z.array(z.strictObject({ id: idSchema })),
  missing_total: count,
  /** Records that wait for them. */
  pending: count,
  /** Sealed values whose openings are not here and that no record erased. */
  sealed: count,
  /** In whole sentences, the worst first. */
  sentences: z.array(z.string()),
});

export const protectionMethods = {
  "protection.state": {
    does: "Where this installation is copied to, what is on the copy, what is not, and what is wrong.",
    request: empty,
    response: protectionStateSchema,
  },
  "protection.choose": {
    does: "Copies this installation into a folder on a stick or a second disk from now on: at once, after each record, and whenever the stick comes back.",
    request: z.strictObject({ folder: path, openings: z.boolean().default(true) }),
    response: protectionStateSchema,
  },
  "protection.stop": {
    does: "Copies no more; the copy that there is stays where it is.",
    request: empty,
    response: protectionStateSchema,
  },
  "protection.copy-now": {
    does: "Brings the copy up to date now, and says how it stands.",
    request: empty,
    response: protectionStateSchema,
  },
  "protection.verify": {
    does: "Reads the copy back whole and judges it as anybody would who has nothing else.",
    request: empty,
    response: z.strictObject({ state: protectionStateSchema, verdict: verdictSchema }),
  },
  "protection.keep-recovery": {
    does: "Puts the key that is promised to follow a person's on the copy, sealed by a passphrase: with it a new computer goes on as the same party.",
    request: z.strictObject({ passphrase, person: z.string().min(1).max(200), pin }),
    response: protectionStateSchema,
  },
  "protection.look": {
    does: "Says what a copy holds, before a new computer is begun from it.",
    request: z.strictObject({ folder: path }),
    response: copySummarySchema,
  },
  "protection.restore": {
    does: "Begins this computer from the copy of one that was lost: new keys, every record of the copy, and what is missing by name.",
    request: z.strictObject({
      folder: path,
      /** Null founds a register of its own, where nobody kept a recovery key. */
      party: z.string().min(1).max(200).nullable(),
      person: z.strictObject({ name: z.string().min(1).max(200), pin }),
      recovery: z.strictObject({ key: idSchema, passphrase: z.string().min(1).max(200) }).nullable(),
    }),
    response: z.strictObject({
      attachments: count,
      /** True where the promised key took the place of the lost one, so that the same register goes on. */
      continued: z.boolean(),
      histories: count,
      installation: idSchema,
      losses: lossesSchema,
      records: count,
      register: idSchema,
      seconds: z.string(),
      verdict: z.string(),
    }),
  },
  "protection.take-in": {
    does: "Takes a copy into a data folder that was begun: what is here already stays as it is.",
    request: z.strictObject({ folder: path }),
    response: z.strictObject({ attachments: count, faults: z.array(z.string()), records: count, already: count }),
  },
  "protection.losses": {
    does: "What was lost with a computer, as far as anything here proves it: missing records, attachments, sealed values.",
    request: empty,
    response: lossesSchema,
  },
} as const;

export type ProtectionState = z.infer<typeof protectionStateSchema>;
export type ProtectionSummary = z.infer<typeof protectionSummarySchema>;
export type Losses = z.infer<typeof lossesSchema>;
export type CopySummary = z.infer<typeof copySummarySchema>;
