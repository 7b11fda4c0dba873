/** A document beside the list: what it is, what a check says, to whom it went, and its very pages. */
import { Button } from "@mantine/core";
import { IconDownload, IconPrinter, IconShieldCheck, IconUserShare, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { Link } from "wouter";
import type { IssuedReportRow } from "../../shared/rpc/report-methods.ts";
import type { VerdictReport } from "../../shared/rpc/rows.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Facts } from "../design/Facts.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { Share } from "../design/Share.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { StandingMark } from "../evidence/StandingMark.tsx";
import { reportWords } from "../vocabulary/report-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { verifyWords } from "../vocabulary/verify-words.ts";
import { PdfFrame, type PdfHandle } from "./PdfFrame.tsx";

export interface IssuedReportViewProps {
  readonly row: IssuedReportRow;
  /** Address of its pages; null where no copy lies here. */
  readonly shown: string | null;
  readonly save: string | null;
  readonly verdict: VerdictReport | null;
  readonly verifying: boolean;
  readonly refusal: string | null;
  readonly verify: () => void;
  readonly handOver: () => void;
}

const words = reportWords.detail;

/** Acts first, then proof, then pages. */
export const IssuedReportView = (props: IssuedReportViewProps) => {
  const { refusal, row, shown, verdict, verifying } = props;
  const pages = useRef<PdfHandle>(null);
  return (
    <div className="stack issued-report">
      <Panel title={row.title} actions={<CloseLink />}>
        <div className="stack">
          <Acts {...props} print={() => pages.current?.print()} />
          {verifying ? <Share label={words.verifying} share={null} number="" /> : null}
          {verdict === null ? null : <Verdict report={verdict} />}
          {refusal === null ? null : (
            <Notice tone="bad" urgent>
              {refusal}
            </Notice>
          )}
          {row.kept ? null : <Notice tone="calm">{words.notKept}</Notice>}
        </div>
      </Panel>
      {row.kept ? <PdfFrame address={shown} handle={pages} /> : null}
      <Panel title={words.handed}>
        <Handed row={row} />
      </Panel>
      <Panel title={words.proof}>
        <Facts facts={factsOf(row)} />
      </Panel>
    </div>
  );
};

const CloseLink = () => (
  <Button component={Link} href={addresses.reports} variant="subtle" leftSection={<IconX size={16} />}>
    {words.close}
  </Button>
);

const Acts = ({
  handOver,
  print,
  row,
  save,
  verify,
  verifying,
}: IssuedReportViewProps & { readonly print: () => void }) => (
  <div className="row-of">
    {row.kept ? (
      <Button onClick={verify} disabled={verifying} leftSection={<IconShieldCheck size={16} />}>
        {words.verify}
      </Button>
    ) : null}
    {save === null ? null : (
      <>
        <Button variant="default" onClick={print} leftSection={<IconPrinter size={16} />}>
          {reportWords.print}
        </Button>
        <Button component="a" href={save} download variant="default" leftSection={<IconDownload size={16} />}>
          {reportWords.save}
        </Button>
      </>
    )}
    <Button variant="default" onClick={handOver} leftSection={<IconUserShare size={16} />}>
      {reportWords.hand.open}
    </Button>
    {row.scope === "asset" ? <Link href={addresses.asset(row.history)}>{words.asset}</Link> : null}
    {row.tag === null ? null : <Link href={addresses.entry(row.history, row.record)}>{words.record}</Link>}
  </div>
);

const Verdict = ({ report }: { readonly report: VerdictReport }) => {
  const { tone, word } = verifyWords.verdicts[report.verdict];
  return (
    <Notice tone={tone} urgent>
      <p>
        <strong>{word}</strong>
      </p>
      <p>{report.reason?.message ?? report.statement}</p>
      {[...report.warnings, ...report.remarks].map((sentence) => (
        <p key={sentence} className="muted">
          {sentence}
        </p>
      ))}
    </Notice>
  );
};

const factsOf = (row: IssuedReportRow) => [
  { name: words.at, value: timeText(row.at) },
  { name: words.by, value: [row.by.name ?? row.by.key.slice(0, 10), row.by.organisation].filter(Boolean).join(", ") },
  { name: words.role, value: row.role },
  { name: words.standing, value: <StandingMark record={row.record} standing={row.standing} worded /> },
  { name: words.pages, value: String(row.pages) },
  { name: words.digest, value: <CopyText text={row.document} label={words.copyDigest} form="line" /> },
];

const Handed = ({ row: { handed } }: { readonly row: IssuedReportRow }) => (
  <div className="stack tight">
    {handed.length === 0 ? <p>{words.nobody}</p> : null}
    {handed.length === 0 ? null : (
      <ul className="handed">
        {handed.map(({ at, by, means, record, to }) => (
          <li key={record}>
            <strong>{to ?? words.withheld}</strong> {reportWords.means[means]}{" "}
            <span className="muted">
              {timeText(at)}, {by.name ?? by.key.slice(0, 10)}
            </span>
          </li>
        ))}
      </ul>
    )}
    <p className="muted">{words.handedAbout}</p>
  </div>
);
