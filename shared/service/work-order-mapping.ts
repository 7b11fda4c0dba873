/**
 * How a row of somebody else's work orders becomes a record: data, checked by a schema, with nothing guessed silently.
 */
import { z } from "zod";
import { codeSchema } from "../asset/asset-body.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import { occurredInstant } from "./occurred-instant.ts";
import { occurredSchema, type Occurred } from "./work-body.ts";

const column = z.string().min(1).max(200);
const pattern = z.string().max(200);

export const workOrderMappingSchema = z.strictObject({
  asset: z.strictObject({
    description: z.string().max(2000).nullable(),
    equipment_class: codeSchema,
    /** Columns whose values, joined by a space, are the tag. */
    tag: z.array(column).min(1),
    tag_prefix: z.string().max(40),
  }),
  /** Columns of the header, in their order; another header is another mapping. */
  columns: z.array(column).min(1),
  cost: z.strictObject({ column, pattern }).nullable(),
  date: z.strictObject({ column, precision: occurredSchema.shape.precision, zone: occurredSchema.shape.zone }),
  describes: z.string().min(1),
  /** Columns that are kept as text of the work, each with its name when there are several. */
  done: z.array(z.strictObject({ column, label: z.string().max(40) })),
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  /** Codes of the other system, kept under their scheme; a pattern says what a well-formed row has there. */
  references: z.array(z.strictObject({ column, pattern: pattern.nullable(), scheme: z.string().min(1).max(200) })),
  summary: column,
});

export type WorkOrderMapping = Readonly<z.infer<typeof workOrderMappingSchema>>;

/** A row in the words of a work record; the cost is still open here. */
export interface MappedRow {
  readonly tag: string;
  readonly occurred: Occurred;
  readonly summary: string;
  readonly done: string | null;
  readonly references: ReadonlyArray<{ readonly scheme: string; readonly value: string }>;
  readonly cost: string | null;
}

export type RowFailure = Failure & { readonly kind: "rowShape" | "rowValue" };

/** Maps the cells of one row; a row that does not fit is refused with the column and what stands there. */
export const mapRow = (mapping: WorkOrderMapping, cells: ReadonlyArray<string>): Outcome<MappedRow, RowFailure> => {
  if (cells.length !== mapping.columns.length) {
    return refuse("rowShape", `The row has ${cells.length} cells, the header has ${mapping.columns.length}.`);
  }
  const cell = (name: string): string => (cells[mapping.columns.indexOf(name)] ?? "").trim();
  const fault = patternFault(mapping, cell) ?? emptyFault(mapping, cell);
  if (fault !== null) return fault;
  const occurred = occurredOf(mapping, cell(mapping.date.column));
  if (!occurred.ok) return occurred;
  const done = mapping.done.flatMap(({ column: name, label }) =>
    cell(name) === "" ? [] : [label === "" ? cell(name) : `${label}: ${cell(name)}`],
  );
  return success({
    tag: mapping.asset.tag_prefix + mapping.asset.tag.map(cell).join(" "),
    occurred: occurred.value,
    summary: cell(mapping.summary),
    done: done.length === 0 ? null : done.join("\n"),
    references: mapping.references.flatMap(({ column: name, scheme }) =>
      cell(name) === "" ? [] : [{ scheme, value: cell(name) }],
    ),
    cost: mapping.cost === null || cell(mapping.cost.column) === "" ? null : cell(mapping.cost.column),
  });
};

/** Whether a header is the one that the mapping was made for; the sentence says how it differs. */
export const headerFault = (mapping: WorkOrderMapping, header: ReadonlyArray<string>): string | null => {
  const given = header.map((name) => name.trim());
  if (given.join("\n") === mapping.columns.join("\n")) return null;
  return `The first line is not the header of the mapping "${mapping.name}". It should be: ${mapping.columns.join(", ")}. It is: ${given.slice(0, 20).join(", ").slice(0, 300)}.`;
};

const patternFault = (mapping: WorkOrderMapping, cell: (name: string) => string): Outcome<never, RowFailure> | null => {
  const rules = [...mapping.references, ...(mapping.cost === null ? [] : [mapping.cost])];
  for (const { column: name, pattern: rule } of rules) {
    if (rule !== null && cell(name) !== "" && !new RegExp(rule).test(cell(name)))
      return valueFault(name, cell(name), "is not what stands in this column; the row may be shifted");
  }
  return null;
};

const emptyFault = (mapping: WorkOrderMapping, cell: (name: string) => string): Outcome<never, RowFailure> | null => {
  const [empty] = [...mapping.asset.tag, mapping.summary].filter((name) => cell(name) === "");
  return empty === undefined ? null : valueFault(empty, "", "is empty, and a record needs it");
};

const occurredOf = ({ date }: WorkOrderMapping, text: string): Outcome<Occurred, RowFailure> => {
  const value = text.replace(" ", "T");
  const parsed = occurredSchema.safeParse({ precision: date.precision, value, zone: date.zone });
  const length = { day: 10, minute: 16, second: 19, microsecond: 26 }[date.precision];
  if (!parsed.success || value.length !== length || occurredInstant(parsed.data) === null)
    return valueFault(
      date.column,
      text,
      `is no ${date.precision === "day" ? "date" : "date and time"} of the calendar`,
    );
  return success(parsed.data);
};

const valueFault = (name: string, value: string, what: string): Outcome<never, RowFailure> =>
  refuse("rowValue", `Column "${name}": "${value.slice(0, 80)}" ${what}.`);
