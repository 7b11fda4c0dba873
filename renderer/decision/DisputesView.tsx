/** Records that count for nothing, each with its reason and the records behind it. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { RecordLine } from "../evidence/RecordLine.tsx";
import type { Answer } from "../rpc/answer.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { standingWords } from "../vocabulary/standing-words.ts";
import { DecisionList } from "./DecisionList.tsx";

/** The mark leads to the records behind it. */
export const DisputesView = ({ answer }: { readonly answer: Answer<ResponseOf<"decision.disputes">> }) => (
  <DecisionList answer={answer} none={decisionWords.none.disputes} keyOf={({ entry }) => entry.id}>
    {({ entry, title }) => (
      <>
        <RecordLine entry={entry} title={title} />
        <p>
          <strong>{standingWords[entry.standing.standing].word}.</strong> {entry.standing.reason}
        </p>
      </>
    )}
  </DecisionList>
);
