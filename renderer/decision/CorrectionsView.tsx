/** Corrections: what each takes back, why, and what stands in its place. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { RecordLine } from "../evidence/RecordLine.tsx";
import type { Answer } from "../rpc/answer.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { DecisionList } from "./DecisionList.tsx";

const words = decisionWords.correction;

/** One card for each. */
export const CorrectionsView = ({ answer }: { readonly answer: Answer<ResponseOf<"decision.corrections">> }) => (
  <DecisionList answer={answer} none={decisionWords.none.corrections} keyOf={({ entry }) => entry.id}>
    {({ entry, reason, replacement, target, title }) => (
      <>
        <RecordLine entry={entry} title={title} />
        <p>{words.because(reason)}</p>
        <div className="branches">
          <section className="branch" aria-label={words.takesBack}>
            <h3>{words.takesBack}</h3>
            <RecordLine entry={target} />
          </section>
          <section className="branch" aria-label={words.instead}>
            <h3>{words.instead}</h3>
            {replacement === null ? <p className="muted">{words.nothing}</p> : <RecordLine entry={replacement} />}
          </section>
        </div>
      </>
    )}
  </DecisionList>
);
