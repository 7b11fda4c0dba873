/** Looking a risk rank up by severity and likelihood, in a matrix of any size. */
import type { Likelihood, RiskChoice, RiskMatrix, RiskRank, Severity } from "./study.ts";

/** A risk as a worksheet shows it. `rank` is what the study recorded, else what its matrix gives. */
export interface Risk {
  readonly severity: Severity | undefined;
  readonly likelihood: Likelihood | undefined;
  readonly rank: RiskRank | undefined;
}

/** The rank of a cell; `null` where the matrix has none there. */
export const lookUpRank = (matrix: RiskMatrix, severity: string, likelihood: string): RiskRank | null => {
  const cell = matrix.cells.find((one) => one.severity === severity && one.likelihood === likelihood);
  return matrix.ranks.find(({ id }) => id === cell?.rank) ?? null;
};

/** The risk that was chosen; `null` where nothing is. */
export const riskOf = (matrix: RiskMatrix, { likelihood, rank, severity }: RiskChoice): Risk | null => {
  if (likelihood === null && rank === null && severity === null) return null;
  const looked = severity === null || likelihood === null ? null : lookUpRank(matrix, severity, likelihood);
  return {
    severity: matrix.severities.find(({ id }) => id === severity),
    likelihood: matrix.likelihoods.find(({ id }) => id === likelihood),
    rank: matrix.ranks.find(({ id }) => id === rank) ?? looked ?? undefined,
  };
};
