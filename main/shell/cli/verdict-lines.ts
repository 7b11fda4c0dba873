/** A verdict in words, as the command line prints it. */
import type { VerdictReport, HistoryVerdict } from "../../../shared/rpc/rows.ts";

/** The verdict first, then why, then what was found in each history. */
export const verdictLines = (verdict: VerdictReport): string[] => [
  `${verdict.verdict.toUpperCase()} (${verdict.kind})`,
  verdict.statement,
  ...(verdict.reason === null
    ? []
    : [`Reason: ${verdict.reason.message}${verdict.reason.place === null ? "" : ` [${verdict.reason.place}]`}`]),
  `Checked ${verdict.checked.records} records, ${verdict.checked.attachments} attachments, ${verdict.checked.receipts} receipts.`,
  ...verdict.warnings.map((warning) => `Warning: ${warning}`),
  ...verdict.remarks.map((remark) => `Remark: ${remark}`),
  ...verdict.histories.flatMap(historyLines),
];

const historyLines = (history: HistoryVerdict): string[] => {
  const standings = Object.entries(history.standings)
    .map(([standing, count]) => `${count} ${standing}`)
    .join(", ");
  const kind = history.register === null ? "register" : `under the register ${history.register.slice(0, 12)}…`;
  return [
    `${history.title ?? history.history}  (${history.history})`,
    `  ${kind}; ${history.records} records: ${standings}; ${history.forks} forks, ${history.conflicts} conflicts, ${history.late_entries} late entries, ${history.impossible_times} impossible times`,
    `  times: ${history.bounds.open} of ${history.records} self-declared${history.bounds.organisations === 0 ? "" : `, the others witnessed by ${history.bounds.organisations === 1 ? "1 independent organisation" : `${history.bounds.organisations} independent organisations`} or more`}`,
    `  attachments: ${history.attachments.present} present, ${history.attachments.missing} missing; openings: ${history.openings.present} present, ${history.openings.withheld} withheld, ${history.openings.erased} erased`,
    ...history.writers.map(
      (writer) =>
        `  ${writer.name ?? writer.key.slice(0, 16)}  ${writer.roles.join(", ") || "not enrolled"}${writer.organisation === null ? "" : `  of ${writer.organisation}`}`,
    ),
  ];
};
