/** From what was typed in to the request of the contract, or the members that are not right yet. */
import type { Code } from "../../shared/asset/asset-body.ts";
import { methods, type RequestOf } from "../../shared/rpc/methods.ts";
import { typedDecimal } from "../vocabulary/number-words.ts";
import { typedOccurred } from "../vocabulary/time-words.ts";
import type { PartDraft, WorkDraft } from "./work-draft.ts";

export type Checked<T> =
  | { readonly ok: true; readonly request: T }
  /** Members of the request, each with a fault beside its field. */
  | { readonly ok: false; readonly faults: ReadonlySet<string> };

export interface WorkContext {
  readonly history: string;
  /** The edition of each code table, by the table's id. */
  readonly editionOf: (table: string) => string;
  /** `+02:00`: the zone of what was typed in without one. */
  readonly zone: string;
}

/** Work as the contract takes it; checked by the contract itself, so that form and node never disagree. */
export const workRequestOf = (draft: WorkDraft, context: WorkContext): Checked<RequestOf<"work.log">> => {
  const { editionOf, history, zone } = context;
  const parsed = methods["work.log"].request.safeParse({
    active_hours: decimalOrNull(draft.activeHours),
    activity: codeOrNull(draft.activity, editionOf("maintenance-activity")),
    attachments: draft.attachments,
    category: textOrNull(draft.category),
    closes: draft.closes,
    cost: costOf(draft.cost),
    counters: countersOf(draft.counters),
    done: textOrNull(draft.done),
    down_hours: decimalOrNull(draft.downHours),
    failure: isFailure(draft) ? failureOf(draft, editionOf) : null,
    ...(draft.fulfils.length === 0 ? {} : { fulfils: [...draft.fulfils] }),
    history,
    occurred: typedOccurred(draft.occurred, zone),
    parts: draft.parts.map(partOf),
    people: namesOf(draft.people),
    references: [],
    summary: draft.summary.trim(),
  });
  return parsed.success ? { ok: true, request: parsed.data } : { ok: false, faults: faultsOf(parsed.error.issues) };
};

/** A defect as the contract takes it. It must say what is wrong. */
export const defectRequestOf = (draft: WorkDraft, context: WorkContext): Checked<RequestOf<"work.report-defect">> => {
  const parsed = methods["work.report-defect"].request.safeParse({
    attachments: draft.attachments,
    failure: failureOf(draft, context.editionOf),
    history: context.history,
    occurred: typedOccurred(draft.occurred, context.zone),
    summary: draft.summary.trim(),
  });
  return parsed.success ? { ok: true, request: parsed.data } : { ok: false, faults: faultsOf(parsed.error.issues) };
};

/** `1250.00 EUR` is money; anything else is kept as it stands. */
export const costOf = (text: string): RequestOf<"work.log">["cost"] => {
  const money = /^(-?[0-9]{1,12})(?:[.,]([0-9]{2}))?\s*([A-Z]{3})$/.exec(text.trim());
  if (money === null) return text.trim() === "" ? null : { text: text.trim() };
  const [, whole = "0", cents = "00", currency = ""] = money;
  return { currency, minor: Number(`${whole}${cents}`) };
};

const isFailure = ({ failureText, mode, mechanism, cause, detection, impact, operating }: WorkDraft): boolean =>
  [failureText, mode, mechanism, cause, detection, impact, operating].some((text) => text.trim() !== "");

const failureOf = (draft: WorkDraft, editionOf: WorkContext["editionOf"]) => ({
  cause: codeOrNull(draft.cause, editionOf("failure-cause")),
  detection: codeOrNull(draft.detection, editionOf("detection-method")),
  impact: textOrNull(draft.impact),
  mechanism: codeOrNull(draft.mechanism, editionOf("failure-mechanism")),
  mode: codeOrNull(draft.mode, editionOf("failure-mode")),
  operating_condition: textOrNull(draft.operating),
  text: textOrNull(draft.failureText),
});

/** A part as it goes into a record. */
export const partOf = ({ quantity, unit, name, number, serial }: PartDraft) => ({
  name: textOrNull(name),
  number: textOrNull(number),
  quantity: { unit: unit.trim(), value: typedDecimal(quantity) },
  serial: textOrNull(serial),
});

const countersOf = (counters: WorkDraft["counters"]) =>
  counters
    .filter(({ value }) => value.trim() !== "")
    .map(({ counter, unit, value }) => ({ counter, reading: { unit, value: typedDecimal(value) } }));

const namesOf = (text: string): ReadonlyArray<string> =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

const decimalOrNull = (text: string): string | null => (text.trim() === "" ? null : typedDecimal(text));

/** What was typed without the blanks around it; nothing typed is `null`. */
export const textOrNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

const codeOrNull = (code: string, edition: string): Code | null => (code === "" ? null : { code, edition });

/** The members of a request that its schema finds fault with. */
export const faultsOf = (issues: ReadonlyArray<{ readonly path: ReadonlyArray<PropertyKey> }>): ReadonlySet<string> =>
  new Set(issues.map(({ path }) => String(path[0])));
