/** What the screens' double answers about cores and warranties: one core of each state, one warranty of each cover. */
import { readFileSync } from "node:fs";
import { success } from "../../shared/outcome/outcome.ts";
import { programmeSchema } from "../../shared/reman/programme.ts";
import { readScannedCode } from "../../shared/reman/scanned-code.ts";
import type { Handlers } from "../../main/rpc/dispatch.ts";
import type { CoreRow, EntitlementRow } from "../../shared/rpc/core-methods.ts";
import type { WarrantyRow } from "../../shared/rpc/warranty-methods.ts";
import { idOf } from "./screen-rows.ts";
import { warrantyTerms } from "./warranty-terms.ts";

type CoreScreens = Pick<Handlers, Extract<keyof Handlers, `core.${string}` | `warranty.${string}`>>;
type Recorded = Awaited<ReturnType<Handlers["core.entitle"]>>;
type RecordIn = (method: string, type: string, request: { readonly history: string; readonly summary: string }) => Recorded;

const turbo = programmeSchema.parse(JSON.parse(readFileSync(new URL("../../fixtures/reman/cw-turbo.json", import.meta.url), "utf8")));
const deposit = { currency: "USD", minor: 100_000 };

const core = (serial: string, more: Partial<CoreRow> = {}): CoreRow => ({
  at: "2026-11-20T09:12:00.000000Z", by: "Ann Lee, Nordwind Service ApS", contradicted: false, entitlement: idOf("entitled R-88"), grade: null, history: idOf(`core ${serial}`),
  life_number: 1, maker: "Holset", model: "HX55", part_number: "4917", place: "Dock 2", record: idOf(`receipt ${serial}`), remark: null, rga: "RGA-22",
  serial, sold_serial: "R-88", standing: "accepted", tag: serial, ...more,
});

const cores: ReadonlyArray<CoreRow> = [
  core("TC-4711"),
  core("TC-4702", { grade: { credit_minor: 14_000, currency: "USD", outcome: "DAMAGED", record: idOf("grade") } }),
  core("TC-4699", { contradicted: true, grade: { credit_minor: null, currency: "USD", outcome: "HOLD", record: idOf("hold") } }),
];

const entitlement: EntitlementRow = {
  deposit, ends: "2027-01-12", history: idOf("unit R-88"), holder: "Alba Ferries", model: "HX55", part_number: "4917", programme: null, receipts: [],
  record: idOf("entitled R-88"), reference: "SO-1203", sold_on: "2026-11-13", sold_serial: "R-88", standing: "accepted", state: "open",
};

const warranty = (number: string, cover: WarrantyRow["verdict"]["cover"], sentence: string): WarrantyRow => ({
  certificate_number: number, claims: 0, description: "Turbocharger HX55", ends: "2028-01-15", history: idOf("unit R-88"), record: idOf(number), serial: "R-88", standing: "accepted",
  strategy: "remanufactured", tag: "R-88",
  verdict: { at: "2026-11-22T09:30:00.000000Z", checks: [{ cover, records: [], sentence, what: "usage" }], cover, known_by: "2026-11-22T09:30:00.000000Z", rules: [], witnessed: false },
});

const warranties = [
  warranty("W-2026-0017", "in", '"operating hours" had not passed 2400 h; cover ends at 5000.'),
  warranty("W-2026-0009", "undecided", 'There is no reading of "operating hours" since 2026-03-01, when it stood at 4600 h; cover ends at 5000 h.'),
  warranty("W-2024-0003", "out", "The months ended on 2026-01-15."),
];

/** Answers over fixed rows; what is recorded goes to the log of the node. */
export const screenCores = (record: RecordIn): CoreScreens => {
  const recordOf = async (method: string, type: string, request: object) => record(method, type, { ...request, history: "P-101A", summary: type });
  return {
    "core.programmes": async () => success([{ history: idOf("programme"), record: idOf("programme"), terms: turbo }]),
    "core.publish-programme": (request) => recordOf("core.publish-programme", "core/programme-published@1", { ...request, history: idOf("programme") }),
    "core.entitle": (request) => recordOf("core.entitle", "core/entitled@1", request),
    "core.entitlements": async () => success({ rows: [entitlement], total: 1 }),
    "core.look-up": async ({ text }) => {
      const code = readScannedCode(text);
      if (!code.ok) return code;
      const entitlements = code.value.serial === "R-88" ? [entitlement] : [];
      return success({ assets: [], entitlements, receipts: [], scanned: { ...code.value, elements: [...code.value.elements] } });
    },
    "core.receive": (request) => recordOf("core.receive", "core/received@1", request),
    "core.list": async ({ only }) => {
      const rows = cores.filter(({ contradicted, grade }) => (only === "to-grade" ? grade === null : only === "contradicting" ? contradicted : only === "all" || grade?.outcome === only));
      return success({ rows, total: rows.length });
    },
    "core.get": async ({ receipt }) => success({ core: cores.find((row) => row.record === receipt) ?? core("TC-4711"), entitlement, grades: [], others: [], window: "inside" }),
    "core.take-photo": async ({ name }) => success({ format: "JPEG", height: 480, media_type: "image/jpeg", name, sha256: idOf(name), size: 48_213, width: 640 }),
    "core.grade": async (request) => {
      const recorded = await recordOf("core.grade", "core/graded@1", request);
      return recorded.ok ? success({ ...recorded.value, credit_minor: 14_000, currency: "USD", outcome: "DAMAGED" }) : recorded;
    },
    "warranty.issue": (request) => recordOf("warranty.issue", "warranty/issued@1", request),
    "warranty.list": async () => success({ rows: warranties, total: warranties.length }),
    "warranty.get": async ({ warranty: id }) => {
      const row = warranties.find((one) => one.record === id) ?? warranties[0] ?? warranty("W", "in", "");
      const writer = { key: idOf("ann"), kind: "person", name: "Ann Lee", organisation: "Nordwind Service ApS", party: idOf("ann"), roles: ["remanufacturer"] } as const;
      return success({ claims: [], holder: "Alba Ferries", issued_at: "2026-01-15T09:30:00.000000Z", row, terms: warrantyTerms(), writer: { ...writer, roles: [...writer.roles] } });
    },
    "warranty.claim": async (request) => {
      const recorded = await recordOf("warranty.claim", "warranty/claimed@1", request);
      return recorded.ok ? success({ ...recorded.value, verdict: warranty("W", "in", "The months end on 2028-01-15.").verdict }) : recorded;
    },
  };
};
