/** A core programme: by which published criteria returned cores are graded, and what each of them takes off. */
import { z } from "zod";
import { currencySchema, minorSchema } from "../quantity/money.ts";
import { decimalSchema } from "../quantity/quantity.ts";

const line = z.string().min(1).max(200);

/**
 * What a core can be worth: everything, less, nothing; without an entitlement; not decided before the plate is read.
 */
export const coreOutcomes = ["FULL", "DAMAGED", "NONE", "EXCESS", "HOLD"] as const;

const percentSchema = decimalSchema.refine(
  (text) => /^(100(\.0+)?|\d{1,2}(\.\d+)?)$/.test(text),
  "a percentage from 0 to 100",
);

/**
 * What a criterion takes off: a percentage of the deposit, a fixed amount for the core or for each piece, or the amount
 * that the grader states because the programme names a charge without its figure.
 */
export const deductionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("percent"), percent: percentSchema }),
  z.strictObject({ kind: z.literal("fixed"), minor: minorSchema, per: z.enum(["core", "piece"]) }),
  z.strictObject({ kind: z.literal("stated") }),
]);

/** One thing to look at. Photos stand beside `name`, which is what the programme says in words. */
export const criterionSchema = z.strictObject({
  code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, "a code such as TH-DMG"),
  deduction: deductionSchema.nullable(),
  /** What the defect means across programmes, for example OP-CRACK. */
  defect: z.string().min(1).max(40).nullable(),
  name: line,
  outcome: z.enum(["FULL", "DAMAGED", "NONE", "HOLD"]),
});

/** What an older core costs when a newer model was sold. */
const upgradeSchema = z.strictObject({ core: line, minor: minorSchema, sold: line });

/** The terms of a programme in one edition. An upgrade charge and a damage charge exclude each other: damage wins. */
export const programmeSchema = z.strictObject({
  criteria: z
    .array(criterionSchema)
    .min(1)
    .max(120)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, "each code once"),
  currency: currencySchema,
  /** The number of the published document, where it has one. */
  document: line.nullable(),
  edition: line,
  /** Part families with the part numbers that are accepted; no numbers: the programme does not list them. */
  families: z.array(z.strictObject({ name: line, part_numbers: z.array(line).max(200) })).max(60),
  owner: line,
  remark: z.string().max(2000).nullable(),
  source: line,
  title: line,
  upgrades: z.array(upgradeSchema).max(200),
  /** Days from the sale within which a core discharges its entitlement; null where the programme sets none. */
  window_days: z.int().min(1).max(3650).nullable(),
});

export type Programme = z.infer<typeof programmeSchema>;
export type Criterion = z.infer<typeof criterionSchema>;
export type CoreOutcome = (typeof coreOutcomes)[number];

/** Whether the programme lists a part number; `null` where it lists none at all. */
export const acceptsPart = ({ families }: Programme, partNumber: string): boolean | null => {
  const listed = families.flatMap(({ part_numbers }) => part_numbers);
  return listed.length === 0 ? null : listed.some((one) => plainKey(one) === plainKey(partNumber));
};

/** A serial or part number as it is compared: plates, hands and scanners differ in case, blanks and dashes. */
export const plainKey = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
