/** What is recorded about an asset itself: its registration, its description, its counters (ISO 14224, level 6). */
import { z } from "zod";
import { quantitySchema } from "../quantity/quantity.ts";

const line = z.string().min(1).max(200);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");

/** A code of a table that the user can edit, with the edition that it was taken from. */
export const codeSchema = z.strictObject({ code: z.string().min(1).max(40), edition: z.string().min(1).max(80) });

/** Another name of the thing: a GS1 key, a plate, a customer's number. */
export const identifierSchema = z.strictObject({ scheme: line, value: line });

/** Where an imported record came from: the file by its digest, the row, and the mapping that read it. */
export const sourceSchema = z.strictObject({
  file_sha256: hex64,
  mapping: line,
  row: z.int().min(1),
  row_sha256: hex64,
});

const assetFields = {
  description: z.string().max(2000).nullable(),
  equipment_class: codeSchema,
  location: z.string().max(200).nullable(),
  maker: line.nullable(),
  model: line.nullable(),
  serial: line.nullable(),
  /** The tag stays with the functional location; the serial number stays with the physical unit. */
  tag: line,
};

/** `asset/registered@1` founds the asset's history. Remanufacture opens life number 2, 3, ... */
export const assetRegisteredSchema = z.strictObject({
  ...assetFields,
  identifiers: z.array(identifierSchema).max(32),
  life_number: z.int().min(1),
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
  register: hex64,
  source: sourceSchema.nullable(),
});

/** `asset/described@1` sets some of the single-valued fields again. */
export const assetDescribedSchema = z.strictObject({
  reason: z.string().max(2000).nullable(),
  set: z
    .strictObject(assetFields)
    .partial()
    .refine((fields) => Object.keys(fields).length > 0, "at least one field"),
});

/** A counter is a monotone meter of the asset: operating hours, starts, cycles. */
export const counterReadingSchema = z.strictObject({ counter: line, reading: quantitySchema });

/** `asset/counter-read@1`. */
export const counterReadSchema = z.strictObject({
  readings: z.array(counterReadingSchema).min(1).max(32),
  remark: z.string().max(2000).nullable(),
});

export type AssetRegistered = z.infer<typeof assetRegisteredSchema>;
export type AssetDescribed = z.infer<typeof assetDescribedSchema>;
export type AssetFields = Pick<
  AssetRegistered,
  "description" | "equipment_class" | "location" | "maker" | "model" | "serial" | "tag"
>;
export type AssetFieldName = keyof AssetFields;
export type Code = z.infer<typeof codeSchema>;
