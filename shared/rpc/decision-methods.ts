/** What people decide: endorsements, conflicts, equivocations, disputes, and why a record stands as it does. */
import { z } from "zod";
import { idSchema, timelineEntrySchema, writerSchema } from "./rows.ts";

const count = z.int().min(0);
const historyName = z.string().min(1).max(200);
const recorded = z.strictObject({ history: idSchema, id: idSchema, standing: z.string() });
const actor = writerSchema.pick({ name: true, organisation: true, party: true });

/** A rule that a verdict follows: which, in which version, and who put it into force by which record. */
export const ruleRowSchema = z.strictObject({
  by: actor.nullable(),
  name: z.string(),
  record: idSchema.nullable(),
  version: z.string(),
});

/** How far the quorum of a record is. */
export const quorumRowSchema = z.strictObject({
  /** Those who stand behind it: its writer, then those who endorsed it; `counts` is false for whom no group admits. */
  behind: z.array(actor.extend({ counts: z.boolean(), record: idSchema, role: z.string().nullable() })),
  groups: z.array(z.strictObject({ found: count, group: z.string(), members: z.array(z.string()), needed: count })),
  /** Parties whose endorsement would bring it further, with the roles in which they would give it. */
  may: z.array(actor.extend({ roles: z.array(z.string()) })),
  /** The rules that ask for it. */
  rules: z.array(ruleRowSchema),
});

/** A record that somebody decides about, in its history. */
const decidedSchema = z.strictObject({ entry: timelineEntrySchema, history: idSchema, title: z.string() });

/** What whoever is signed in can do about a record: the roles in which an endorsement would count, or why none. */
const ownSchema = z.strictObject({ roles: z.array(z.string()), why: z.string().nullable() });

export const endorsementRowSchema = decidedSchema.extend({ own: ownSchema, quorum: quorumRowSchema });

/** A field with several values; each with the record that gives it. */
export const conflictRowSchema = z.strictObject({
  field: z.string(),
  history: idSchema,
  /** True where one record sets the field anew; otherwise the way out is another screen. */
  resolvable: z.boolean(),
  title: z.string(),
  values: z.array(z.strictObject({ entry: timelineEntrySchema, text: z.string() })),
});

/** A correction: what it takes back, and what stands in its place. */
export const correctionRowSchema = decidedSchema.extend({
  reason: z.string(),
  replacement: timelineEntrySchema.nullable(),
  target: timelineEntrySchema,
});

/** Two records of one key with one `seq`, and what is in doubt by them. */
export const equivocationRowSchema = z.strictObject({
  /** Records of the key in this history that are disputed now. */
  disputed: count,
  history: idSchema,
  /** True when it is a key of this installation: the data folder was restored or copied. */
  own: z.boolean(),
  records: z.array(timelineEntrySchema).length(2),
  seq: count,
  title: z.string(),
  writer: writerSchema,
});

/** The bytes that a method gives away: at a path, or under a handle. */
const madeFile = z.strictObject({
  bytes: count,
  download: z.string().nullable(),
  path: z.string().nullable(),
  sha256: idSchema,
});

export const decisionMethods = {
  "decision.count": {
    does: "How much waits for whoever is signed in: endorsements they may give, conflicts, seals to confirm.",
    request: z.strictObject({}),
    response: z.strictObject({ conflicts: count, endorsements: count, seals: count, waiting: count }),
  },
  "decision.endorsements": {
    does: "Records that wait for a quorum, newest first: who stands behind each, who may, what is still wanted.",
    request: z.strictObject({}),
    response: z.strictObject({ rows: z.array(endorsementRowSchema), total: count }),
  },
  "decision.conflicts": {
    does: "Fields to which records that had not seen each other give different values.",
    request: z.strictObject({}),
    response: z.strictObject({ rows: z.array(conflictRowSchema), total: count }),
  },
  "decision.corrections": {
    does: "Corrections, newest first: what each takes back, why, and what stands in its place.",
    request: z.strictObject({}),
    response: z.strictObject({ rows: z.array(correctionRowSchema), total: count }),
  },
  "decision.equivocations": {
    does: "Keys that signed two records with one number in one history, both branches side by side.",
    request: z.strictObject({}),
    response: z.strictObject({ rows: z.array(equivocationRowSchema), total: count }),
  },
  "decision.disputes": {
    does: "Records that do not count: disputed, not permitted, malformed or undetermined, with the reason.",
    request: z.strictObject({}),
    response: z.strictObject({ rows: z.array(decidedSchema), total: count }),
  },
  "decision.standing": {
    does: "Why a record stands as it does: the reason, the records behind it, its quorum and the rules that ask for it.",
    request: z.strictObject({ id: idSchema }),
    response: z.strictObject({
      behind: z.array(z.strictObject({ entry: timelineEntrySchema, history: idSchema })),
      entry: timelineEntrySchema,
      history: idSchema,
      own: ownSchema,
      /** Null where its type needs none. */
      quorum: quorumRowSchema.nullable(),
      /** The rule by which its writer may write it; null where no rule does. */
      permission: ruleRowSchema.nullable(),
    }),
  },
  "decision.endorse": {
    does: "Stands behind a record of another, in a role; without `role` in the first one that counts.",
    request: z.strictObject({
      role: z.string().min(1).max(40).optional(),
      statement: z.string().max(2000).default(""),
      target: idSchema,
    }),
    /** `target_standing` is how the record stands now. */
    response: recorded.extend({ role: z.string(), target_standing: z.string() }),
  },
  "decision.resolve": {
    does: "Resolves a conflict: sets the field anew by a record that has seen all of its values.",
    request: z.strictObject({
      field: z.string().min(1).max(200),
      history: historyName,
      reason: z.string().max(2000).default(""),
      /** The value of one of the records in conflict, or another one. */
      take: z.union([z.strictObject({ record: idSchema }), z.strictObject({ text: z.string().max(2000).nullable() })]),
    }),
    response: recorded.extend({ resolved: z.boolean() }),
  },
  "decision.export-proof": {
    does: "Makes the proof of an equivocation: the two records, the first of their history and the register, to be verified alone by anybody.",
    request: z.strictObject({
      history: historyName,
      path: z.string().min(1).optional(),
      seq: count,
      writer: idSchema,
    }),
    response: madeFile,
  },
} as const;

export type RuleRow = z.infer<typeof ruleRowSchema>;
export type QuorumRow = z.infer<typeof quorumRowSchema>;
export type EndorsementRow = z.infer<typeof endorsementRowSchema>;
export type ConflictRow = z.infer<typeof conflictRowSchema>;
export type CorrectionRow = z.infer<typeof correctionRowSchema>;
export type EquivocationRow = z.infer<typeof equivocationRowSchema>;
export type DisputeRow = z.infer<typeof decidedSchema>;
