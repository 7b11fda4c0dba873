/**
 * Worksheets as lists of rows (`{"rows": [{"deviation": {...}, "cause": ..., "consequence": ..., "safeguard": ...}]}`),
 * in which causes and consequences may lie at other nodes: mapped to the same model, so that they can be looked over.
 */
import { z } from "zod";
import type { Cause, Consequence, Deviation, Elsewhere, Safeguard, Study, StudyNode } from "./study.ts";

const part = z.looseObject({
  node: z.string().optional(),
  guide_word: z.string().optional(),
  parameter: z.string().optional(),
  text: z.string().optional(),
});

const rowSchema = z.looseObject({
  deviation: part.extend({ node: z.string() }),
  cause: part.nullish(),
  consequence: part.nullish(),
  safeguard: part.nullish(),
  recommendation: z.string().nullish(),
});

const rowsSchema = z.looseObject({ study: z.string(), rows: z.array(rowSchema).min(1).max(100_000) });

type Part = z.infer<typeof part>;
type Row = z.infer<typeof rowSchema>;

/** The study of such a list; `null` where the value is none. */
export const studyOfRows = (value: unknown): Study | null => {
  const parsed = rowsSchema.safeParse(value);
  if (!parsed.success) return null;
  const { rows, study } = parsed.data;
  const safeguards = safeguardsOf(rows);
  return {
    header: { ...blankHeader, name: study },
    nodes: [...Map.groupBy(rows, ({ deviation }) => deviation.node)].map(([name, own], index) =>
      nodeOf(name, own, { number: index + 1, safeguards }),
    ),
    safeguards,
    recommendations: [],
    matrix: { severities: [], likelihoods: [], ranks: [], cells: [] },
  };
};

const blankHeader = {
  coordinator: "",
  company: "",
  facility: "",
  location: "",
  notes: "",
  project: "",
  reportNumber: "",
  status: "",
  type: "",
  unit: "",
  revalidationDue: null,
  sessions: [],
  team: [],
};

const safeguardsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<Safeguard> =>
  [...new Set(rows.flatMap(({ safeguard }) => (safeguard == null ? [] : [safeguardText(safeguard)])))].map(
    (name, index) => ({
      id: `safeguard-${index + 1}`,
      number: index + 1,
      name,
      type: "",
      tag: "",
      category: "",
      comments: "",
      isSafeguard: true,
      isLayer: false,
      denied: [],
      pfd: "",
      testInterval: "",
    }),
  );

const safeguardText = ({ node = "", text = "" }: Part): string => (text === "" ? node : text);

interface NodePlace {
  readonly number: number;
  readonly safeguards: ReadonlyArray<Safeguard>;
}

const nodeOf = (name: string, rows: ReadonlyArray<Row>, { number, safeguards }: NodePlace): StudyNode => ({
  id: `node-${number}`,
  number,
  name,
  intention: "",
  boundary: "",
  designConditions: "",
  operatingConditions: "",
  hazardousMaterials: "",
  equipmentTags: "",
  comments: "",
  drawings: [],
  sessions: [],
  deviations: [...Map.groupBy(rows, ({ deviation }) => keyOf(deviation)).values()].map((own, index) =>
    deviationOf(own, `${number}.${index + 1}`, safeguards),
  ),
});

const keyOf = (one: Part | null | undefined): string =>
  one == null ? "" : [one.node ?? "", one.guide_word ?? "", one.parameter ?? "", one.text ?? ""].join("\n");

const deviationOf = (rows: ReadonlyArray<Row>, ref: string, safeguards: ReadonlyArray<Safeguard>): Deviation => ({
  id: `deviation-${ref}`,
  text: rows[0]?.deviation.text ?? "",
  guideWord: rows[0]?.deviation.guide_word ?? "",
  parameter: rows[0]?.deviation.parameter ?? "",
  designIntent: "",
  comments: "",
  causes: [...Map.groupBy(rows, ({ cause }) => keyOf(cause)).values()].flatMap((own, index) =>
    own[0]?.cause == null ? [] : [causeOf(own, own[0].cause, { ref: `${ref}.${index + 1}`, safeguards })],
  ),
});

interface CausePlace {
  readonly ref: string;
  readonly safeguards: ReadonlyArray<Safeguard>;
}

const causeOf = (rows: ReadonlyArray<Row>, cause: Part, { ref, safeguards }: CausePlace): Cause => ({
  id: `cause-${ref}`,
  text: cause.text ?? "",
  type: "",
  frequency: "",
  enabling: [],
  elsewhere: elsewhereOf(cause),
  consequences: rows.flatMap(({ consequence, safeguard }, index) =>
    consequence == null
      ? []
      : [
          consequenceOf(consequence, {
            id: `consequence-${ref}.${index + 1}`,
            safeguard: safeguards.find(({ name }) => safeguard != null && name === safeguardText(safeguard)),
          }),
        ],
  ),
});

const consequenceOf = (
  consequence: Part,
  { id, safeguard }: { readonly id: string; readonly safeguard: Safeguard | undefined },
): Consequence => ({
  id,
  text: consequence.text ?? [consequence.guide_word, consequence.parameter].filter(Boolean).join(" "),
  type: "",
  risk: { before: nothing, withSafeguards: nothing, after: nothing },
  lopaRequired: false,
  tmel: "",
  mel: "",
  modifiers: [],
  safeguards: safeguard === undefined ? [] : [safeguard.id],
  recommendations: [],
  comments: [],
  elsewhere: elsewhereOf(consequence),
});

const nothing = { likelihood: null, rank: null, severity: null };

const elsewhereOf = ({ guide_word = "", node, parameter = "", text = "" }: Part): Elsewhere | null =>
  node === undefined ? null : { guideWord: guide_word, node, parameter, text };
