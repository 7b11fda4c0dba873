/** The risk matrix of a study: a table for each kind of consequence, the rank written in every cell. */
import type { MatrixRow } from "../../shared/rpc/hazop-rows.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";

const words = hazopWords.matrix;

/** The colour of a rank is drawn beside its name, never in place of it. */
export const MatrixView = ({ matrix }: { readonly matrix: MatrixRow }) => (
  <div className="stack scrolls">
    <p className="muted">
      {matrix.title}, {matrix.edition}. {matrix.source}
    </p>
    {matrix.types.map(({ type, rows }) => (
      <div key={type} className="figures-frame">
        <table className="figures matrix">
          <caption>{type}</caption>
          <thead>
            <tr>
              <th scope="col">{words.severity}</th>
              {matrix.likelihoods.map(({ code, frequency, name }) => (
                <th key={code} scope="col">
                  {code} {name}
                  <div className="mono muted">
                    {frequency} {words.perYear}
                  </div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ code, name, ranks }) => (
              <tr key={code}>
                <th scope="row">
                  {code} {name}
                </th>
                {ranks.map((rank, index) => (
                  <td key={matrix.likelihoods[index]?.code ?? index}>
                    <RankCell matrix={matrix} rank={rank} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    ))}
  </div>
);

const RankCell = ({ matrix, rank }: { readonly matrix: MatrixRow; readonly rank: string | null }) => {
  const known = matrix.ranks.find(({ code }) => code === rank);
  if (rank === null) return "–";
  return (
    <span className="risk">
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <rect width="10" height="10" rx="2" fill={known?.color ?? "none"} />
      </svg>
      <strong>{rank}</strong> <span className="muted">{known?.name}</span>
    </span>
  );
};
