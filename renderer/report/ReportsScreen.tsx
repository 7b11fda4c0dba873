/** The library of reports: what can be made, what was issued, and one of them looked at. */
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useLocation } from "wouter";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { IssuedReportScreen } from "./IssuedReportScreen.tsx";
import { ReportsView } from "./ReportsView.tsx";
import { allReports, questionOf, type ReportFilter } from "./report-filter.ts";

/** Fast typing asks once. */
const settledMillis = 120;
/** Documents of one window of the list. */
const windowDocuments = 60;

/** What was looked for stays while one goes to an asset and back. */
let remembered = allReports;

/** `record` names the document that is looked at. */
export const ReportsScreen = ({ record }: { readonly record: string | null }) => {
  const [filter, setFilter] = useState(remembered);
  const [limit, setLimit] = useState(windowDocuments);
  const [settled] = useDebouncedValue(filter, settledMillis);
  const [, go] = useLocation();
  const kinds = valueOr(useAsk("report.kinds", {}, { keep: true }), []);
  const answer = useAsk("report.issued", questionOf(settled, limit), { keep: true });
  // Asked for by itself: a filter of the list does not hide the document that is looked at.
  const one = useAsk("report.issued", { limit: 1, record: record ?? "" }, { when: record !== null, keep: true });
  const chosen = valueOr(one, null)?.rows.find((row) => row.record === record) ?? null;
  const remember = (next: ReportFilter): void => {
    remembered = next;
    setLimit(windowDocuments);
    setFilter(next);
  };
  return (
    <ReportsView
      kinds={kinds}
      answer={answer}
      filter={filter}
      setFilter={remember}
      chosen={record}
      choose={(row) => go(addresses.issuedReport(row.record))}
      more={() => setLimit(limit + windowDocuments)}
    >
      {chosen === null ? null : <IssuedReportScreen key={chosen.record} row={chosen} />}
    </ReportsView>
  );
};
