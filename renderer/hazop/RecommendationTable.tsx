/** The actions of a study: open ones first, each closed by a signed record. */
import { Button } from "@mantine/core";
import type { RecommendationRow } from "../../shared/rpc/hazop-rows.ts";
import { Flag } from "../design/Flag.tsx";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { dayText } from "../vocabulary/time-words.ts";
import { Figure } from "../evidence/Figure.tsx";
import type { AskDialog } from "./StudyDialogs.tsx";

export interface RecommendationTableProps {
  readonly rows: ReadonlyArray<RecommendationRow>;
  readonly may: boolean;
  readonly ask: AskDialog;
}

const words = hazopWords.recommendations;
const outcomes: Readonly<Record<string, string>> = words.outcomes;

/** What closed it is one press away. */
export const RecommendationTable = ({ rows, may, ask }: RecommendationTableProps) =>
  rows.length === 0 ? (
    <p className="nothing">{words.none}</p>
  ) : (
    <div className="figures-frame scrolls">
      <table className="figures">
        <thead>
          <tr>
            {words.columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            .toSorted((left, right) => Number(left.closed !== null) - Number(right.closed !== null))
            .map((row) => (
              <tr key={row.recommendation}>
                <td className="mono">{row.number}</td>
                <th scope="row">{row.text}</th>
                <td>{row.responsible === "" ? "–" : row.responsible}</td>
                <td className="mono">{row.due === "" ? "–" : row.due}</td>
                <td>
                  <ActionState row={row} />
                </td>
                <td>
                  {may && row.closed === null ? (
                    <Button variant="default" onClick={() => ask({ kind: "close-action", action: row })}>
                      {words.close}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );

const ActionState = ({ row: { closed, number, status } }: { readonly row: RecommendationRow }) => {
  if (closed === null) return <Flag tone="warn">{status === "" ? words.open : status}</Flag>;
  const says = `${outcomes[closed.outcome] ?? closed.outcome} ${dayText(closed.at)}`;
  return (
    <Figure figure={`${number}: ${says}`} how={closed.remark ?? ""} records={[closed.record]}>
      {says}
    </Figure>
  );
};
