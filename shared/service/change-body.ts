/** A modification of an asset, in kind or not: what management of change asks to be looked at (29 CFR 1910.119(l)). */
import { z } from "zod";
import { attachmentSchema, occurredSchema, partSchema } from "./work-body.ts";

/** What is modified. Only the replacement of a part can be in kind. */
export const changeKinds = [
  "part",
  "software",
  "setpoint",
  "operating-limit",
  "re-rating",
  "medium",
  "procedure",
] as const;

/**
 * `asset/changed@1`: a modification. `in_kind` says that the part meets the specification of the one it replaces, so
 * that nothing that was studied is touched; everything else asks for a review of the studies that stand on the asset.
 */
export const assetChangedSchema = z
  .strictObject({
    attachments: z.array(attachmentSchema).max(64),
    /** The number of the change request or permit, where there is one. */
    authorization: z.string().min(1).max(200).nullable(),
    change: z.enum(changeKinds),
    in_kind: z.boolean(),
    occurred: occurredSchema,
    parts: z.array(partSchema).max(64),
    reason: z.string().max(2000).nullable(),
    summary: z.string().min(1).max(2000),
  })
  .refine(({ change, in_kind }) => !in_kind || change === "part", "only the replacement of a part can be in kind");

export type AssetChanged = z.infer<typeof assetChangedSchema>;
