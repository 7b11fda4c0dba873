/** Issues a drawn report: its digests are recorded under the signer's name, then the bundle that holds them goes in. */
import type { HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { issuedPagesMax, type ReportIssued } from "../../shared/record-type/ledger-body.ts";
import { reportKind } from "../../shared/report/report-kinds.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { memoryTarget, writeBundle } from "../bundle/bundle-writer.ts";
import { attachBundle } from "../document/attach-bundle.ts";
import { verifyDocument } from "../document/compare-with-issued.ts";
import { carriedExtras, freshCheckpoint } from "./carried-extras.ts";
import type { DrawnReport } from "./draw-report.ts";
import { keepDocument } from "./issued-documents.ts";
import type { FileInTheMaking } from "./made-files.ts";
import type { NodeParts } from "./node-parts.ts";
import { insideBytesMax } from "./report-source.ts";

export interface Issuing extends DrawnReport {
  readonly path: string | undefined;
  readonly role: string;
}

/** The media type of every document. */
export const pdfType = "application/pdf";

/** Records and publishes; what cannot be written as a file is not recorded. */
export const issueReport = async (parts: NodeParts, issuing: Issuing): Promise<Outcome<ResponseOf<"report.issue">>> => {
  const pages = issuing.base.pages.length;
  if (pages > issuedPagesMax)
    return refuse(
      "reportTooLong",
      `The report has ${pages} pages; one record can name at most ${issuedPagesMax}. Choose a larger paper or less.`,
    );
  const body = issuedBody(issuing);
  const name = fileNameOf(body.title);
  // The file is begun and holds its base before anything is recorded: nobody issues a document that nobody can have.
  const file = await parts.made.begin({ mediaType: pdfType, name, path: issuing.path });
  if (!file.ok) return file;
  const based = await file.value.append(issuing.base.bytes);
  const signer = parts.session.signer();
  const wish = { at: null, body: { ...body }, history: issuing.history, type: "report/issued@1" };
  const recorded = based.ok ? await parts.recorder.record(wish, signer) : based;
  const begun = { body, file: file.value };
  const finished = recorded.ok ? await finish(parts, issuing, { ...begun, record: recorded.value.id }) : recorded;
  if (!finished.ok) await file.value.abandon();
  return finished;
};

/** A title as a file name that every system takes. */
export const fileNameOf = (title: string): string => `${title}.pdf`.replaceAll(/[^\p{L}\p{N} ._-]/gu, "_");

const issuedBody = ({ base, carries, history, kind, role, title }: Issuing): ReportIssued => {
  const { name, version } = reportKind(kind).template;
  return {
    base_sha256: base.base_sha256,
    bundle_of: [history, ...carries.filter((id) => id !== history)],
    pages: [...base.pages],
    role,
    template: name,
    title: title.slice(0, titleCharactersMax),
    version,
  };
};

/** As the record's schema has it. */
const titleCharactersMax = 200;

interface Begun {
  readonly body: ReportIssued;
  readonly file: FileInTheMaking;
  readonly record: string;
}

/** Attaches the bundle that holds the record, and lets the document be seen. */
const finish = async (
  parts: NodeParts,
  { base, carries, history }: Issuing,
  { body, file, record }: Begun,
): Promise<Outcome<ResponseOf<"report.issue">>> => {
  const bundle = await bundleOf(parts, [history, ...carries]);
  if (!bundle.ok) return bundle;
  const document = attachBundle(base.bytes, bundle.value.bytes);
  if (!document.ok) return document;
  const checked = verifyDocument(document.value, () => [body]);
  if (!checked.ok) throw new Error(`the document that was just issued does not verify: ${checked.failure.message}`);
  const kept = await keepDocument(parts, body.base_sha256, document.value);
  const remarks = [...bundle.value.remarks, ...(kept.ok ? [] : [`no copy is kept here: ${kept.failure.message}`])];
  const appended = await file.append(document.value.subarray(base.bytes.length));
  const made = appended.ok ? await file.publish() : appended;
  if (made.ok) return success({ ...made.value, history, pages: base.pages.length, record, remarks });
  const { kind, message } = made.failure;
  return refuse(
    kind,
    `${message} The record ${record.slice(0, 12)}… issues it, but its file is not written: issue it again.`,
  );
};

interface CarriedBundle {
  readonly bytes: Uint8Array;
  readonly remarks: ReadonlyArray<string>;
}

const bundleOf = async (parts: NodeParts, histories: ReadonlyArray<HistoryId>): Promise<Outcome<CarriedBundle>> => {
  // Signed again, so that the checkpoint inside covers the record that issues the document.
  const covering = await freshCheckpoint(parts);
  if (!covering.ok) return covering;
  const target = memoryTarget();
  const extras = carriedExtras(parts, covering.value, { attachmentBytesMax: insideBytesMax, openings: false });
  const sender = { signer: parts.keystore.installationSigner, store: parts.store };
  const written = await writeBundle([...new Set(histories)], extras, target, sender);
  if (!written.ok) return written;
  const remarks = written.value.leftOut.map(({ name, sha256 }) => `left out: ${name} (${sha256.slice(0, 12)}…)`);
  return success({ bytes: target.bytes(), remarks });
};
