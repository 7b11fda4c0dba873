/**
 * A measured value: the digits as the instrument or the person gave them, beside a UCUM unit (record-format.md,
 * section 2).
 */
import { z } from "zod";
import { isDecimal } from "./decimal.ts";

export const decimalSchema = z.string().max(60).refine(isDecimal, "a decimal number such as 4.50");

/** `{"value": "4.50", "unit": "mm/s"}`; unit "1" is a plain number. */
export const quantitySchema = z.strictObject({ unit: z.string().min(1).max(40), value: decimalSchema });

export type Quantity = z.infer<typeof quantitySchema>;
