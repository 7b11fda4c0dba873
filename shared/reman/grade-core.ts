/** The arithmetic of a core's credit: pure, so that screen, record and verifier come to the same figure. */
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import { moneyText, percentOf, type Money } from "../quantity/money.ts";
import type { CoreOutcome, Criterion, Programme } from "./programme.ts";

/** One criterion that was found on the core. */
/** The rule that reckons a credit; its version grows whenever the same programme would give another sum. */
export const gradingRule = {
  name: "Credit: deposit less what each finding takes off",
  version: "grading rule 1",
} as const;

export interface Finding {
  readonly code: string;
  /** Pieces: two studs. */
  readonly count: number;
  /** Minor units for the whole finding, where the programme names a charge without a figure. */
  readonly stated_minor: number | null;
}

export interface GradeFacts {
  readonly deposit: Money;
  readonly findings: ReadonlyArray<Finding>;
  /** Models as the upgrade matrix names them. */
  readonly models: { readonly core: string | null; readonly sold: string | null };
  /** Whether the core came within the window of an entitlement; `none`: nobody is entitled. */
  readonly window: "inside" | "outside" | "none";
}

/** One line of the breakdown; `superseded` lines are shown and not counted. */
export interface GradeLine {
  readonly code: string;
  readonly count: number;
  readonly minor: number;
  readonly rule: "percent" | "fixed" | "stated" | "upgrade" | "none" | "excess" | "hold";
  readonly superseded: boolean;
}

export interface CoreGrade {
  readonly outcome: CoreOutcome;
  readonly lines: ReadonlyArray<GradeLine>;
  /** `null` while the core is on hold. */
  readonly credit_minor: number | null;
}

export type GradeFailure = Failure & {
  readonly kind: "criterionUnknown" | "criterionTwice" | "amountMissing" | "amountNotAsked" | "currencyDiffers";
};

/**
 * Grades a core: credit = max(0, deposit - percentages of the deposit - fixed amounts - charges). NONE takes all,
 * EXCESS is never credited, HOLD is not decided; a damage charge supersedes an upgrade charge.
 */
export const gradeCore = (programme: Programme, facts: GradeFacts): Outcome<CoreGrade, GradeFailure> => {
  const fault = factsFault(programme, facts);
  if (fault !== null) return fault;
  const found = facts.findings.flatMap((finding) => {
    const criterion = programme.criteria.find(({ code }) => code === finding.code);
    return criterion === undefined ? [] : [{ criterion, finding }];
  });
  const outcome = outcomeOf(found, facts);
  const deductions = found.flatMap((one) => deductionLine(one, facts.deposit));
  const isDamaged = found.some(({ criterion }) => criterion.outcome === "DAMAGED");
  const charges = [...deductions, ...upgradeLines(programme, facts, isDamaged)];
  return success(settled(outcome, charges, found, facts.deposit));
};

interface Found {
  readonly criterion: Criterion;
  readonly finding: Finding;
}

const outcomeOf = (found: ReadonlyArray<Found>, { window }: GradeFacts): CoreOutcome => {
  const has = (outcome: Criterion["outcome"]): boolean => found.some(({ criterion }) => criterion.outcome === outcome);
  // What is certain comes first: a burnt core is worth nothing whatever its plate says.
  if (has("NONE")) return "NONE";
  if (window !== "inside") return "EXCESS";
  if (has("HOLD")) return "HOLD";
  return has("DAMAGED") ? "DAMAGED" : "FULL";
};

const settled = (
  outcome: CoreOutcome,
  charges: ReadonlyArray<GradeLine>,
  found: ReadonlyArray<Found>,
  deposit: Money,
): CoreGrade => {
  const all = (code: string, rule: GradeLine["rule"], minor = deposit.minor): GradeLine => ({
    code,
    count: 1,
    minor,
    rule,
    superseded: false,
  });
  const superseded = charges.map((line) => ({ ...line, superseded: true }));
  const first = found.find(({ criterion }) => criterion.outcome === outcome)?.criterion.code ?? "";
  if (outcome === "NONE") return { credit_minor: 0, lines: [all(first, "none"), ...superseded], outcome };
  if (outcome === "EXCESS") return { credit_minor: 0, lines: [all("TIME", "excess"), ...superseded], outcome };
  if (outcome === "HOLD") return { credit_minor: null, lines: [...charges, all(first, "hold", 0)], outcome };
  const taken = charges.reduce((sum, line) => sum + (line.superseded ? 0 : line.minor), 0);
  return { credit_minor: Math.max(0, deposit.minor - taken), lines: charges, outcome };
};

const deductionLine = ({ criterion, finding }: Found, deposit: Money): ReadonlyArray<GradeLine> => {
  const { code, deduction } = criterion;
  if (deduction === null) return [];
  const { count } = finding;
  const line = { code, count, rule: deduction.kind, superseded: false };
  if (deduction.kind === "percent") return [{ ...line, minor: percentOf(deposit.minor, deduction.percent) }];
  if (deduction.kind === "stated") return [{ ...line, minor: finding.stated_minor ?? 0 }];
  return [{ ...line, minor: deduction.minor * (deduction.per === "piece" ? count : 1) }];
};

const upgradeLines = (
  { upgrades }: Programme,
  { models }: GradeFacts,
  isDamaged: boolean,
): ReadonlyArray<GradeLine> => {
  const upgrade = upgrades.find(({ core, sold }) => core === models.core && sold === models.sold);
  if (upgrade === undefined || upgrade.minor === 0) return [];
  return [{ code: "UPGRADE", count: 1, minor: upgrade.minor, rule: "upgrade", superseded: isDamaged }];
};

const factsFault = (programme: Programme, { deposit, findings }: GradeFacts): Outcome<never, GradeFailure> | null => {
  if (deposit.currency !== programme.currency)
    return refuse(
      "currencyDiffers",
      `The deposit is ${moneyText(deposit)}, but the programme counts in ${programme.currency}. Choose another programme.`,
    );
  for (const [index, { code, stated_minor }] of findings.entries()) {
    const criterion = programme.criteria.find((one) => one.code === code);
    if (criterion === undefined)
      return refuse("criterionUnknown", `The programme "${programme.title}" has no criterion ${code}.`);
    if (findings.findIndex((one) => one.code === code) !== index)
      return refuse("criterionTwice", `The criterion ${code} is found twice. Give it once, with the number of pieces.`);
    const isAsked = criterion.deduction?.kind === "stated";
    if (isAsked && stated_minor === null)
      return refuse(
        "amountMissing",
        `"${criterion.name}" is charged, but the programme prints no figure. Write the amount of the price list.`,
      );
    if (!isAsked && stated_minor !== null)
      return refuse("amountNotAsked", `The programme fixes what "${criterion.name}" takes off. Leave the amount out.`);
  }
  return null;
};
