/** By which rules a verdict was computed, folded away until somebody asks. */
import type { RuleRow } from "../../shared/rpc/decision-methods.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { RulesView } from "./RulesView.tsx";

/** Each rule with its version and the party who put it into force. */
export const RulesFold = ({ rules }: { readonly rules: ReadonlyArray<RuleRow> }) => (
  <details className="rules-fold">
    <summary>{decisionWords.standing.rules}</summary>
    <RulesView rules={rules} />
  </details>
);
