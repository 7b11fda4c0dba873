/** The credit, figure by figure: each stands beside the line that it comes from. */
import type { CoreGrade } from "../../shared/reman/grade-core.ts";
import type { Programme } from "../../shared/reman/programme.ts";
import type { Money } from "../../shared/quantity/money.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { moneyWords } from "../vocabulary/money-words.ts";
import { OutcomeFlag } from "./OutcomeFlag.tsx";
import { takesText } from "./takes-text.ts";

export interface CreditPanelProps {
  readonly deposit: Money;
  readonly grade: CoreGrade;
  readonly programme: Programme;
}

/** A table, so that it is read out with its rows. */
export const CreditPanel = ({ deposit, grade, programme }: CreditPanelProps) => (
  <div className="stack tight">
    <table className="credit-lines">
      <tbody>
        <tr>
          <td>{coreWords.grading.deposit}</td>
          <td>{moneyWords(deposit)}</td>
        </tr>
        {grade.lines.map(({ code, count, minor, rule, superseded }, index) => (
          <tr key={`${code} ${index}`} data-superseded={superseded}>
            <td>
              {nameOf(programme, code)}
              {count > 1 ? ` × ${count}` : ""}
              <br />
              <span className="muted">
                {[code, ruleText(programme, code, rule)].filter((part) => part !== "").join(" · ")}
                {superseded ? ` · ${coreWords.rules.superseded}` : ""}
              </span>
            </td>
            <td>
              {"− "}
              {moneyWords({ ...deposit, minor })}
            </td>
          </tr>
        ))}
        <tr className="sum">
          <td>
            {coreWords.grading.credit} <OutcomeFlag outcome={grade.outcome} />
          </td>
          <td data-testid="credit">
            {grade.credit_minor === null
              ? coreWords.grading.undecided
              : moneyWords({ ...deposit, minor: grade.credit_minor })}
          </td>
        </tr>
      </tbody>
    </table>
  </div>
);

/** The words of the criterion that the figure comes from, or of the rule where no criterion stands behind it. */
const ruleText = (
  { criteria, currency }: Programme,
  code: string,
  rule: CoreGrade["lines"][number]["rule"],
): string => {
  const criterion = criteria.find((one) => one.code === code);
  const byCriterion = rule === "percent" || rule === "fixed" || rule === "stated";
  return byCriterion && criterion !== undefined ? takesText(criterion.deduction, currency) : coreWords.rules[rule];
};

const nameOf = ({ criteria }: Programme, code: string): string =>
  criteria.find((one) => one.code === code)?.name ?? (code === "UPGRADE" ? coreWords.rules.upgrade : code);
