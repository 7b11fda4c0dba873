/** Work on an asset: what failed, what was done, with ISO 14224 codes (ISO 14224:2016, tables 6 and 8). */
import { z } from "zod";
import { codeSchema, counterReadingSchema, sourceSchema } from "../asset/asset-body.ts";
import { decimalSchema, quantitySchema } from "../quantity/quantity.ts";
import { taskKeySchema } from "./plan-body.ts";

const text = z.string().max(8000);
const line = z.string().min(1).max(200);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");

/** Something larger that lies beside the record, by its digest (record-format.md, section 2). */
export const attachmentSchema = z.strictObject({
  media_type: z.string().regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/, "a media type such as image/jpeg"),
  name: line,
  sha256: hex64,
  size: z.int().min(0),
});

/** When the work happened as far as it is known: a date without a time keeps its precision. */
export const occurredSchema = z.strictObject({
  precision: z.enum(["day", "minute", "second", "microsecond"]),
  /** The value as it was given: `2004-07-01`, `2025-01-01T00:00:00`. */
  value: z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?$/, "a date, or a date and time"),
  /** `utc`, an offset such as `+02:00`, or `unstated`. */
  zone: z.string().regex(/^(utc|unstated|[+-]\d{2}:\d{2})$/),
});

export const failureSchema = z.strictObject({
  cause: codeSchema.nullable(),
  detection: codeSchema.nullable(),
  impact: z.enum(["critical", "degraded", "incipient"]).nullable(),
  mechanism: codeSchema.nullable(),
  mode: codeSchema.nullable(),
  operating_condition: z
    .enum(["run-down", "start-up", "running", "hot standby", "idle", "cold standby", "testing"])
    .nullable(),
  text: text.nullable(),
});

export const partSchema = z.strictObject({
  name: line.nullable(),
  number: line.nullable(),
  quantity: quantitySchema,
  serial: line.nullable(),
});

const sealed = z.strictObject({ sealed: hex64 });

/** `service/performed@1`: one piece of maintenance work. Names of people and prices are sealed. */
export const workPerformedSchema = z.strictObject({
  active_hours: decimalSchema.nullable(),
  activity: codeSchema.nullable(),
  attachments: z.array(attachmentSchema).max(64),
  category: z.enum(["corrective", "preventive"]).nullable(),
  /** Defects that this work closes, by the id of their report. */
  closes: z.array(hex64).max(64),
  /** `{amount, currency, unit}` or the text of a source that stated no currency, sealed. */
  cost: sealed.nullable(),
  counters: z.array(counterReadingSchema).max(32),
  done: text.nullable(),
  down_hours: decimalSchema.nullable(),
  failure: failureSchema.nullable(),
  /** Tasks of the maintenance plan that this work does, by their keys; left out where there are none. */
  fulfils: z.array(taskKeySchema).min(1).max(64).optional(),
  occurred: occurredSchema,
  parts: z.array(partSchema).max(200),
  people: sealed.nullable(),
  /** Codes of other systems as they came: an order type, an RDS-PP designation. */
  references: z.array(z.strictObject({ scheme: line, value: line })).max(32),
  source: sourceSchema.nullable(),
  summary: z.string().min(1).max(2000),
});

/** `service/defect-reported@1`: something is wrong and still open. */
export const defectReportedSchema = z.strictObject({
  attachments: z.array(attachmentSchema).max(64),
  failure: failureSchema,
  occurred: occurredSchema,
  summary: z.string().min(1).max(2000),
});

export type WorkPerformed = z.infer<typeof workPerformedSchema>;
export type DefectReported = z.infer<typeof defectReportedSchema>;
export type Occurred = z.infer<typeof occurredSchema>;
export type Attachment = z.infer<typeof attachmentSchema>;
