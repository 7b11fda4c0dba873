/** What is recorded about a warranty: its terms when it is issued, and claims under it. */
import { z } from "zod";
import { counterReadingSchema } from "../asset/asset-body.ts";
import { decimalSchema, quantitySchema } from "../quantity/quantity.ts";
import { attachmentSchema, occurredSchema } from "../service/work-body.ts";

const line = z.string().min(1).max(200);
const text = z.string().min(1).max(2000);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");
const months = z.int().min(1).max(1200);

/** So much on a counter since the start: `{"counter": "operating hours", "limit": {"unit": "h", "value": "4000"}}`. */
export const usageLimitSchema = z.strictObject({ counter: line, limit: quantitySchema });

/** Whichever is reached first ends the cover; a limit that is not given does not limit. */
export const limitsSchema = z.strictObject({ months: months.nullable(), usage: z.array(usageLimitSchema).max(4) });

const limitedSchema = limitsSchema.refine(
  (limits) => limits.months !== null || limits.usage.length > 0,
  "months or a usage",
);

/** Service must be recorded at least so often; beyond the tolerance the cover is suspended until the next service. */
export const serviceConditionSchema = z.strictObject({
  every_months: months.nullable(),
  every_usage: usageLimitSchema.nullable(),
  tolerance_percent: decimalSchema,
  /** What the contract says where no service is recorded: not covered, or left open until the records are complete. */
  unproved: z.enum(["not_covered", "undecided"]),
});

export const strategies = ["new", "remanufactured", "reconditioned", "repaired"] as const;
export const startEvents = ["delivery", "invoice", "installation", "commissioning"] as const;

/** `warranty/issued@1`, in the history of the unit. The holder's name is sealed. */
export const warrantyIssuedSchema = z.strictObject({
  certificate_number: line,
  claim_procedure: text.nullable(),
  conditions: z.array(text).max(20),
  /** The warranty of the unit that this one replaces: it keeps that warranty's end. */
  continues: hex64.nullable(),
  covered: z.array(text).max(40),
  evidence: z.array(z.strictObject({ kind: line, reference: line })).max(20),
  excluded: z.array(text).max(40),
  exclusions: z.array(text).max(40),
  governing_law: line.nullable(),
  holder: z.strictObject({ sealed: hex64 }).nullable(),
  issuer: z.strictObject({ address: text.nullable(), name: line }),
  liability: text.nullable(),
  limits: limitedSchema,
  meter_at_start: z.array(counterReadingSchema).max(8),
  /** The original equipment and the core that the unit was in its life before. */
  previous: z
    .strictObject({ core_serial: line.nullable(), history: hex64.nullable(), original_equipment: line.nullable() })
    .nullable(),
  product: z.strictObject({
    application: line.nullable(),
    description: line,
    part_number: line.nullable(),
    serial: line.nullable(),
  }),
  /** What a new product of this kind is given, and where that is written; needed for the label "remanufactured". */
  reference_new: limitsSchema.extend({ source: line }).nullable(),
  remark: text.nullable(),
  remedy: text,
  service: serviceConditionSchema.nullable(),
  start: z.strictObject({ event: z.enum(startEvents), occurred: occurredSchema }),
  strategy: z.enum(strategies),
  transferable: text.nullable(),
  usage_class: line.nullable(),
});

/** `warranty/claimed@1`: something failed, and cover is asked for. */
export const warrantyClaimedSchema = z.strictObject({
  attachments: z.array(attachmentSchema).max(64),
  counters: z.array(counterReadingSchema).max(8),
  occurred: occurredSchema,
  /** The number of the return goods authorisation. */
  rga: line.nullable(),
  summary: z.string().min(1).max(2000),
  warranty: hex64,
});

export type WarrantyIssued = z.infer<typeof warrantyIssuedSchema>;
export type WarrantyLimits = z.infer<typeof limitsSchema>;
export type UsageLimit = z.infer<typeof usageLimitSchema>;
export type ServiceCondition = z.infer<typeof serviceConditionSchema>;
