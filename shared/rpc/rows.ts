/** Rows that methods answer with: plain facts for screens, the command line and reports. */
import { timeMarks } from "../query/time-marks.ts";
import { z } from "zod";
import { codeSchema } from "../asset/asset-body.ts";
import { standings } from "../register/standing.ts";

export const idSchema = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");
const count = z.int().min(0);

export const standingSchema = z.strictObject({
  behind: z.array(idSchema),
  reason: z.string().nullable(),
  standing: z.enum(standings),
});

/** Who acts through a key, as the register says it. `name` is null where it is withheld. */
export const writerSchema = z.strictObject({
  key: idSchema,
  kind: z.enum(["organisation", "person", "equipment"]).nullable(),
  name: z.string().nullable(),
  organisation: z.string().nullable(),
  party: idSchema.nullable(),
  roles: z.array(z.string()),
});

/** A single-valued field: several values are a conflict, each with the record that set it. */
const fieldSchema = <T extends z.ZodType>(value: T) => z.array(z.strictObject({ by: idSchema, value }));

/** One line of the fleet. A field in conflict shows its first value and counts under `conflicts`. */
export const assetRowSchema = z.strictObject({
  conflicts: count,
  /** The first day on which a task of its plan is due; by an estimate where only a counter's rate says so. */
  due_on: z.string().nullable(),
  equipment_class: z.string(),
  history: idSchema,
  last_at: z.string().nullable(),
  last_summary: z.string().nullable(),
  location: z.string().nullable(),
  maker: z.string().nullable(),
  model: z.string().nullable(),
  open_defects: count,
  /** The last day before a task is overdue. */
  overdue_after: z.string().nullable(),
  pending: count,
  records: count,
  serial: z.string().nullable(),
  tag: z.string(),
  unshared: count,
});

export const counterRowSchema = z.strictObject({
  at: z.string(),
  counter: z.string(),
  record: idSchema,
  unit: z.string(),
  value: z.string(),
});

export const lastReadingSchema = z.strictObject({
  at: z.string(),
  channel: z.string(),
  profile: z.string(),
  quality: z.string(),
  record: idSchema,
  simulated: z.boolean(),
  unit: z.string(),
  value: z.string(),
});

export const defectRowSchema = z.strictObject({
  at: z.string(),
  mode: z.string().nullable(),
  record: idSchema,
  summary: z.string(),
});

export const assetDetailSchema = z.strictObject({
  attachments_missing: count,
  conflicts: z.array(z.strictObject({ field: z.string(), records: z.array(idSchema), values: z.array(z.string()) })),
  counters: z.array(counterRowSchema),
  description: fieldSchema(z.string().nullable()),
  equipment_class: fieldSchema(codeSchema),
  equivocations: z.array(z.strictObject({ records: z.array(idSchema), seq: count, writer: idSchema })),
  forks: count,
  heads: z.array(idSchema),
  history: idSchema,
  identifiers: z.array(z.strictObject({ scheme: z.string(), value: z.string() })),
  last_readings: z.array(lastReadingSchema),
  life_number: z.int().min(1),
  location: fieldSchema(z.string().nullable()),
  maker: fieldSchema(z.string().nullable()),
  model: fieldSchema(z.string().nullable()),
  open_defects: z.array(defectRowSchema),
  records: count,
  register: idSchema,
  serial: fieldSchema(z.string().nullable()),
  standings: z.array(z.strictObject({ count, standing: z.enum(standings) })),
  tag: fieldSchema(z.string()),
});

/**
 * A record as a timeline shows it. `body` is the signed body; sealed values are opened into `opened` where the opening
 * is here.
 */
export const timelineEntrySchema = z.strictObject({
  at: z.string(),
  body: z.record(z.string(), z.unknown()),
  /**
   * Lower and upper bound of the true time, null where open; the organisations behind the upper one without that of the
   * writer; what is odd about the times that the record claims (section 6).
   */
  bounds: z.strictObject({
    behind: z.array(z.string()),
    lower: z.string().nullable(),
    marks: z.array(z.enum(timeMarks)),
    organisations: count,
    upper: z.string().nullable(),
  }),
  corrected_by: z.array(idSchema),
  corrects: idSchema.nullable(),
  forked: z.boolean(),
  id: idSchema,
  late: z.boolean(),
  line: z.int().nullable(),
  opened: z.array(
    z.strictObject({ sealed: idSchema, state: z.enum(["open", "withheld", "erased"]), value: z.unknown() }),
  ),
  position: z.int(),
  received: z.string().nullable(),
  recorded_at: z.string(),
  seq: count,
  shared: z.boolean(),
  standing: standingSchema,
  summary: z.string(),
  /** Seals that the record surfaced after: it stood neither under them nor builds on them (section 8). */
  surfaced_after: z.array(idSchema),
  type: z.string(),
  writer: writerSchema,
});

/** "Show me the bytes": everything that proves one record. */
export const recordProofSchema = z.strictObject({
  bytes: z.string(),
  checkpoint: z.string().nullable(),
  entry: timelineEntrySchema,
  history: idSchema,
  id: idSchema,
  line: z
    .strictObject({ index: count, leaf_sha256: idSchema, proof: z.array(z.string()), size: count, text: z.string() })
    .nullable(),
  parents: z.array(idSchema),
  register: z.array(idSchema),
  signature: z.string(),
});

export const historyVerdictSchema = z.strictObject({
  attachments: z.strictObject({ missing: count, present: count }),
  /** Records behind which nobody independent stands, and the fewest organisations behind any other. */
  bounds: z.strictObject({ open: count, organisations: count }),
  conflicts: count,
  equivocations: z.array(z.strictObject({ records: z.array(idSchema), seq: count, writer: idSchema })),
  forks: count,
  history: idSchema,
  /** Records that claim a time which witnesses contradict. */
  impossible_times: count,
  late_entries: count,
  openings: z.strictObject({ erased: count, present: count, withheld: count }),
  records: count,
  register: idSchema.nullable(),
  standings: z.record(z.string(), count),
  /** Records that surfaced after a seal of the history: neither under it nor built on it (section 8). */
  surfaced: count,
  title: z.string().nullable(),
  writers: z.array(writerSchema),
});

/** What a verifier reports (record-format.md, section 11). */
export const verdictSchema = z.strictObject({
  checked: z.strictObject({ attachments: count, bytes: count, notes: count, receipts: count, records: count }),
  exit: z.union([z.literal(0), z.literal(1)]),
  histories: z.array(historyVerdictSchema),
  kind: z.enum(["bundle", "data folder", "document", "proof", "unknown"]),
  known: z.strictObject({ notes: z.array(z.string()), revocations: z.array(idSchema) }),
  /** The first reason why it is not verified or not whole, with its place; null when all is well. */
  reason: z.strictObject({ kind: z.string(), message: z.string(), place: z.string().nullable() }).nullable(),
  registers: z.array(idSchema),
  remarks: z.array(z.string()),
  statement: z.string(),
  trusted: idSchema.nullable(),
  verdict: z.enum(["verified", "self-consistent", "incomplete", "not verified"]),
  warnings: z.array(z.string()),
});

/** What taking a bundle in would change, or has changed. */
export const importSummarySchema = z.strictObject({
  already: count,
  attachments: count,
  complete: z.boolean(),
  fault: z.string().nullable(),
  histories: z.array(
    z.strictObject({
      forks: count,
      history: idSchema,
      known: z.boolean(),
      new_records: count,
      tag: z.string().nullable(),
    }),
  ),
  openings: count,
  pending: count,
  quarantined: count,
  records: count,
});

export const peerRowSchema = z.strictObject({
  address: z.string().nullable(),
  installation: idSchema,
  last_seen: z.string().nullable(),
  name: z.string(),
  party: idSchema.nullable(),
  roles: z.array(z.string()),
  shares: z.strictObject({
    attachments: z.boolean(),
    histories: z.union([z.literal("all"), z.array(idSchema)]),
    openings: z.boolean(),
  }),
  state: z.enum(["invited", "joined"]),
  unshared: count,
});

export const personRowSchema = z.strictObject({
  key: idSchema,
  name: z.string(),
  party: idSchema.nullable(),
  roles: z.array(z.string()),
  unlocked: z.boolean(),
  waits_until: z.string().nullable(),
});

export type AssetRow = z.infer<typeof assetRowSchema>;
export type AssetDetail = z.infer<typeof assetDetailSchema>;
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type RecordProof = z.infer<typeof recordProofSchema>;
export type VerdictReport = z.infer<typeof verdictSchema>;
export type HistoryVerdict = z.infer<typeof historyVerdictSchema>;
export type ImportSummary = z.infer<typeof importSummarySchema>;
export type PeerRow = z.infer<typeof peerRowSchema>;
export type PersonRow = z.infer<typeof personRowSchema>;
export type WriterRow = z.infer<typeof writerSchema>;
