/** What is recorded when a history changes hands or is released: the seal that lists all of its heads. */
import { z } from "zod";

const hex64 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");

/** More heads than this are joined first; a record has room for them (record-format.md, section 2). */
export const sealedHeadsMax = 500;

/**
 * `custody/sealed@1` (section 8): all heads of the history at a hand-over or a release. `to` is the party that
 * receives, `recipient` the sealed name of one that no register enrols; the receiver confirms by `record/endorsed@1`.
 */
export const custodySealedSchema = z
  .strictObject({
    act: z.enum(["handed-over", "released"]),
    heads: z.array(hex64).min(1).max(sealedHeadsMax),
    reason: z.string().min(1).max(2000),
    recipient: z.strictObject({ sealed: hex64 }).nullable(),
    to: hex64.nullable(),
  })
  .refine(({ recipient, to }) => recipient !== null || to !== null, "nobody is named who receives");

export type CustodySealed = z.infer<typeof custodySealedSchema>;
