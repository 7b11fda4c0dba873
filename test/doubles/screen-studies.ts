/** The part of the node in memory that answers about studies: it holds the small study of the fixtures, as it stands without a test. */
import type { HandlersOf } from "../../main/rpc/dispatch.ts";
import { headerRow, nodeRow, safeguardRows } from "../../main/rpc/study-rows.ts";
import { studyStateAt } from "../../shared/hazop/study-state.ts";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { hazopMethods } from "../../shared/rpc/hazop-methods.ts";
import type { ChannelRow, MatrixRow, RecommendationRow, StudyRow, WorksheetRow } from "../../shared/rpc/hazop-rows.ts";
import { idOf, pump } from "./screen-rows.ts";
import { historyOf, instant, smallStudy } from "./study-double.ts";

type Studies = HandlersOf<keyof typeof hazopMethods>;

/** The history of the study. */
export const studyOnScreen = idOf("study");

const at = "2026-11-22T09:30:00.000000Z";
const study = smallStudy();
const state = studyStateAt(historyOf(study, {}), instant("2026-11-22T09:30:00Z"));
const safeguards = safeguardRows(study, state.safeguards);
const overdue = { reasons: [{ records: [idOf("test")], rule: "R1", text: "No passed proof test is on record." }], state: "NOT_PROTECTED" as const };

const row: StudyRow = {
  counts: { causes: 2, consequences: 3, deviations: 3, nodes: 2, recommendations: 1, safeguards: 3 }, dialect: "open-pha 39", edits: 0, file_here: true,
  file_name: "seal-oil-skid.opha", file_sha256: idOf("opha"), imported_at: at, name: "Seal oil skid", protection: overdue, revalidation_due: "2031-07-01",
  study: studyOnScreen, unit: "Seal oil skid", validity: { reasons: [], state: "VALID" },
};

const line = (ref: string, text: string, more: Partial<WorksheetRow> = {}): WorksheetRow => ({
  cause: { cause: "c1", enabling: [], frequency: "1E-1", text: "Control valve fails closed", type: "" }, comments: [], consequence: { consequence: ref, text, type: "Safety" },
  deviation: { comments: "", design_intent: "", deviation: "d1", guide_word: "MORE", parameter: "Pressure", text: "High header pressure" }, lopa: null, protection: overdue,
  recommendations: [{ closed: false, number: 1, recommendation: "r1", text: "Add a low flow alarm to the panel" }], ref,
  risk: { after: null, before: { color: "#c90000", likelihood: "3", rank: "IV", rank_name: "High", severity: "4" }, with_safeguards: null },
  safeguards: safeguards.map(({ name, number, safeguard, state: stands, tag }) => ({ name, number, safeguard, state: stands, tag })), ...more,
});

const rows = [
  line("1.1.1.1", "Seal fails, gas release", {
    lopa: {
      credited: [], credited_tags: [], dropped: [{ safeguard: "s1", tag: "PSV-101", why: "No passed proof test is on record." }], frequency: "1E-1", mel: "1E-1",
      mel_as_studied: "1E-4", met: false, ratio: "1E-3", tmel: "1E-4",
    },
  }),
  line("1.1.1.2", "Unit trips"),
];

const action: RecommendationRow = {
  closed: null, comments: "", due: "2026-12-31", kind: "pha", number: 1, priority: "", recommendation: "r1", responsible: "", status: "", text: "Add a low flow alarm to the panel",
  used_in: ["1.1.1.1"],
};

const matrix: MatrixRow = {
  edition: "1", likelihoods: [{ code: "3", frequency: "1E-1", name: "Occasional" }], source: "Invented for tests.", title: "Risk matrix",
  ranks: [{ code: "IV", color: "#c90000", name: "High", priority: "1", required_credits: "2" }],
  types: [{ rows: [{ code: "4", name: "Single fatality", ranks: ["IV"], tmel: "1E-4" }], type: "Safety" }],
};

const channel: ChannelRow = {
  asset: pump, channel: "discharge pressure", dead_band: "0.5", delay_s: 5, deviation: "d1", last: { at, record: idOf("poll"), value: "10.6" },
  limits: { action_high: "12", action_low: null, alert_high: "10", alert_low: null },
  reasons: [{ records: [idOf("poll")], rule: "R7", text: "ALERT: discharge pressure 10.6 bar is above 10 bar since 2026-11-22 09:20 UTC." }],
  record: idOf("binding"), stale_after_s: 60, state: "ALERT", unit: "bar",
};

const finding = { grade: "error" as const, item: null, message: "It points at a safeguard that is not there.", place: "1.1.1.2", rule: "dangling-reference" as const };
const unsigned = async () => refuse("nobodySigns", "Nobody signs at the moment. Unlock a person, then record again.");

/** Every method about studies. */
export const screenStudies: Studies = {
  "asset.record-change": unsigned, "hazop.bind-channel": unsigned, "hazop.bypass": unsigned, "hazop.close-recommendation": unsigned, "hazop.edit": unsigned,
  "hazop.export": unsigned,
  "hazop.import": async () => refuse("notAStudy", "This file is no Open PHA study: it is not JSON. Export it again from the program that wrote it."),
  "hazop.link-node": unsigned, "hazop.link-safeguard": unsigned,
  "hazop.lint": async () => success({ counts: row.counts, findings: [finding], grades: { error: 1, note: 0, warning: 0 }, name: row.name, rows: 2, rows_without_safeguard: 0 }),
  "hazop.list": async () => success([row]),
  "hazop.matrix": async () => success(matrix),
  "hazop.of-asset": async ({ history }) =>
    success(
      history === pump
        ? [{ name: row.name, nodes: state.nodes.map(nodeRow).map(({ name, node, protection, validity }) => ({ name, node, protection, validity })), safeguards, study: studyOnScreen }]
        : [],
    ),
  "hazop.recommendations": async () => success([action]),
  "hazop.record-test": unsigned, "hazop.restore": unsigned, "hazop.revalidate": unsigned, "hazop.review-node": unsigned,
  "hazop.safeguards": async () => success(safeguards),
  "hazop.state": async () =>
    success({
      at, channels: [channel], file_sha256: row.file_sha256, name: row.name, nodes: state.nodes.map(nodeRow), protection: overdue, records: 9, revalidation_due: row.revalidation_due,
      rules: [], safeguards, scenarios: [], study: studyOnScreen, validity: { reasons: [], state: "VALID" },
    }),
  "hazop.study": async () => success({ at, header: headerRow(study), nodes: state.nodes.map(nodeRow), row, rules: [] }),
  "hazop.worksheet": async () => success({ rows, total: rows.length }),
};
