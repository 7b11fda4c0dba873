/** Methods that keep book of documents: what was issued, to whom it went, and whether it still holds. */
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import { sealValue } from "../../shared/ledger/sealed-value.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { reportHandedToSchema, reportIssuedSchema, type ReportIssued } from "../../shared/record-type/ledger-body.ts";
import { isReportKind, reportKind } from "../../shared/report/report-kinds.ts";
import type { IssuedReportRow } from "../../shared/rpc/report-methods.ts";
import type { TimelineEntry, WriterRow } from "../../shared/rpc/rows.ts";
import type { IssuedReports } from "../index/report-answers.ts";
import { verifyFile } from "../verify/verify-file.ts";
import type { HandlersOf } from "./dispatch.ts";
import { verifyStopped } from "./file-handlers.ts";
import { resolveHistory } from "./history-name.ts";
import { fileNameOf, pdfType } from "./issue-report.ts";
import { isKept, keptDocument } from "./issued-documents.ts";
import type { NodeParts } from "./node-parts.ts";
import { recordedAnswer } from "./recording-handlers.ts";
import { writtenName } from "./written-text.ts";

type Book = HandlersOf<"report.issued" | "report.open" | "report.verify" | "report.handed-to">;

/** Makes the methods of a node that keep book. */
export const reportBookHandlers = (parts: NodeParts): Book => ({
  "report.issued": async ({ history: name, kind, ...request }) => {
    const history = name === undefined ? success(undefined) : resolveHistory(parts, name);
    if (!history.ok) return history;
    const found = await parts.index.issuedReports({ ...request, history: history.value, template: kind });
    if (!found.ok) return found;
    const rows = await Promise.all(found.value.rows.map((row) => issuedRow(parts, row)));
    const writers = await Promise.all(found.value.writers.map((key) => actorOf(parts, key)));
    return success({ rows, total: found.value.total, writers });
  },
  "report.open": async ({ path, record }) => {
    const kept = await keptOf(parts, record);
    if (!kept.ok) return kept;
    const { body, place } = kept.value;
    return parts.made.give(place, { mediaType: pdfType, name: fileNameOf(body.title), to: path });
  },
  "report.verify": async ({ record, trust }) => {
    const kept = await keptOf(parts, record);
    if (!kept.ok) return kept;
    const { history, place } = kept.value;
    const register = parts.store.ledger.history(history)?.root?.foundsUnder ?? history;
    const wish = { path: place, strict: false, trust: trust ?? register };
    return parts.tasks.run("verify", async (task) => {
      const report = await verifyFile(parts.files, wish, task);
      return task.signal.aborted ? verifyStopped : success(report);
    });
  },
  "report.handed-to": async ({ means, party, record, to }) => {
    const issued = await issuedBy(parts, record);
    if (!issued.ok) return issued;
    if (party === null && to === null) return refuse("nobodyNamed", "Say to whom the document was handed.");
    const name = to === null ? success(null) : writtenName(to);
    if (!name.ok) return name;
    const signer = parts.session.signer();
    const sealing = name.value === null ? null : sealValue(name.value, signer.key, parts.randomHex(32));
    const body = { issue: record, means, party, recipient: sealing === null ? null : { ...sealing.sealed } };
    const openings = sealing === null ? [] : [sealing.opening];
    const wish = { at: null, body, history: issued.value.history, openings, type: "report/handed-to@1" };
    const recorded = await parts.recorder.record(wish, signer);
    return recorded.ok ? success(recordedAnswer(parts, recorded.value)) : recorded;
  },
});

interface Issued {
  readonly body: ReportIssued;
  readonly history: HistoryId;
}

/** The record that issued a document, and the history it stands in. */
const issuedBy = async (parts: NodeParts, record: string): Promise<Outcome<Issued>> => {
  const id = parseRecordId(record);
  const held = id === null ? undefined : parts.store.ledger.record(id);
  const entry = held === undefined ? null : await parts.index.entry(held.id);
  const body = entry?.ok === true ? reportIssuedSchema.safeParse(entry.value.body) : null;
  if (held === undefined || body?.success !== true || held.type !== "report/issued@1")
    return refuse("notAnIssue", `The record ${record.slice(0, 12)}… issues no document.`);
  return success({ body: body.data, history: held.history });
};

const keptOf = async (parts: NodeParts, record: string): Promise<Outcome<Issued & { readonly place: string }>> => {
  const issued = await issuedBy(parts, record);
  if (!issued.ok) return issued;
  const place = await keptDocument(parts, issued.value.body.base_sha256);
  return place.ok ? success({ ...issued.value, place: place.value }) : place;
};

const issuedRow = async (parts: NodeParts, row: IssuedReports["rows"][number]): Promise<IssuedReportRow> => {
  const { handings, template, writer, ...facts } = row;
  const kind = isReportKind(template) ? reportKind(template) : null;
  return {
    ...facts,
    by: await actorOf(parts, writer),
    handed: (await Promise.all(handings.map((id) => handingOf(parts, id)))).flat(),
    kept: await isKept(parts, row.document),
    kind: template,
    kind_title: kind?.title ?? template,
    scope: kind?.scope ?? null,
  };
};

/** To whom, as far as this installation may know it. */
const handingOf = async (parts: NodeParts, record: string): Promise<IssuedReportRow["handed"]> => {
  const id = parseRecordId(record);
  const entry = id === null ? null : await parts.index.entry(id);
  const body = entry?.ok === true ? reportHandedToSchema.safeParse(entry.value.body) : null;
  if (entry?.ok !== true || body?.success !== true) return [];
  const { means, party, recipient } = body.data;
  const named = recipient === null ? null : openedName(entry.value, recipient.sealed);
  const to = named ?? (party === null ? null : await partyName(parts, party));
  return [{ at: entry.value.at, by: actor(entry.value.writer), means, record, to }];
};

const openedName = ({ opened }: TimelineEntry, sealed: string): string | null => {
  const value = opened.find((one) => one.sealed === sealed && one.state === "open")?.value;
  return typeof value === "string" ? value : null;
};

const partyName = async (parts: NodeParts, id: string): Promise<string | null> => {
  const party = parts.store.judge.registerNow(parts.register).parties.get(id);
  const [key] = party?.keys ?? [];
  return key === undefined ? null : (await actorOf(parts, key)).name;
};

const actorOf = async (parts: NodeParts, key: string): Promise<IssuedReportRow["by"]> =>
  actor(await parts.writerIn(parts.store.judge.registerNow(parts.register), key));

const actor = ({ key, name, organisation }: WriterRow): IssuedReportRow["by"] => ({ key, name, organisation });
