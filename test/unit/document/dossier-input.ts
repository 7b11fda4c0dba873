/**
 * A pump with as many years of history as a test wants: every kind of entry, names in four scripts, the signs of
 * engineering.
 */
import { createHash } from "node:crypto";
import type { DossierEntry, ServiceDossierInput } from "../../../shared/report/service-dossier-input.ts";

/** 64 hex digits that look like a hash and depend on the name alone. */
export const idOf = (name: string): string => createHash("sha256").update(name).digest("hex");

/** A dossier input with `records` entries. */
export const pumpInput = (records: number, changes: Partial<ServiceDossierInput> = {}): ServiceDossierInput => ({
  state: "issued",
  asset: {
    tag: "P-101A",
    serial: "SN 2019-004711",
    maker: "Sulzer",
    model: "AHLSTAR A22-80",
    className: "Pump, centrifugal (ISO 14224 PU-CE)",
    identifiers: [
      { scheme: "GS1 GIAI", value: "8004/426020001P101A" },
      { scheme: "Life number", value: "LN-000482" },
      { scheme: "Наименование", value: "Насос охлаждающей воды" },
      { scheme: "名称", value: "冷却水泵（一号机组）" },
    ],
  },
  scope: {
    history: idOf("history"),
    records: records + 2,
    heads: [idOf("head 1"), idOf("head 2")],
    register: idOf("register"),
    witnesses: 0,
  },
  issuer: {
    name: "Ελένη Παπαδοπούλου",
    role: "maintenance engineer",
    organisation: "Rhein Energie Service GmbH",
    date: "2026-11-22T10:30:00.000000Z",
  },
  checkpoint: {
    origin: `throughlife/${idOf("log key")}`,
    size: 48_213,
    root: Buffer.from(idOf("root"), "hex").toString("base64"),
  },
  entries: Array.from({ length: records }, (_, index) => pumpEntry(index, records)),
  conflicts: [
    {
      field: "Commissioning date",
      values: [
        {
          value: "2019-05-14",
          at: "2020-02-01T09:00:00.000000Z",
          precision: "minute",
          id: idOf("conflict a"),
          by: { name: "J. Köhler", role: "field engineer" },
        },
        {
          value: "2019-06-02",
          at: "2020-02-03T12:00:00.000000Z",
          precision: "minute",
          id: idOf("conflict b"),
          by: { name: "李 伟", role: "field engineer" },
        },
      ],
    },
  ],
  readings: [
    reading("Vibration, drive end, horizontal", "4.50", "mm/s", "good"),
    reading("Bearing temperature", "71.3", "°C", "good"),
    reading("Flow", "182.0", "m³/h", "uncertain"),
    reading("Motor insulation", null, "MΩ", "bad: no reply"),
  ],
  photos: [],
  attachments: [
    {
      name: "coupling before alignment.jpg",
      mediaType: "image/jpeg",
      bytes: 1_482_113,
      hash: idOf("photo 1"),
      presence: "inside",
    },
    {
      name: "laser alignment report ø80 ±0.02.pdf",
      mediaType: "application/pdf",
      bytes: 388_020,
      hash: idOf("report"),
      presence: "inside",
    },
    {
      name: "thermogram_bearing_housing_drive_end_2024-03-01T08-30-00Z_uncropped_original.tiff",
      mediaType: "image/tiff",
      bytes: 61_204_992,
      hash: idOf("tiff"),
      presence: "leftOut",
    },
    {
      name: "поверка датчика.pdf",
      mediaType: "application/pdf",
      bytes: 96_412,
      hash: idOf("calibration"),
      presence: "absent",
    },
  ],
  writers: [
    {
      party: "J. Köhler",
      roles: ["field engineer"],
      organisation: "Rhein Energie Service GmbH",
      key: idOf("key 1"),
      records: Math.ceil(records / 2),
    },
    {
      party: "李 伟",
      roles: ["field engineer", "inspector"],
      organisation: "上海泵业有限公司",
      key: idOf("key 2"),
      records: Math.floor(records / 2),
    },
  ],
  standings: [
    { standing: "accepted", records: Math.max(0, records - 2) },
    { standing: "provisional", records: Math.min(1, records) },
    { standing: "corrected", records: Math.min(1, records) },
  ],
  forks: [
    {
      after: idOf("fork"),
      branches: [
        { party: "J. Köhler", records: 12 },
        { party: "李 伟", records: 5 },
      ],
      joined: true,
    },
  ],
  equivocations: [],
  missing: {
    pending: [{ id: idOf("pending"), reason: "its parent 5be1 was never received" }],
    withheldOpenings: ["purchase price"],
    openTimeBounds: records,
  },
  ...changes,
});

const day = 86_400_000;
const start = Date.parse("2019-05-14T08:30:00Z");

/** One entry of the pump's history. */
export const pumpEntry = (index: number, records: number): DossierEntry => ({
  ...(work[index % work.length] ?? unknownWork),
  ...base(index, records),
});

const base = (index: number, records: number) => ({
  id: idOf(`entry ${index}`),
  at: `${new Date(start + Math.floor((index * 2700 * day) / Math.max(40, records))).toISOString().slice(0, -1)}000Z`,
  precision: index % 3 === 0 ? ("day" as const) : ("minute" as const),
  by: index % 2 === 0 ? { name: "J. Köhler", role: "field engineer" } : { name: "李 伟", role: "field engineer" },
  standing: index === 4 ? ("provisional" as const) : index === 1 ? ("corrected" as const) : ("accepted" as const),
  standingReason: index === 4 ? "needs the endorsement of one inspector" : null,
  impossible: index === 3,
  late: index === 2,
  witnessed: index % 2 === 0 ? null : { by: "2026-03-01 08:00:00 UTC", organisations: 2 },
  corrections:
    index === 1
      ? [
          {
            id: idOf("correction"),
            at: "2019-09-02T10:00:00.000000Z",
            precision: "minute" as const,
            reason: "incorrect_data" as const,
            by: { name: "J. Köhler", role: "field engineer" },
            standing: "accepted" as const,
            replacement: idOf("entry 2"),
          },
        ]
      : [],
});

const nothing = {
  failed: null,
  done: null,
  facts: [],
  codes: [],
  hours: null,
  parts: [],
  counters: [],
  attachments: [],
};

const unknownWork = { ...nothing, type: "service/performed@1" };

type Work = Omit<DossierEntry, keyof ReturnType<typeof base>>;

const work: ReadonlyArray<Work> = [
  {
    ...nothing,
    type: "asset/registered@1",
    facts: [{ name: "Location", value: "Unit 1, cooling water house, bay 3" }],
  },
  {
    ...nothing,
    type: "service/performed@1",
    failed: "Mechanical seal leaks, about 40 drops/min at 6.2 bar; shaft run-out 0.08 mm (limit ≤ 0.05 mm).",
    done: "Seal replaced, shaft sleeve polished to Ra ≤ 0.4 µm, coupling aligned within ±0.02 mm.",
    codes: [
      { list: "ISO 14224 failure mode", code: "ELP", title: "External leakage – process medium" },
      { list: "ISO 14224 mechanism", code: "2.2", title: "Leakage" },
    ],
    hours: "6.5",
    parts: [
      { quantity: "1", description: "Mechanical seal ∅80", number: "EMU-80-SiC/SiC" },
      { quantity: "2", description: "O-ring 78 × 3.5 FKM", number: null },
    ],
    counters: [{ name: "Running", value: "12 418", unit: "h" }],
    attachments: [idOf("photo 1"), idOf("report")],
  },
  {
    ...nothing,
    type: "service/performed@1",
    failed: "轴承温度过高，驱动端振动 7.1 mm/s",
    done: "更换驱动端轴承，重新对中。检查后振动 1.8 mm/s，温度 62 °C。",
    codes: [{ list: "ISO 14224 failure mode", code: "VIB", title: "Vibration" }],
    hours: "11",
    counters: [
      { name: "Running", value: "14 902", unit: "h" },
      { name: "Starts", value: "331", unit: "1" },
    ],
  },
  {
    ...nothing,
    type: "service/performed@1",
    done:
      "Φ-check of the coupling: Δ = 0.01 mm → in tolerance; oil changed, ½ l of VG 46 added, 25 m² of " +
      "lagging renewed.",
  },
  {
    ...nothing,
    type: "service/defect-reported@1",
    failed: "Насос не развивает давление: засорён всасывающий фильтр, перепад 0,9 бар.",
    codes: [{ list: "ISO 14224 failure mode", code: "LOO", title: "Low output" }],
    hours: "0.5",
  },
  {
    ...nothing,
    type: "condition/read@1",
    facts: [{ name: "Route", value: "Weekly round, 8 channels" }],
    counters: [{ name: "Running", value: "15 377", unit: "h" }],
  },
];

const reading = (channel: string, value: string | null, unit: string, quality: string) => ({
  channel,
  value,
  unit,
  quality,
  id: idOf(channel),
  at: "2026-11-20T07:12:44.250000Z",
  precision: "second" as const,
  instrument: "WTVB01-485, unit 1, SN 880214",
});
