/** The rules that a verdict follows: each with its version and the party who put it into force. */
import type { RuleRow } from "../../shared/rpc/decision-methods.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { actorText } from "./QuorumView.tsx";
import { useStanding } from "./standing-room.ts";

/** A rule that stands in a record leads to that record. */
export const RulesView = ({ rules }: { readonly rules: ReadonlyArray<RuleRow> }) => {
  const ask = useStanding();
  return (
    <ul className="rules-of">
      {rules.map(({ by, name, record, version }) => (
        <li key={`${name} ${version} ${record ?? ""}`}>
          <span>{name}</span>{" "}
          {record === null ? (
            <span className="muted">{version}</span>
          ) : (
            <button type="button" className="figure-from" onClick={() => ask(record)}>
              {version}
            </button>
          )}
          <span className="muted">
            , {by === null ? decisionWords.standing.program : decisionWords.standing.force(actorText(by))}
          </span>
        </li>
      ))}
    </ul>
  );
};
