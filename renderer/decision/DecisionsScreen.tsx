/** The room of decisions: one part at a time, each with its number. */
import "./decision.css";
import { useLocation } from "wouter";
import { FilterRow } from "../design/FilterRow.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Answer } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { ConflictsView } from "./ConflictsView.tsx";
import { CorrectionsView } from "./CorrectionsView.tsx";
import { DisputesView } from "./DisputesView.tsx";
import { EndorsementsView } from "./EndorsementsView.tsx";
import { EquivocationsView } from "./EquivocationsView.tsx";
import { SealsView } from "./SealsView.tsx";

const parts = ["endorsements", "conflicts", "seals", "equivocations", "disputes", "corrections"] as const;
type Part = (typeof parts)[number];

/** The part that the address names; what waits for endorsements where it names none. */
export const DecisionsScreen = ({ part: named }: { readonly part: string | null }) => {
  const [, go] = useLocation();
  const part = parts.find((one) => one === named) ?? "endorsements";
  const endorsements = useAsk("decision.endorsements", {});
  const conflicts = useAsk("decision.conflicts", {});
  const seals = useAsk("custody.list", {});
  const equivocations = useAsk("decision.equivocations", {});
  const disputes = useAsk("decision.disputes", {});
  const corrections = useAsk("decision.corrections", {});
  const totals: Readonly<Record<Part, number | null>> = {
    endorsements: totalOf(endorsements),
    conflicts: totalOf(conflicts),
    seals: totalOf(seals),
    equivocations: totalOf(equivocations),
    disputes: totalOf(disputes),
    corrections: totalOf(corrections),
  };
  return (
    <ScreenFrame title={decisionWords.title} about={decisionWords.about}>
      <div className="stack decisions">
        <FilterRow
          label={decisionWords.choose}
          chosen={part}
          choose={(next) => go(addresses.decisionsOn(next))}
          choices={parts.map((value) => ({
            label: decisionWords.part(decisionWords.parts[value], totals[value]),
            value,
          }))}
        />
        <p className="muted">{decisionWords.intro[part]}</p>
        {part === "endorsements" ? <EndorsementsView answer={endorsements} /> : null}
        {part === "conflicts" ? <ConflictsView answer={conflicts} /> : null}
        {part === "seals" ? <SealsView answer={seals} /> : null}
        {part === "equivocations" ? <EquivocationsView answer={equivocations} /> : null}
        {part === "disputes" ? <DisputesView answer={disputes} /> : null}
        {part === "corrections" ? <CorrectionsView answer={corrections} /> : null}
      </div>
    </ScreenFrame>
  );
};

const totalOf = (answer: Answer<{ readonly total: number }>): number | null =>
  answer.state === "here" ? answer.value.total : null;
