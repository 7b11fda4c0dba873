/** What is recorded about cores: programmes, entitlements, receipts, grades. */
import { z } from "zod";
import { canonicalText, type JsonValue } from "../encoding/canonical-json.ts";
import { minorSchema, moneySchema, moneyText } from "../quantity/money.ts";
import { attachmentSchema, occurredSchema } from "../service/work-body.ts";
import { gradeCore } from "./grade-core.ts";
import { coreOutcomes, programmeSchema } from "./programme.ts";

const line = z.string().min(1).max(200);
const text = z.string().max(2000);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");
const sealed = z.strictObject({ sealed: hex64 });

/** `core/programme-published@1` founds the history of a programme with its first edition. */
export const programmePublishedSchema = z.strictObject({
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
  register: hex64,
  terms: programmeSchema,
});

/** `core/programme-revised@1` gives its next edition. Grades of before name the edition that they applied. */
export const programmeRevisedSchema = z.strictObject({ reason: text, terms: programmeSchema });

/**
 * `core/entitled@1`, in the history of the unit that was sold: a core may be returned for the deposit. The holder's
 * name is sealed; the deposit stands open, because the credit must follow from it for every reader.
 */
export const coreEntitledSchema = z.strictObject({
  deposit: moneySchema,
  holder: sealed.nullable(),
  /** The model as an upgrade matrix names it. */
  model: line.nullable(),
  /** The day of the sale. */
  occurred: occurredSchema,
  part_number: line.nullable(),
  /** The record of the programme's edition, where one was agreed. */
  programme: hex64.nullable(),
  /** Order or invoice. */
  reference: line.nullable(),
  sold_serial: line,
  window_days: z.int().min(1).max(3650).nullable(),
});

/** `core/received@1`, in the history of the core: goods-in. It discharges one entitlement at most. */
export const coreReceivedSchema = z.strictObject({
  attachments: z.array(attachmentSchema).max(64),
  core: z.strictObject({
    maker: line.nullable(),
    model: line.nullable(),
    part_number: line.nullable(),
    /** `null` where the plate is missing or cannot be read. */
    serial: line.nullable(),
  }),
  entitlement: hex64.nullable(),
  occurred: occurredSchema,
  place: line.nullable(),
  remark: text.nullable(),
  /** The number of the return goods authorisation. */
  rga: line.nullable(),
  sold_serial: line.nullable(),
});

/** One defect with at least one photo of it. */
export const findingSchema = z.strictObject({
  code: z.string().min(1).max(20),
  count: z.int().min(1).max(999),
  photos: z.array(attachmentSchema).min(1, "a photo of the defect").max(12),
  stated_minor: minorSchema.nullable(),
  text: text.nullable(),
});

const gradeLineSchema = z.strictObject({
  code: z.string().min(1).max(20),
  count: z.int().min(1),
  minor: z.int().min(0),
  rule: z.enum(["percent", "fixed", "stated", "upgrade", "none", "excess", "hold"]),
  superseded: z.boolean(),
});

/**
 * `core/graded@1`, in the history of the core. It carries the terms that were applied beside the record of that
 * edition, so that a reader who holds nothing else recomputes outcome, lines and credit.
 */
export const coreGradedSchema = z.strictObject({
  credit_minor: minorSchema.nullable(),
  deposit: moneySchema,
  entitlement: hex64.nullable(),
  findings: z.array(findingSchema).max(60),
  lines: z.array(gradeLineSchema).max(200),
  models: z.strictObject({ core: line.nullable(), sold: line.nullable() }),
  outcome: z.enum(coreOutcomes),
  programme: z.strictObject({ record: hex64, terms: programmeSchema }),
  receipt: hex64,
  remark: text.nullable(),
  window: z.enum(["inside", "outside", "none"]),
});

export type CoreEntitled = z.infer<typeof coreEntitledSchema>;
export type CoreReceived = z.infer<typeof coreReceivedSchema>;
export type CoreGraded = z.infer<typeof coreGradedSchema>;
export type CoreFinding = z.infer<typeof findingSchema>;

/** Why a grade does not follow from its programme, in words; `null` when its sums do. */
export const gradeFault = (body: CoreGraded): string | null => {
  const { credit_minor, deposit, entitlement, findings, lines, models, outcome, programme, window } = body;
  if ((entitlement === null) !== (window === "none"))
    return `Its window "${window}" does not fit ${entitlement === null ? "a core without an entitlement" : "an entitlement"}.`;
  const grade = gradeCore(programme.terms, { deposit, findings, models, window });
  if (!grade.ok) return grade.failure.message;
  const follows = grade.value;
  if (follows.outcome !== outcome)
    return `Its outcome ${outcome} does not follow from its programme: that gives ${follows.outcome}.`;
  if (follows.credit_minor !== credit_minor)
    return `Its credit of ${creditText(credit_minor, deposit.currency)} does not follow from its programme: that gives ${creditText(follows.credit_minor, deposit.currency)}.`;
  return sameLines(follows.lines, lines) ? null : "Its lines do not follow from its programme.";
};

const creditText = (minor: number | null, currency: string): string =>
  minor === null ? "nothing yet" : moneyText({ currency, minor });

const sameLines = (left: ReadonlyArray<object>, right: ReadonlyArray<object>): boolean =>
  canonicalText(plain(left)) === canonicalText(plain(right));

const plain = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value));
