/** Seals of all histories: whoever receives confirms what was received. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { EndorseForm } from "../evidence/EndorseForm.tsx";
import { RecordLine } from "../evidence/RecordLine.tsx";
import { SealView } from "../evidence/SealView.tsx";
import type { Answer } from "../rpc/answer.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { DecisionList } from "./DecisionList.tsx";

/** What no seal shows stands below them all. */
export const SealsView = ({ answer }: { readonly answer: Answer<ResponseOf<"custody.list">> }) => (
  <>
    <DecisionList answer={answer} none={decisionWords.none.seals} keyOf={({ entry }) => entry.id}>
      {(seal) => (
        <>
          <RecordLine entry={seal.entry} title={seal.title} />
          <SealView seal={seal} />
          {seal.own.roles.length === 0 ? (
            <p className="muted">{seal.own.why}</p>
          ) : (
            <EndorseForm target={seal.entry.id} roles={seal.own.roles} />
          )}
        </>
      )}
    </DecisionList>
    {answer.state === "here" && answer.value.rows.length > 0 ? <p className="muted">{answer.value.statement}</p> : null}
  </>
);
