/** What can be made above, what was issued below, and at the right the document that is looked at. */
import "./report.css";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { IssuedReportRow, ReportKindRow } from "../../shared/rpc/report-methods.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Answer } from "../rpc/answer.ts";
import { reportWords } from "../vocabulary/report-words.ts";
import { IssuedTable } from "./IssuedTable.tsx";
import { KindChooser } from "./KindChooser.tsx";
import { ReportFilterBar } from "./ReportFilterBar.tsx";
import { isNarrowed, type ReportFilter } from "./report-filter.ts";

export interface ReportsViewProps {
  readonly kinds: ReadonlyArray<ReportKindRow>;
  readonly answer: Answer<ResponseOf<"report.issued">>;
  readonly filter: ReportFilter;
  readonly setFilter: (filter: ReportFilter) => void;
  /** The record of the document that is looked at. */
  readonly chosen: string | null;
  readonly choose: (row: IssuedReportRow) => void;
  readonly more: () => void;
  /** The document that is looked at; null for none. */
  readonly children: ReactNode;
}

const words = reportWords.library;

/** The list keeps its width; what is looked at takes the rest. */
export const ReportsView = ({ children, ...props }: ReportsViewProps) => (
  <ScreenFrame title={words.title} about={words.about}>
    <div className={children === null ? "reports" : "reports beside"}>
      <div className="stack">
        {children === null ? <KindChooser kinds={props.kinds} /> : null}
        <Panel title={words.issued} flush>
          <ReportFilterBar {...props} writers={props.answer.state === "here" ? props.answer.value.writers : []} />
          <Answered answer={props.answer} waiting={words.loading}>
            {(issued) => <Issued {...props} issued={issued} isBeside={children !== null} />}
          </Answered>
        </Panel>
      </div>
      {children}
    </div>
  </ScreenFrame>
);

interface IssuedProps extends Omit<ReportsViewProps, "children"> {
  readonly issued: ResponseOf<"report.issued">;
  readonly isBeside: boolean;
}

const Issued = ({ choose, chosen, filter, isBeside, issued, more }: IssuedProps) => {
  if (issued.rows.length === 0)
    return <p className="nothing">{isNarrowed(filter) ? words.nothingFits : words.nothing}</p>;
  return (
    <>
      <IssuedTable rows={issued.rows} chosen={chosen} choose={choose} isNarrow={isBeside} />
      <div className="reports-foot">
        <span className="muted">{words.total(issued.total)}</span>
        {issued.total > issued.rows.length ? (
          <Button variant="default" onClick={more}>
            {words.earlier}
          </Button>
        ) : null}
      </div>
    </>
  );
};
