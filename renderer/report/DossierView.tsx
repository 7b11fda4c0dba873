/** The pages of a dossier, and what issuing it means. */
import "./report.css";
import { Button, Select } from "@mantine/core";
import { Link } from "wouter";
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

export interface DossierProps {
  readonly tag: string;
  readonly history: string;
  /** Addresses of the preview; null before it was made. */
  readonly preview: { readonly show: string; readonly save: string } | null;
  readonly issued: ResponseOf<"report.issue"> | null;
  readonly save: string | null;
  readonly role: string | null;
  readonly setRole: (role: string | null) => void;
  readonly making: boolean;
  readonly refusal: string | null;
  readonly signer: Signer;
  readonly look: () => void;
  readonly issue: () => void;
}

/** What to do on the left, the pages on the right. */
export const DossierView = (props: DossierProps) => (
  <ScreenFrame title={reportWords.title(props.tag)} about={reportWords.about} body="columns">
    <div className="stack">
      <PreviewPanel {...props} />
      <IssuePanel {...props} />
      {props.making ? <Share label={reportWords.making} share={null} number="" /> : null}
      {props.refusal === null ? null : (
        <Notice tone="bad" urgent>
          {props.refusal}
        </Notice>
      )}
      <IssuedNotice {...props} />
    </div>
    {props.preview === null ? <div className="pages empty" /> : <Pages {...props} address={props.preview.show} />}
  </ScreenFrame>
);

const PreviewPanel = ({ preview, making, look }: DossierProps) => (
  <Panel title={reportWords.preview}>
    <div className="stack">
      <p className="muted">{reportWords.previewAbout}</p>
      <div className="row-of">
        <Button variant="default" onClick={look} disabled={making}>
          {reportWords.preview}
        </Button>
        {preview === null ? null : (
          <Button component="a" href={preview.save} download variant="default">
            {reportWords.savePreview}
          </Button>
        )}
      </div>
    </div>
  </Panel>
);

const IssuePanel = ({ role, setRole, making, signer, issue }: DossierProps) => (
  <Panel title={reportWords.issue}>
    <div className="stack">
      <p className="muted">{reportWords.issueAbout}</p>
      {signer.person === null ? (
        <>
          <p>{formWords.nobodySigns}</p>
          <Button variant="default" onClick={signer.change}>
            {formWords.unlock}
          </Button>
        </>
      ) : (
        <>
          <Select
            label={reportWords.role}
            data={[...signer.person.roles]}
            value={role ?? signer.person.roles[0] ?? null}
            allowDeselect={false}
            onChange={setRole}
          />
          <p>{formWords.signedBy(signer.person.name)}</p>
          <Button onClick={issue} disabled={making}>
            {reportWords.issue}
          </Button>
        </>
      )}
    </div>
  </Panel>
);

const IssuedNotice = ({ issued, save, history }: DossierProps) =>
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
        <Link href={addresses.entry(history, issued.record)}>{reportWords.record}</Link>
      </p>
    </Notice>
  );

const Pages = ({ address }: { readonly address: string }) =>
  navigator.pdfViewerEnabled ? (
    // oxlint-disable-next-line react/iframe-missing-sandbox -- the browser's own viewer does not run in a sandbox
    <iframe className="pages" src={address} title={reportWords.frame} />
  ) : (
    <div className="pages empty">
      <p className="nothing">{reportWords.noPreview}</p>
    </div>
  );
