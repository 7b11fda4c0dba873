/** Rows about HAZOP studies that methods answer with. */
import { z } from "zod";
import { findingGrades, findingRules } from "../hazop/finding.ts";
import { protections, safeguardStates, validities } from "../hazop/hazop-state.ts";
import { ruleRowSchema } from "./decision-methods.ts";
import { idSchema } from "./rows.ts";

const count = z.int().min(0);
const item = z.string();

/** Why: the rule, in words, and the records behind it ("where does this come from"). */
export const reasonRowSchema = z.strictObject({ records: z.array(idSchema), rule: z.string(), text: z.string() });

export const validityRowSchema = z.strictObject({ reasons: z.array(reasonRowSchema), state: z.enum(validities) });
export const protectionRowSchema = z.strictObject({ reasons: z.array(reasonRowSchema), state: z.enum(protections) });

export const findingRowSchema = z.strictObject({
  grade: z.enum(findingGrades),
  item: item.nullable(),
  message: z.string(),
  place: z.string(),
  rule: z.enum(findingRules),
});

export const findingCountsSchema = z.strictObject({ error: count, note: count, warning: count });

export const studyCountsSchema = z.strictObject({
  causes: count,
  consequences: count,
  deviations: count,
  nodes: count,
  recommendations: count,
  safeguards: count,
});

/** One line of the list of studies. The axes are `null` where the file is not here. */
export const studyRowSchema = z.strictObject({
  counts: studyCountsSchema,
  dialect: z.string(),
  edits: count,
  file_here: z.boolean(),
  file_name: z.string(),
  file_sha256: idSchema,
  imported_at: z.string(),
  name: z.string(),
  protection: protectionRowSchema.nullable(),
  /** The day until which it is valid; `null` where neither study nor record names one. */
  revalidation_due: z.string().nullable(),
  study: idSchema,
  unit: z.string(),
  validity: validityRowSchema.nullable(),
});

export const assetLinkSchema = z.strictObject({ asset: idSchema, record: idSchema, tag: z.string().nullable() });

/** A node with where it stands. `scenarios` counts its rows by protection. */
export const nodeRowSchema = z.strictObject({
  assets: z.array(assetLinkSchema),
  boundary: z.string(),
  comments: z.string(),
  design_conditions: z.string(),
  deviations: count,
  drawings: z.array(z.string()),
  equipment_tags: z.string(),
  hazardous_materials: z.string(),
  intention: z.string(),
  last_review: z
    .strictObject({ at: z.string(), outcome: z.string(), record: idSchema, remark: z.string().nullable() })
    .nullable(),
  name: z.string(),
  node: item,
  number: count,
  operating_conditions: z.string(),
  /** Changes on its assets that no review has looked at: what "review" will cover. */
  open_changes: z.array(
    z.strictObject({
      asset: idSchema,
      at: z.string(),
      record: idSchema,
      summary: z.string(),
      tag: z.string().nullable(),
    }),
  ),
  protection: protectionRowSchema,
  scenarios: z.record(z.enum(protections), count),
  sessions: z.array(z.string()),
  validity: validityRowSchema,
});

export const proofTestRowSchema = z.strictObject({
  at: z.string(),
  device: z.string(),
  evidence: count,
  record: idSchema,
  result: z.enum(["passed", "failed"]),
});

export const bypassRowSchema = z.strictObject({
  authorized: z.boolean(),
  compensating: z.string().nullable(),
  ends: z.string(),
  reason: z.string(),
  record: idSchema,
  since: z.string(),
});

export const safeguardRowSchema = z.strictObject({
  assets: z.array(assetLinkSchema),
  /** The bypass that is on, where one is. */
  bypass: bypassRowSchema.nullable(),
  category: z.string(),
  comments: z.string(),
  /** The next proof test is due at; `null` where no interval is known or no test was passed. */
  due: z.string().nullable(),
  /** The interval as it holds now, `7 d`; `null` where neither study nor test names one. */
  interval: z.string().nullable(),
  is_ipl: z.boolean(),
  last_test: proofTestRowSchema.nullable(),
  name: z.string(),
  number: count,
  pfd: z.string(),
  reasons: z.array(reasonRowSchema),
  safeguard: item,
  state: z.enum(safeguardStates),
  tag: z.string(),
  tests: count,
  type: z.string(),
  /** Rows of the worksheet that name it: `1.1.1.1`. */
  used_in: z.array(z.string()),
});

/** A cell of the risk matrix: codes as the study writes them, and the rank that it gives. */
export const riskCellSchema = z.strictObject({
  color: z.string(),
  likelihood: z.string(),
  rank: z.string(),
  rank_name: z.string(),
  severity: z.string(),
});

/** Arithmetic of one scenario: figures as text, `8E-5` per year. */
export const lopaRowSchema = z.strictObject({
  credited: z.array(item),
  credited_tags: z.array(z.string()),
  dropped: z.array(z.strictObject({ safeguard: item, tag: z.string(), why: z.string() })),
  frequency: z.string(),
  /** With what is credited at that time. */
  mel: z.string(),
  /** With every layer that the study names. */
  mel_as_studied: z.string(),
  met: z.boolean(),
  ratio: z.string(),
  tmel: z.string(),
});

/**
 * One line of a worksheet: a consequence, or a cause or deviation that has none. Lines of one deviation, and of one
 * cause, follow each other: equal ids are one cell.
 */
export const worksheetRowSchema = z.strictObject({
  cause: z
    .strictObject({
      cause: item,
      enabling: z.array(z.string()),
      frequency: z.string(),
      text: z.string(),
      type: z.string(),
    })
    .nullable(),
  comments: z.array(z.string()),
  consequence: z.strictObject({ consequence: item, text: z.string(), type: z.string() }).nullable(),
  deviation: z.strictObject({
    comments: z.string(),
    design_intent: z.string(),
    deviation: item,
    guide_word: z.string(),
    parameter: z.string(),
    text: z.string(),
  }),
  lopa: lopaRowSchema.nullable(),
  protection: protectionRowSchema.nullable(),
  recommendations: z.array(
    z.strictObject({ closed: z.boolean(), number: count, recommendation: item, text: z.string() }),
  ),
  /** `1.2.1.3`: node, deviation, cause, consequence. */
  ref: z.string(),
  risk: z.strictObject({
    after: riskCellSchema.nullable(),
    before: riskCellSchema.nullable(),
    with_safeguards: riskCellSchema.nullable(),
  }),
  safeguards: z.array(
    z.strictObject({
      name: z.string(),
      number: count,
      safeguard: item,
      state: z.enum(safeguardStates),
      tag: z.string(),
    }),
  ),
});

export const recommendationRowSchema = z.strictObject({
  closed: z
    .strictObject({ at: z.string(), outcome: z.string(), record: idSchema, remark: z.string().nullable() })
    .nullable(),
  comments: z.string(),
  due: z.string(),
  kind: z.enum(["pha", "lopa"]),
  number: count,
  priority: z.string(),
  recommendation: item,
  responsible: z.string(),
  status: z.string(),
  text: z.string(),
  used_in: z.array(z.string()),
});

export const matrixRowSchema = z.strictObject({
  edition: z.string(),
  likelihoods: z.array(z.strictObject({ code: z.string(), frequency: z.string(), name: z.string() })),
  ranks: z.array(
    z.strictObject({
      code: z.string(),
      color: z.string(),
      name: z.string(),
      priority: z.string(),
      required_credits: z.string(),
    }),
  ),
  source: z.string(),
  title: z.string(),
  /** Per type of consequence: a row for each severity, worst first, with the rank code per likelihood or null. */
  types: z.array(
    z.strictObject({
      rows: z.array(
        z.strictObject({
          code: z.string(),
          name: z.string(),
          ranks: z.array(z.string().nullable()),
          tmel: z.string(),
        }),
      ),
      type: z.string(),
    }),
  ),
});

/** A scenario in the answer about the whole state. */
export const scenarioRowSchema = z.strictObject({
  lopa: lopaRowSchema.nullable(),
  node: item,
  protection: protectionRowSchema,
  ref: z.string(),
});

const limitSchema = z.string().nullable();

/** A channel whose readings show a deviation, as it stands. `UNKNOWN` is never healthy. */
export const channelRowSchema = z.strictObject({
  asset: idSchema,
  channel: z.string(),
  /** A raised limit clears when the reading is back by so much. */
  dead_band: z.string(),
  /** Seconds for which a limit must be left. */
  delay_s: count,
  deviation: item,
  last: z.strictObject({ at: z.string(), record: idSchema, value: z.string().nullable() }).nullable(),
  limits: z.strictObject({
    action_high: limitSchema,
    action_low: limitSchema,
    alert_high: limitSchema,
    alert_low: limitSchema,
  }),
  reasons: z.array(reasonRowSchema),
  record: idSchema,
  /** Without a reading for so many seconds it watches nothing; `null`: not judged. */
  stale_after_s: count.nullable(),
  state: z.enum(["OK", "ALERT", "ACTION", "UNKNOWN"]),
  unit: z.string(),
});

/** Both axes of a study at a moment, recomputed from the signed records. */
export const studyStateSchema = z.strictObject({
  at: z.string(),
  channels: z.array(channelRowSchema),
  file_sha256: idSchema,
  name: z.string(),
  nodes: z.array(nodeRowSchema),
  protection: protectionRowSchema,
  /** How many records of the study and of its assets it was computed from. */
  records: count,
  revalidation_due: z.string().nullable(),
  /** What the axes follow: the study and its revalidations, and the rules of the program. */
  rules: z.array(ruleRowSchema),
  safeguards: z.array(safeguardRowSchema),
  scenarios: z.array(scenarioRowSchema),
  study: idSchema,
  validity: validityRowSchema,
});

export const studyHeaderSchema = z.strictObject({
  coordinator: z.string(),
  company: z.string(),
  facility: z.string(),
  location: z.string(),
  notes: z.string(),
  project: z.string(),
  report_number: z.string(),
  sessions: z.array(z.strictObject({ date: z.string(), name: z.string() })),
  status: z.string(),
  team: z.array(z.strictObject({ company: z.string(), name: z.string(), title: z.string() })),
  type: z.string(),
  unit: z.string(),
});

export type StudyRow = z.infer<typeof studyRowSchema>;
export type StudyStateRow = z.infer<typeof studyStateSchema>;
export type StudyNodeRow = z.infer<typeof nodeRowSchema>;
export type SafeguardRow = z.infer<typeof safeguardRowSchema>;
export type WorksheetRow = z.infer<typeof worksheetRowSchema>;
export type RecommendationRow = z.infer<typeof recommendationRowSchema>;
export type MatrixRow = z.infer<typeof matrixRowSchema>;
export type FindingRow = z.infer<typeof findingRowSchema>;
export type ReasonRow = z.infer<typeof reasonRowSchema>;
export type ChannelRow = z.infer<typeof channelRowSchema>;
export type LopaRow = z.infer<typeof lopaRowSchema>;
export type StudyHeaderRow = z.infer<typeof studyHeaderSchema>;
