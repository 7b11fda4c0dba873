/** A core programme as it is being typed in, and the terms that it becomes. */
import { amountText } from "../../shared/quantity/money.ts";
import { programmeSchema, type Criterion, type Programme } from "../../shared/reman/programme.ts";
import { typedDecimal } from "../vocabulary/number-words.ts";
import { typedAmount } from "../vocabulary/money-words.ts";
import { textOrNull, type Made } from "./receive-draft.ts";

/** The address of a programme that does not exist yet. */
export const newProgramme = "new";

export const deductionKinds = ["none", "percent", "piece", "core", "stated"] as const;
export type DeductionKind = (typeof deductionKinds)[number];

export interface CriterionDraft {
  readonly code: string;
  readonly name: string;
  readonly outcome: Criterion["outcome"];
  readonly defect: string;
  readonly kind: DeductionKind;
  readonly value: string;
}

export interface UpgradeDraft {
  readonly core: string;
  readonly sold: string;
  readonly value: string;
}

export interface ProgrammeDraft {
  readonly title: string;
  readonly owner: string;
  readonly edition: string;
  readonly document: string;
  readonly source: string;
  readonly currency: string;
  readonly window: string;
  readonly reason: string;
  readonly criteria: ReadonlyArray<CriterionDraft>;
  readonly upgrades: ReadonlyArray<UpgradeDraft>;
}

export const emptyCriterion: CriterionDraft = {
  code: "",
  defect: "",
  kind: "none",
  name: "",
  outcome: "DAMAGED",
  value: "",
};
export const emptyUpgrade: UpgradeDraft = { core: "", sold: "", value: "" };

/** Blank, or the terms of a programme to be changed. */
export const programmeDraftOf = (terms: Programme | null): ProgrammeDraft => ({
  criteria: terms?.criteria.map((criterion) => criterionDraftOf(criterion, terms.currency)) ?? [emptyCriterion],
  currency: terms?.currency ?? "USD",
  document: terms?.document ?? "",
  edition: terms?.edition ?? "",
  owner: terms?.owner ?? "",
  reason: "",
  source: terms?.source ?? "",
  title: terms?.title ?? "",
  upgrades: terms?.upgrades.map(({ core, minor, sold }) => ({ core, sold, value: plain(minor, terms.currency) })) ?? [],
  window: terms?.window_days == null ? "" : String(terms.window_days),
});

const plain = (minor: number, currency: string): string => amountText({ currency, minor }).replaceAll(",", "");

const criterionDraftOf = ({ code, deduction, defect, name, outcome }: Criterion, currency: string): CriterionDraft => {
  const rest = { code, defect: defect ?? "", name, outcome };
  if (deduction === null) return { ...rest, kind: "none", value: "" };
  if (deduction.kind === "percent") return { ...rest, kind: "percent", value: deduction.percent };
  if (deduction.kind === "stated") return { ...rest, kind: "stated", value: "" };
  return { ...rest, kind: deduction.per, value: plain(deduction.minor, currency) };
};

/** The terms, with what the form does not show taken from the edition before. */
export const programmeTermsOf = (draft: ProgrammeDraft, before: Programme | null): Made<Programme> => {
  const currency = draft.currency.trim().toUpperCase();
  const parsed = programmeSchema.safeParse({
    criteria: draft.criteria.map(({ code, defect, kind, name, outcome, value }) => ({
      code: code.trim().toUpperCase(),
      deduction: deductionOf(kind, value, currency),
      defect: textOrNull(defect),
      name: name.trim(),
      outcome,
    })),
    currency,
    document: textOrNull(draft.document),
    edition: draft.edition.trim(),
    families: before?.families ?? [],
    owner: draft.owner.trim(),
    remark: before?.remark ?? null,
    source: draft.source.trim(),
    title: draft.title.trim(),
    upgrades: draft.upgrades.map(({ core, sold, value }) => ({
      core: core.trim(),
      minor: typedAmount(value, currency),
      sold: sold.trim(),
    })),
    window_days: draft.window.trim() === "" ? null : Number(draft.window),
  });
  return parsed.success
    ? { ok: true, request: parsed.data }
    : { faults: new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? ""))), ok: false };
};

const deductionOf = (kind: DeductionKind, value: string, currency: string): object | null => {
  if (kind === "none") return null;
  if (kind === "stated") return { kind };
  if (kind === "percent") return { kind, percent: typedDecimal(value) };
  return { kind: "fixed", minor: typedAmount(value, currency), per: kind };
};
