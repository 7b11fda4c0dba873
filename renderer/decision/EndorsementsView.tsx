/** Records that wait for a quorum: what each says, how far it is, and the act of whoever may. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { EndorseForm } from "../evidence/EndorseForm.tsx";
import { QuorumView } from "../evidence/QuorumView.tsx";
import { RecordLine } from "../evidence/RecordLine.tsx";
import type { Answer } from "../rpc/answer.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { DecisionList } from "./DecisionList.tsx";

/** Those that wait for whoever is signed in stand first. */
export const EndorsementsView = ({ answer }: { readonly answer: Answer<ResponseOf<"decision.endorsements">> }) => (
  <DecisionList answer={yoursFirst(answer)} none={decisionWords.none.endorsements} keyOf={({ entry }) => entry.id}>
    {({ entry, own, quorum, title }) => (
      <>
        <RecordLine entry={entry} title={title} />
        <QuorumView quorum={quorum} />
        {own.roles.length === 0 ? (
          <p className="muted">{own.why}</p>
        ) : (
          <EndorseForm target={entry.id} roles={own.roles} />
        )}
      </>
    )}
  </DecisionList>
);

const yoursFirst = (answer: Answer<ResponseOf<"decision.endorsements">>): typeof answer => {
  if (answer.state !== "here") return answer;
  const { rows, total } = answer.value;
  const isYours = (row: (typeof rows)[number]): boolean => row.own.roles.length > 0;
  const sorted = [...rows.filter(isYours), ...rows.filter((row) => !isYours(row))];
  return { ...answer, value: { rows: sorted, total } };
};
