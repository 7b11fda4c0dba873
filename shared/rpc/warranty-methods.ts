/** Methods about warranties: issued, judged, claimed. */
import { z } from "zod";
import { warrantyClaimedSchema, warrantyIssuedSchema } from "../warranty/warranty-body.ts";
import { standings } from "../register/standing.ts";
import { ruleRowSchema } from "./decision-methods.ts";
import { idSchema, writerSchema } from "./rows.ts";

const count = z.int().min(0);
const historyName = z.string().min(1).max(200);
const recorded = z.strictObject({ history: idSchema, id: idSchema, standing: z.string() });
const cover = z.enum(["in", "out", "undecided"]);

const verdictRow = z.strictObject({
  /** The moment that was judged, and by when it is known to have been stated. */
  at: z.string(),
  checks: z.array(
    z.strictObject({
      cover,
      records: z.array(idSchema),
      sentence: z.string(),
      what: z.enum(["term", "usage", "service"]),
    }),
  ),
  cover,
  known_by: z.string(),
  /** The terms, in force by whoever issued them, and the rule that reads them. */
  rules: z.array(ruleRowSchema),
  /** True where a witness stands behind `known_by`, false where only a clock of this installation does. */
  witnessed: z.boolean(),
});

const warrantyRow = z.strictObject({
  certificate_number: z.string(),
  claims: count,
  description: z.string(),
  ends: z.string().nullable(),
  history: idSchema,
  record: idSchema,
  serial: z.string().nullable(),
  standing: z.enum(standings),
  strategy: warrantyIssuedSchema.shape.strategy,
  tag: z.string(),
  verdict: verdictRow,
});

const claimRow = warrantyClaimedSchema.extend({
  at: z.string(),
  by: z.string(),
  record: idSchema,
  standing: z.enum(standings),
  verdict: verdictRow,
});

export const warrantyMethods = {
  "warranty.issue": {
    does: 'Issues a warranty on an asset. "Remanufactured" is refused where its terms are below the new product\'s.',
    request: warrantyIssuedSchema.omit({ holder: true }).extend({
      history: historyName,
      holder: z.string().min(1).max(200).nullable(),
    }),
    response: recorded,
  },
  "warranty.list": {
    does: "Warranties with their cover today; `history` asks for those of one asset.",
    request: z.strictObject({
      history: historyName.optional(),
      limit: z.int().min(1).max(100).default(50),
      offset: count.default(0),
      search: z.string().max(200).default(""),
    }),
    response: z.strictObject({ rows: z.array(warrantyRow), total: count }),
  },
  "warranty.get": {
    does: "One warranty with its terms, its cover at a moment (now, where none is named), and its claims.",
    request: z.strictObject({ at: z.string().optional(), warranty: idSchema }),
    response: z.strictObject({
      claims: z.array(claimRow),
      holder: z.string().nullable(),
      issued_at: z.string(),
      row: warrantyRow,
      terms: warrantyIssuedSchema,
      writer: writerSchema,
    }),
  },
  "warranty.claim": {
    does: "Records a claim under a warranty and says whether it is covered on what the records bound.",
    request: warrantyClaimedSchema,
    response: recorded.extend({ verdict: verdictRow }),
  },
} as const;

export type WarrantyRow = z.infer<typeof warrantyRow>;
export type WarrantyVerdict = z.infer<typeof verdictRow>;
