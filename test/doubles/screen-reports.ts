/** The reports of the screens' double: kinds, previews, issues, and a book of what was issued. */
import type { HandlersOf } from "../../main/rpc/dispatch.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { reportKind, reportKindNames } from "../../shared/report/report-kinds.ts";
import type { IssuedReportRow } from "../../shared/rpc/report-methods.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { idOf, pump, turbine, verdictRow } from "./screen-rows.ts";

type Reports = HandlersOf<
  "report.kinds" | "report.preview" | "report.issue" | "report.issued" | "report.open" | "report.verify" | "report.handed-to"
>;

export interface ReportSurroundings {
  readonly file: (name: string) => { bytes: number; download: string; path: null; sha256: string };
  readonly log: { readonly method: string; readonly request: unknown }[];
  readonly rolesOfSigner: () => ReadonlyArray<string>;
  readonly handOver: (history: string) => Outcome<ResponseOf<"report.handed-to">>;
}

/** Handlers over a book of their own: what is issued or handed over stands in it. */
export const screenReports = ({ file, handOver, log, rolesOfSigner }: ReportSurroundings): Reports => {
  let book = [...issuedRows];
  return {
    "report.kinds": async () => {
      const roles = rolesOfSigner();
      const refusal = roles.length === 0 ? "Nobody is signed in. Sign in as somebody who may issue reports." : null;
      return success(
        reportKindNames.map((kind) => {
          const { about, papers, scope, title } = reportKind(kind);
          return { about, kind, papers: [...papers], refusal, roles: [...roles], scope, title };
        }),
      );
    },
    "report.preview": async () => success({ ...file("dossier-preview.pdf"), pages: 5 }),
    "report.issue": async (request) => {
      log.push({ method: "report.issue", request });
      const [first] = issuedRows;
      const record = idOf(`issued ${book.length}`);
      if (first !== undefined) book = [{ ...first, at: "2026-11-22T10:15:00.000000Z", handed: [], record, kept: true }, ...book];
      return success({
        ...file("dossier.pdf"), history: turbine, pages: 5, record, remarks: ["2 characters are printed as code points: U+13080."],
      });
    },
    "report.issued": async ({ before, from, history, kind, limit, offset, record, search, writer }) => {
      const rows = book.filter(
        (row) =>
          (record === undefined || row.record === record) && (kind === undefined || row.kind === kind) && (history === undefined || [row.history, row.tag].includes(history)) &&
          (writer === undefined || row.by.key === writer) && (from === undefined || row.at >= from) && (before === undefined || row.at < before) &&
          `${row.title} ${row.tag ?? ""}`.toLowerCase().includes(search.toLowerCase()),
      );
      const writers = [...new Map(book.map(({ by }) => [by.key, by])).values()];
      return success({ rows: rows.slice(offset, offset + limit), total: rows.length, writers });
    },
    "report.open": async () => success(file("dossier-preview.pdf")),
    "report.verify": async ({ record }) => success(verdictRow("document", record === idOf("issued changed") ? "not verified" : "verified")),
    "report.handed-to": async ({ means, record, to }) => {
      const row = book.find((one) => one.record === record);
      if (row === undefined) return refuse("notAnIssue", "The record issues no document.");
      const recorded = handOver(row.history);
      if (!recorded.ok) return recorded;
      const handed = { at: "2026-11-22T10:20:00.000000Z", by: row.by, means, record: recorded.value.id, to };
      book = book.map((one) => (one === row ? { ...row, handed: [...row.handed, handed] } : one));
      return recorded;
    },
  };
};

const jonas = { key: idOf("Jonas"), name: "Jonas Brandt", organisation: "Nordwind Service ApS" };
const mette = { key: idOf("Mette"), name: "Mette Holm", organisation: "Havblik Energy A/S" };

const issuedRow = (name: string, more: Partial<IssuedReportRow>): IssuedReportRow => ({
  at: "2026-11-02T09:00:00.000000Z", by: jonas, document: idOf(`document ${name}`), handed: [], history: turbine, kept: true,
  kind: "service-dossier", kind_title: "Service dossier", pages: 14, record: idOf(`issued ${name}`), role: "service-provider", scope: "asset",
  standing: "accepted", tag: "WTG-07", title: "Service dossier WTG-07", ...more,
});

const issuedRows: ReadonlyArray<IssuedReportRow> = [
  issuedRow("turbine", {
    handed: [{ at: "2026-11-03T07:45:00.000000Z", by: jonas, means: "file", record: idOf("handed 1"), to: "Marsh & Keel Insurance, claims desk" }],
  }),
  issuedRow("pump", { at: "2026-10-14T15:20:00.000000Z", history: pump, pages: 4, tag: "P-101A", title: "Service dossier P-101A", standing: "provisional" }),
  issuedRow("check", {
    at: "2026-09-30T11:05:00.000000Z", by: mette, handed: [{ at: "2026-09-30T11:30:00.000000Z", by: mette, means: "paper", record: idOf("handed 2"), to: null }],
    history: idOf("verification"), kind: "verification-report", kind_title: "Verification report", pages: 3, role: "owner", scope: "file", tag: null,
    title: "Verification report fleet-2026-09.tlbundle",
  }),
  issuedRow("changed", { at: "2026-06-01T08:00:00.000000Z", by: mette, kept: false, pages: 12, role: "owner", title: "Service dossier WTG-07" }),
];
