/** Custody: a history sealed at hand-over or release, confirmed by whoever receives, and what surfaced after it. */
import { z } from "zod";
import { idSchema, timelineEntrySchema, writerSchema } from "./rows.ts";

const count = z.int().min(0);
const historyName = z.string().min(1).max(200);
const actor = writerSchema.pick({ name: true, organisation: true, party: true });

/** A seal with what became of it. */
export const sealRowSchema = z.strictObject({
  act: z.enum(["handed-over", "released"]),
  /** Endorsements of the receiver; empty where nobody confirmed what was received. */
  confirmed: z.array(actor.extend({ at: z.string(), record: idSchema })),
  entry: timelineEntrySchema,
  heads: count,
  history: idSchema,
  /** What whoever is signed in may do: the roles in which they confirm as the receiver, or why they may not. */
  own: z.strictObject({ roles: z.array(z.string()), why: z.string().nullable() }),
  reason: z.string(),
  /** Records that neither stood under the seal nor build on it, newest first; at most 40 are listed. */
  surfaced: z.array(timelineEntrySchema),
  surfaced_total: count,
  title: z.string(),
  /** The party that receives; its name alone where no register enrols it, null where that name is withheld. */
  to: actor,
});

export const custodyMethods = {
  "custody.seal": {
    does: "Seals a history at a hand-over or release: lists all of its heads and names who receives.",
    request: z.strictObject({
      act: z.enum(["handed-over", "released"]),
      history: historyName,
      reason: z.string().trim().min(1, "say why").max(2000),
      /** A party of the register by its id, or the name of somebody whom it does not enrol. */
      to: z.union([z.strictObject({ party: idSchema }), z.strictObject({ name: z.string().min(1).max(200) })]),
    }),
    response: z.strictObject({ heads: count, history: idSchema, id: idSchema, standing: z.string() }),
  },
  "custody.list": {
    does: "Seals, newest first, of one history or of all: who confirmed each, and what surfaced after it.",
    request: z.strictObject({ history: historyName.optional() }),
    response: z.strictObject({
      rows: z.array(sealRowSchema),
      /** What no seal shows. */
      statement: z.string(),
      total: count,
    }),
  },
} as const;

export type SealRow = z.infer<typeof sealRowSchema>;
