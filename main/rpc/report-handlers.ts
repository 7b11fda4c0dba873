/**
 * Methods that make documents: a preview records nothing; an issued one is recorded, carries its bundle and proves
 * itself.
 */
import { basename } from "node:path";
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { reportKind, reportKindNames, type ReportKindName } from "../../shared/report/report-kinds.ts";
import type { ParsedRequest, ResponseOf } from "../../shared/rpc/methods.ts";
import type { HandlersOf } from "./dispatch.ts";
import { chosenPaper, drawReport, namedKind, type DrawWish } from "./draw-report.ts";
import { resolveHistory } from "./history-name.ts";
import { fileNameOf, issueReport, pdfType } from "./issue-report.ts";
import type { NodeParts } from "./node-parts.ts";
import { firstRole, issuerIn, issuingRole, issuingRoles } from "./report-roles.ts";
import type { FoundedFor, ReportSubject } from "./report-source.ts";

/** Makes the reporting methods of a node. */
export const reportHandlers = (parts: NodeParts): HandlersOf<"report.kinds" | "report.preview" | "report.issue"> => ({
  "report.kinds": () => Promise.resolve(success(reportKindNames.map((kind) => kindRow(parts, kind)))),
  "report.preview": async (request) => {
    const asked = askedReport(parts, request);
    if (!asked.ok) return asked;
    const wish = {
      ...asked.value,
      compress: true,
      found: () => Promise.resolve(success(parts.register)),
      issuer: issuerIn(parts, firstRole(parts)),
      state: "preview",
    } as const;
    const drawn = await parts.tasks.run("report", (task) => drawReport(parts, wish, task));
    if (!drawn.ok) return drawn;
    const { base, title } = drawn.value;
    const name = fileNameOf(`${title} preview`);
    const made = await parts.made.put({ bytes: base.bytes, mediaType: pdfType, name, path: request.path });
    return made.ok ? success({ ...made.value, pages: base.pages.length }) : made;
  },
  "report.issue": async (request) => {
    const asked = askedReport(parts, request);
    if (!asked.ok) return asked;
    const role = issuingRole(parts, registerOf(parts, asked.value.subject), asked.value.kind, request.role);
    if (!role.ok) return role;
    const wish = {
      ...asked.value,
      compress: request.compress,
      found: (founded: FoundedFor) => found(parts, founded),
      issuer: issuerIn(parts, role.value),
      state: "issued",
    } as const;
    const drawn = await parts.tasks.run("report", (task) => drawReport(parts, wish, task));
    if (!drawn.ok) return drawn;
    const issued = await issueReport(parts, { ...drawn.value, path: request.path, role: role.value });
    if (issued.ok) parts.notices.add("finished", `A report of ${issued.value.pages} pages was issued.`);
    return issued;
  },
});

const kindRow = (parts: NodeParts, kind: ReportKindName): ResponseOf<"report.kinds">[number] => {
  const { about, papers, scope, title } = reportKind(kind);
  const roles = issuingRoles(parts, parts.register, kind);
  return {
    about,
    kind,
    papers: [...papers],
    refusal: roles.ok ? null : roles.failure.message,
    roles: roles.ok ? [...roles.value] : [],
    scope,
    title,
  };
};

type Asked = ParsedRequest<"report.preview">;

/** Kind, subject and paper of a request, or what does not fit together. */
const askedReport = (parts: NodeParts, request: Asked): Outcome<Pick<DrawWish, "kind" | "paper" | "subject">> => {
  const kind = namedKind(request.kind);
  if (!kind.ok) return kind;
  const paper = chosenPaper(kind.value, request.paper);
  if (!paper.ok) return paper;
  const subject =
    reportKind(kind.value).scope === "file" ? fileSubject(parts, request) : historySubject(parts, request);
  return subject.ok ? success({ kind: kind.value, paper: paper.value, subject: subject.value }) : subject;
};

const historySubject = (parts: NodeParts, { history: name }: Asked): Outcome<ReportSubject> => {
  if (name === undefined) return refuse("wrongSubject", "Say what the report is about: name a history or a tag.");
  const history = resolveHistory(parts, name);
  if (history.ok) return success({ kind: "history", history: history.value, record: null });
  const record = parseRecordId(name);
  const held = record === null ? undefined : parts.store.ledger.record(record);
  return held === undefined ? history : success({ kind: "history", history: held.history, record });
};

const fileSubject = (parts: NodeParts, { file, file_name, trust }: Asked): Outcome<ReportSubject> => {
  if (file === undefined) return refuse("wrongSubject", "Say what the report is about: give a file.");
  const path = parts.made.locate(file);
  if (!path.ok) return path;
  const given = { name: file_name ?? basename(path.value), path: path.value, trust: trust ?? null };
  return success({ kind: "file", file: given });
};

/** The register that judges the history which the issue is recorded in. */
const registerOf = (parts: NodeParts, subject: ReportSubject): HistoryId =>
  subject.kind === "file"
    ? parts.register
    : (parts.store.ledger.history(subject.history)?.root?.foundsUnder ?? subject.history);

const found = async (parts: NodeParts, { body, type }: FoundedFor): Promise<Outcome<HistoryId>> => {
  const whole = { ...body, nonce: parts.randomHex(32), register: parts.register };
  const recorded = await parts.recorder.record({ at: null, body: whole, history: null, type }, parts.session.signer());
  return recorded.ok ? success(recorded.value.history) : recorded;
};
