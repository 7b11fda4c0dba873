/** One row a study: is the paper still true, is it safe now, when is it due again. */
import { Link } from "wouter";
import type { StudyRow } from "../../shared/rpc/hazop-rows.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { calendarDayText } from "../vocabulary/day-words.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { AxisMark } from "../evidence/AxisMark.tsx";

const words = hazopWords.columns;

/** Each axis with its first reason. */
export const StudyTable = ({ rows }: { readonly rows: ReadonlyArray<StudyRow> }) =>
  rows.length === 0 ? (
    <p className="nothing">{hazopWords.empty}</p>
  ) : (
    <div className="figures-frame studies">
      <table className="figures">
        <thead>
          <tr>
            {[words.name, words.protection, words.validity, words.due].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <StudyLine key={row.study} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );

const StudyLine = ({ row }: { readonly row: StudyRow }) => (
  <tr>
    <th scope="row">
      <Link href={addresses.study(row.study)} className="study-name">
        {row.name}
      </Link>
      <div className="muted">{hazopWords.counts(row.counts)}</div>
    </th>
    <td>
      {row.protection === null ? (
        hazopWords.fileMissing
      ) : (
        <AxisMark
          name={`${row.name}, ${hazopWords.axes.protection}`}
          mark={hazopWords.protection[row.protection.state]}
          reasons={row.protection.reasons}
        />
      )}
    </td>
    <td>
      {row.validity === null ? null : (
        <AxisMark
          name={`${row.name}, ${hazopWords.axes.validity}`}
          mark={hazopWords.validity[row.validity.state]}
          reasons={row.validity.reasons}
        />
      )}
    </td>
    <td className="mono">{row.revalidation_due === null ? "–" : calendarDayText(row.revalidation_due)}</td>
  </tr>
);
