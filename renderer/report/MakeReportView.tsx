/** The pages of a report on the right; on the left its paper, and what issuing it means. */
import "./report.css";
import { Button, SegmentedControl, Select } from "@mantine/core";
import { IconDownload, IconPrinter, IconRefresh, IconSignature } from "@tabler/icons-react";
import { useRef, type RefObject } from "react";
import { Link } from "wouter";
import type { ReportKindRow } from "../../shared/rpc/report-methods.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { Share } from "../design/Share.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { reportWords } from "../vocabulary/report-words.ts";
import { sizeText } from "../vocabulary/size-words.ts";
import { PdfFrame, type PdfHandle } from "./PdfFrame.tsx";
import type { PagesMade } from "./use-pages-made.ts";

type Paper = ReportKindRow["papers"][number];

export interface MakeReportViewProps {
  readonly title: string;
  /** Null while the kinds are not known yet. */
  readonly row: ReportKindRow | null;
  readonly paper: Paper | null;
  readonly setPaper: (paper: Paper) => void;
  /** Address of the pages; null before they are made. */
  readonly shown: string | null;
  readonly savePreview: string | null;
  readonly previewed: ResponseOf<"report.preview"> | null;
  readonly issued: ResponseOf<"report.issue"> | null;
  readonly save: string | null;
  readonly role: string | null;
  readonly setRole: (role: string | null) => void;
  readonly making: boolean;
  readonly pagesMade: PagesMade | null;
  readonly refusal: string | null;
  readonly signer: Signer;
  readonly look: () => void;
  readonly issue: () => void;
}

/** Plain values in, choices out. */
export const MakeReportView = (props: MakeReportViewProps) => {
  const pages = useRef<PdfHandle>(null);
  return (
    <ScreenFrame title={props.title} about={reportWords.about} body="columns">
      <div className="stack">
        <PreviewPanel {...props} pages={pages} />
        <IssuePanel {...props} />
        <Making {...props} />
        {props.refusal === null ? null : (
          <Notice tone="bad" urgent>
            {props.refusal}
          </Notice>
        )}
        <IssuedNotice {...props} />
      </div>
      <PdfFrame address={props.shown} handle={pages} />
    </ScreenFrame>
  );
};

interface PreviewProps extends MakeReportViewProps {
  readonly pages: RefObject<PdfHandle | null>;
}

const PreviewPanel = ({ look, making, pages, paper, previewed, row, savePreview, setPaper }: PreviewProps) => (
  <Panel title={reportWords.preview}>
    <div className="stack">
      <p className="muted">{reportWords.previewAbout}</p>
      {row === null || row.papers.length < 2 ? null : (
        <div>
          <p id="report-paper" className="muted">
            {reportWords.paper}
          </p>
          <SegmentedControl
            fullWidth
            aria-labelledby="report-paper"
            data={row.papers.map((value) => ({ value, label: reportWords.papers[value] }))}
            value={paper ?? row.papers[0] ?? "a4"}
            onChange={setPaper}
            disabled={making}
          />
        </div>
      )}
      {previewed === null ? null : <p>{reportWords.previewed(previewed.pages, previewed.bytes)}</p>}
      <div className="row-of">
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} />}
          disabled={previewed === null}
          onClick={() => pages.current?.print()}
        >
          {reportWords.print}
        </Button>
        {savePreview === null ? null : (
          <Button component="a" href={savePreview} download variant="default" leftSection={<IconDownload size={16} />}>
            {reportWords.savePreview}
          </Button>
        )}
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={look} disabled={making}>
          {reportWords.again}
        </Button>
      </div>
    </div>
  </Panel>
);

const IssuePanel = ({ role, setRole, row, making, signer, issue }: MakeReportViewProps) => (
  <Panel title={reportWords.issue}>
    <div className="stack">
      <p>{reportWords.issueAbout}</p>
      <p className="muted">{reportWords.seal}</p>
      {signer.person === null ? (
        <>
          <p>{formWords.nobodySigns}</p>
          <Button variant="default" onClick={signer.change}>
            {formWords.unlock}
          </Button>
        </>
      ) : row !== null && row.refusal !== null ? (
        <Notice tone="warn">{row.refusal}</Notice>
      ) : (
        <>
          <Select
            label={reportWords.role}
            data={[...(row?.roles ?? [])]}
            value={role ?? row?.roles[0] ?? null}
            allowDeselect={false}
            onChange={setRole}
          />
          <p>{formWords.signedBy(signer.person.name)}</p>
          <Button onClick={issue} disabled={making || row === null} leftSection={<IconSignature size={16} />}>
            {reportWords.issue}
          </Button>
        </>
      )}
    </div>
  </Panel>
);

const Making = ({ making, pagesMade }: MakeReportViewProps) => {
  if (!making) return null;
  if (pagesMade === null) return <Share label={reportWords.making} share={null} number="" />;
  const { done, of, stop } = pagesMade;
  return (
    <Share
      label={reportWords.making}
      share={done / of}
      number={reportWords.pagesMade(done, of)}
      stop={{ word: reportWords.stop, run: stop }}
    />
  );
};

const IssuedNotice = ({ issued, save }: MakeReportViewProps) =>
  issued === null ? null : (
    <Notice tone="good" urgent>
      <p>{reportWords.issued(issued.pages, sizeText(issued.bytes))}</p>
      <ul className="remarks">
        {issued.remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
      <p className="row-of">
        {save === null ? null : (
          <Button component="a" href={save} download>
            {reportWords.save}
          </Button>
        )}
        <Link href={addresses.entry(issued.history, issued.record)}>{reportWords.record}</Link>
        <Link href={addresses.issuedReport(issued.record)}>{reportWords.toList}</Link>
      </p>
    </Notice>
  );
