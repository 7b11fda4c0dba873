/** What was issued: a row for each document. */
import type { IssuedReportRow } from "../../shared/rpc/report-methods.ts";
import { StandingMark } from "../evidence/StandingMark.tsx";
import { reportWords } from "../vocabulary/report-words.ts";
import { timeText } from "../vocabulary/time-words.ts";

export interface IssuedTableProps {
  readonly rows: ReadonlyArray<IssuedReportRow>;
  readonly chosen: string | null;
  readonly choose: (row: IssuedReportRow) => void;
  /** True beside a document: only what and when. */
  readonly isNarrow: boolean;
}

const { columns, nobody } = reportWords.library;

/** The title is a button that shows the document. */
export const IssuedTable = ({ rows, chosen, choose, isNarrow }: IssuedTableProps) => (
  <div className="figures-frame">
    <table className="figures issued">
      <thead>
        <tr>
          <th scope="col">{columns.what}</th>
          <th scope="col">{columns.when}</th>
          {isNarrow ? null : (
            <>
              <th scope="col">{columns.who}</th>
              <th scope="col">{columns.to}</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.record} data-chosen={row.record === chosen}>
            <th scope="row">
              <button
                type="button"
                className="issued-open"
                aria-current={row.record === chosen ? "true" : undefined}
                onClick={() => choose(row)}
              >
                {row.title}
              </button>
              <StandingMark record={row.record} standing={row.standing} />
            </th>
            <td className="mono">{timeText(row.at)}</td>
            {isNarrow ? null : (
              <>
                <td>
                  {row.by.name ?? row.by.key.slice(0, 10)}, <span className="muted">{row.role}</span>
                </td>
                <td>{handedText(row)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const handedText = ({ handed }: IssuedReportRow) => {
  const last = handed.at(-1);
  if (last === undefined) return <span className="muted">{nobody}</span>;
  const more = handed.length - 1;
  return (
    <>
      {last.to ?? reportWords.detail.withheld}
      {more === 0 ? null : <span className="muted"> {reportWords.library.andMore(more)}</span>}
    </>
  );
};
