/** Methods about cores: programmes, entitlements, goods-in, grades. */
import { z } from "zod";
import { codeSchema } from "../asset/asset-body.ts";
import { moneySchema } from "../quantity/money.ts";
import { coreEntitledSchema, coreGradedSchema, coreReceivedSchema, findingSchema } from "../reman/core-body.ts";
import { coreOutcomes, programmeSchema } from "../reman/programme.ts";
import { attachmentSchema } from "../service/work-body.ts";
import { standings } from "../register/standing.ts";
import { ruleRowSchema } from "./decision-methods.ts";
import { idSchema } from "./rows.ts";

const count = z.int().min(0);
const historyName = z.string().min(1).max(200);
const recorded = z.strictObject({ history: idSchema, id: idSchema, standing: z.string() });
const fileSchema = z.union([
  z.strictObject({ path: z.string().min(1) }),
  z.strictObject({ upload: z.string().min(1) }),
]);
const page = {
  limit: z.int().min(1).max(100).default(50),
  offset: count.default(0),
  search: z.string().max(200).default(""),
};

/** Where and when a core was received, for whoever finds that it was. */
const receiptPlaceRow = z.strictObject({
  at: z.string(),
  by: z.string(),
  history: idSchema,
  place: z.string().nullable(),
  record: idSchema,
  rga: z.string().nullable(),
  serial: z.string().nullable(),
  standing: z.enum(standings),
});

const entitlementRow = z.strictObject({
  deposit: moneySchema,
  ends: z.string().nullable(),
  history: idSchema,
  /** `null` where nobody is named, or the name is withheld. */
  holder: z.string().nullable(),
  model: z.string().nullable(),
  part_number: z.string().nullable(),
  programme: idSchema.nullable(),
  receipts: z.array(receiptPlaceRow),
  record: idSchema,
  reference: z.string().nullable(),
  sold_on: z.string(),
  sold_serial: z.string(),
  standing: z.enum(standings),
  state: z.enum(["open", "discharged", "over", "contradicting"]),
});

const gradeSummary = z.strictObject({
  credit_minor: z.int().nullable(),
  currency: z.string(),
  outcome: z.enum(coreOutcomes),
  record: idSchema,
});

const coreRow = receiptPlaceRow.extend({
  contradicted: z.boolean(),
  entitlement: idSchema.nullable(),
  grade: gradeSummary.nullable(),
  life_number: z.int(),
  maker: z.string().nullable(),
  model: z.string().nullable(),
  part_number: z.string().nullable(),
  remark: z.string().nullable(),
  sold_serial: z.string().nullable(),
  tag: z.string(),
});

const gradeRow = coreGradedSchema.extend({
  at: z.string(),
  by: z.string(),
  /** Why the named programme is not the one that was applied; `null` where it is, or is not here. */
  doubt: z.string().nullable(),
  record: idSchema,
  reason: z.string().nullable(),
  /** The programme in its edition, in force by whoever published it, and the rule that reckons by it. */
  rules: z.array(ruleRowSchema),
  standing: z.enum(standings),
});

const programmeRow = z.strictObject({
  /** `null` for one that comes with the program and nobody recorded. */
  history: idSchema.nullable(),
  record: idSchema.nullable(),
  terms: programmeSchema,
});

const scanned = z.strictObject({
  elements: z.array(z.strictObject({ ai: z.string(), title: z.string(), value: z.string() })),
  gtin: z.string().nullable(),
  history: z.string().nullable(),
  kind: z.enum(["gs1-digital-link", "gs1-elements", "own-label", "plain"]),
  part_number: z.string().nullable(),
  serial: z.string().nullable(),
});

export const coreMethods = {
  "core.programmes": {
    does: "The core programmes: the newest recorded edition of each, and those that come with the program.",
    request: z.strictObject({}),
    response: z.array(programmeRow),
  },
  "core.publish-programme": {
    does: "Records a core programme, or its next edition in `history`: grades name the edition that they applied.",
    request: z.strictObject({
      history: historyName.nullable(),
      reason: z.string().max(2000).default(""),
      terms: programmeSchema,
    }),
    response: recorded,
  },
  "core.entitle": {
    does: "Records that a core may be returned for a unit that was sold; registers the unit where no asset has its serial.",
    request: coreEntitledSchema.omit({ holder: true }).extend({
      equipment_class: codeSchema.nullable().default(null),
      history: historyName.nullable().default(null),
      holder: z.string().min(1).max(200).nullable(),
      maker: z.string().min(1).max(200).nullable().default(null),
    }),
    response: recorded,
  },
  "core.entitlements": {
    does: "Entitlements to return a core, with what discharged them.",
    request: z.strictObject({ ...page, only: z.enum(["all", "open", "discharged", "over"]).default("open") }),
    response: z.strictObject({ rows: z.array(entitlementRow), total: count }),
  },
  "core.look-up": {
    does: "Reads a scanned label or a typed number: what it says, and which assets, entitlements and receipts fit it.",
    request: z.strictObject({ text: z.string().min(1).max(2000) }),
    response: z.strictObject({
      assets: z.array(
        z.strictObject({
          history: idSchema,
          life_number: z.int(),
          maker: z.string().nullable(),
          model: z.string().nullable(),
          open_defects: count,
          records: count,
          serial: z.string().nullable(),
          tag: z.string(),
        }),
      ),
      entitlements: z.array(entitlementRow),
      receipts: z.array(receiptPlaceRow),
      scanned,
    }),
  },
  "core.receive": {
    does: "Takes a core in: in its own history, which is founded where no asset has its serial. Refused where it was received before.",
    request: coreReceivedSchema.extend({
      equipment_class: codeSchema.nullable().default(null),
      history: historyName.nullable().default(null),
    }),
    response: recorded,
  },
  "core.list": {
    does: "Cores that were received, the newest first, with their grades.",
    request: z.strictObject({
      ...page,
      only: z.enum(["all", "to-grade", "contradicting", ...coreOutcomes]).default("all"),
    }),
    response: z.strictObject({ rows: z.array(coreRow), total: count }),
  },
  "core.get": {
    does: "One received core by its receipt: its entitlement, its grades, and receipts that contradict it.",
    request: z.strictObject({ receipt: idSchema }),
    response: z.strictObject({
      core: coreRow,
      entitlement: entitlementRow.nullable(),
      grades: z.array(gradeRow),
      others: z.array(receiptPlaceRow),
      window: z.enum(["inside", "outside", "none"]),
    }),
  },
  "core.take-photo": {
    does: "Takes a photo in, by its digest. Refused where the bytes are no picture, whatever the file is called.",
    request: z.strictObject({ file: fileSchema, name: z.string().min(1).max(200) }),
    response: attachmentSchema.extend({ format: z.string(), height: count, width: count }),
  },
  "core.grade": {
    does: "Grades a received core by a recorded programme: outcome, lines and credit are computed and recorded with it.",
    request: z.strictObject({
      findings: z.array(findingSchema).max(60),
      models: coreGradedSchema.shape.models,
      programme: idSchema,
      receipt: idSchema,
      remark: z.string().min(1).max(2000).nullable(),
    }),
    response: recorded.extend({
      credit_minor: z.int().nullable(),
      currency: z.string(),
      outcome: z.enum(coreOutcomes),
    }),
  },
} as const;

export type CoreRow = z.infer<typeof coreRow>;
export type CoreGradeRow = z.infer<typeof gradeRow>;
export type EntitlementRow = z.infer<typeof entitlementRow>;
export type ReceiptPlaceRow = z.infer<typeof receiptPlaceRow>;
export type ProgrammeRow = z.infer<typeof programmeRow>;
