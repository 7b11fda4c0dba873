/** Rows as a service company's laptop would give them: a turbine, a pump, a core, and a fleet around them. */
import { createHash } from "node:crypto";
import type { DueTaskRow } from "../../shared/rpc/fleet-methods.ts";
import type { AssetDetail, AssetRow, PeerRow, PersonRow, RecordProof, TimelineEntry, VerdictReport } from "../../shared/rpc/rows.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { randomBelow, seededRandom } from "./seeded-random.ts";

/** An id that looks like one and is the same each time. */
export const idOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const edition = "ISO 14224:2016";
const depot = idOf("depot Esbjerg");
const service = idOf("Nordwind Service");
const owner = idOf("Havblik Energy");

const anna: PersonRow = {
  key: idOf("Anna"), name: "Anna Vestergaard", party: idOf("party Anna"), roles: ["service-provider"], unlocked: true, waits_until: null,
};
const jonas: PersonRow = {
  key: idOf("Jonas"), name: "Jonas Petersen", party: idOf("party Jonas"), roles: ["service-provider", "validator"], unlocked: false, waits_until: null,
};

export const people: readonly PersonRow[] = [anna, jonas];

export const turbine = idOf("WTG-07");
export const pump = idOf("P-101A");
export const core = idOf("CORE-2231");
export const register = idOf("register");

const writer = ({ key, name, party, roles }: PersonRow, organisation = "Nordwind Service ApS"): TimelineEntry["writer"] => ({
  key, kind: "person", name, organisation, party, roles,
});
const ownersPerson = writer({ ...jonas, key: idOf("Mette"), name: "Mette Holm", party: idOf("party Mette"), roles: ["owner"] }, "Havblik Energy A/S");

const plain = (history: string, position: number, at: string): TimelineEntry => ({
  at, body: {}, bounds: { behind: [], lower: null, marks: [], organisations: 0, upper: null }, corrected_by: [], corrects: null, forked: false,
  id: idOf(`${history} ${position}`), late: false, line: 100 + position, opened: [], position, received: at, recorded_at: at,
  seq: position, shared: true, standing: { behind: [], reason: null, standing: "accepted" }, summary: "", surfaced_after: [], type: "service/performed@1",
  writer: writer(anna),
});

const occurred = (value: string) => ({ precision: value.length === 10 ? "day" : "minute", value, zone: "+01:00" });

const work = (facts: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  active_hours: null, activity: null, attachments: [], category: "corrective", closes: [], cost: null, counters: [], done: null,
  down_hours: null, failure: null, parts: [], people: null, references: [], source: null, ...facts,
});

const registered = (tag: string, facts: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  description: null, identifiers: [], life_number: 1, location: null, maker: null, model: null, nonce: "0".repeat(32), register,
  serial: null, source: null, tag, ...facts,
});

/** One entry for each standing, a fork, a late entry, a correction, readings, a sealed value of each state. */
export const turbineTimeline = (): TimelineEntry[] => {
  const entry = (position: number, at: string, facts: Partial<TimelineEntry>): TimelineEntry => ({ ...plain(turbine, position, at), ...facts });
  const filler = Array.from({ length: 60 }, (_, index) =>
    entry(index + 1, `20${18 + Math.floor(index / 9)}-0${1 + (index % 9)}-11T08:30:00.000000Z`, {
      body: work({ category: "preventive", activity: { code: "7", edition }, active_hours: "3.5", occurred: occurred(`20${18 + Math.floor(index / 9)}-0${1 + (index % 9)}-11`), summary: "Half-yearly service" }),
      summary: index % 3 === 0 ? "Half-yearly service, oil sampled at main gearbox" : "Half-yearly service",
    }),
  );
  const seen = filler.length;
  const sealedPeople = idOf("sealed people");
  const sealedCost = idOf("sealed cost");
  return [
    entry(0, "2017-06-02T07:00:00.000000Z", {
      type: "asset/registered@1", summary: "WTG-07 registered",
      body: registered("WTG-07", { equipment_class: { code: "WT", edition: "RDS-PP wind" }, maker: "Aeolus", model: "AE-3.2-114", serial: "AE3114-2207" }),
    }),
    ...filler,
    entry(seen + 1, "2026-02-03T10:15:00.000000Z", {
      type: "service/defect-reported@1", writer: ownersPerson, summary: "Blade bearing 2 noisy at low pitch",
      body: { attachments: [], failure: { cause: null, detection: { code: "8", edition }, impact: "incipient", mechanism: null, mode: { code: "NOI", edition }, operating_condition: "running", text: "Grinding below 5° pitch, every revolution." }, occurred: occurred("2026-02-03"), summary: "Blade bearing 2 noisy at low pitch" },
    }),
    entry(seen + 2, "2026-03-14T09:40:00.000000Z", {
      summary: "Bearing housing temperature sensor replaced", corrected_by: [idOf(`${turbine} ${seen + 3}`)],
      standing: { behind: [idOf(`${turbine} ${seen + 3}`)], reason: "A later record corrects it: the data were wrong.", standing: "corrected" },
      body: work({ done: "Pt100 on main bearing changed.", active_hours: "11", occurred: occurred("2026-03-14T10:40"), summary: "Bearing housing temperature sensor replaced" }),
    }),
    entry(seen + 3, "2026-03-14T12:05:00.000000Z", {
      type: "record/corrected@1", summary: "Corrects the entry before: hours were 1.1, not 11", corrects: idOf(`${turbine} ${seen + 2}`),
      body: { reason: "incorrect_data", replacement: null, target: idOf(`${turbine} ${seen + 2}`) },
    }),
    entry(seen + 4, "2026-05-06T06:12:00.000000Z", {
      forked: true, shared: false, summary: "Main bearing temperature high, grease flushed and renewed",
      body: work({
        failure: { cause: { code: "3.2", edition }, detection: { code: "6", edition }, impact: "degraded", mechanism: { code: "2.7", edition }, mode: { code: "OHE", edition }, operating_condition: "running", text: "78 °C at 60 % load, alarm at 75 °C." },
        activity: { code: "7", edition }, done: "Old grease flushed, 4.2 kg renewed, temperature watched for one hour: 61 °C.", active_hours: "2.5", down_hours: "6",
        counters: [{ counter: "operating hours", reading: { unit: "h", value: "61204" } }],
        parts: [{ name: "Main bearing grease", number: "MB-G-18", quantity: { unit: "kg", value: "4.2" }, serial: null }],
        attachments: [{ media_type: "image/jpeg", name: "grease-outlet.jpg", sha256: idOf("jpg"), size: 2_481_113 }],
        people: { sealed: sealedPeople }, cost: { sealed: sealedCost }, occurred: occurred("2026-05-06T08:12"), summary: "Main bearing temperature high, grease flushed and renewed",
      }),
      opened: [
        { sealed: sealedPeople, state: "open", value: ["Anna Vestergaard", "Jonas Petersen"] },
        { sealed: sealedCost, state: "withheld", value: null },
      ],
    }),
    entry(seen + 5, "2026-05-06T07:01:00.000000Z", {
      forked: true, writer: ownersPerson, type: "asset/described@1", summary: "Location set to String B, position 3",
      standing: { behind: [idOf("other location")], reason: "Another record sets the location without knowing this one.", standing: "conflicting" },
      body: { reason: null, set: { location: "String B, position 3" } },
    }),
    entry(seen + 6, "2026-05-07T08:00:00.000000Z", {
      forked: true, type: "asset/described@1", shared: false, summary: "Location set to String C, position 1",
      standing: { behind: [idOf(`${turbine} ${seen + 5}`)], reason: "Another record sets the location without knowing this one.", standing: "conflicting" },
      body: { reason: "New string plan", set: { location: "String C, position 1" } },
    }),
    entry(seen + 7, "2026-06-01T08:00:00.000000Z", {
      late: true, summary: "Torque check of tower flange 3", received: "2026-06-20T08:00:00.000000Z", recorded_at: "2026-06-19T16:30:00.000000Z",
      body: work({ category: "preventive", activity: { code: "9", edition }, occurred: occurred("2026-06-01"), summary: "Torque check of tower flange 3" }),
    }),
    entry(seen + 8, "2026-07-15T11:30:00.000000Z", {
      type: "service/inspected@2", summary: "A type that a newer version wrote", body: { summary: "Rope access inspection" },
      standing: { behind: [], reason: "This version does not know the type service/inspected@2.", standing: "undetermined" },
    }),
    entry(seen + 9, "2026-08-20T09:00:00.000000Z", {
      writer: { key: idOf("stranger"), kind: null, name: null, organisation: null, party: null, roles: [] }, summary: "Oil changed",
      body: work({ occurred: occurred("2026-08-20"), summary: "Oil changed" }),
      standing: { behind: [register], reason: "The register does not know this key.", standing: "not permitted" },
    }),
    entry(seen + 10, "2026-09-02T09:00:00.000000Z", {
      summary: "Work with a date that cannot be", body: work({ summary: "x" }),
      standing: { behind: [], reason: "body.occurred: Invalid input: expected object, received undefined", standing: "malformed" },
    }),
    entry(seen + 11, "2026-10-12T09:00:00.000000Z", {
      summary: "Gearbox oil sampled, ISO 4406 18/16/13", body: work({ category: "preventive", occurred: occurred("2026-10-12"), summary: "Gearbox oil sampled, ISO 4406 18/16/13" }),
      standing: { behind: [idOf("revocation")], reason: "The key was revoked, and no witness saw this record before.", standing: "disputed" },
    }),
    entry(seen + 12, "2026-11-02T09:00:00.000000Z", {
      type: "report/issued@1", summary: "Service dossier issued", body: { role: "service-provider", title: "Service dossier WTG-07" },
      standing: { behind: [], reason: "Waits for one endorsement by role:owner.", standing: "provisional" },
    }),
    entry(seen + 13, "2026-11-20T13:05:07.250000Z", {
      type: "condition/read@1", summary: "WTVB01-485: vx 2.31 mm/s, vy 1.94 mm/s, vz 0.88 mm/s, temp 24.31 °C", shared: false,
      body: { readings: [{ channel: "vx", quality: "unverified-profile", unit: "mm/s", value: "2.31" }, { channel: "temp", quality: "good", unit: "Cel", value: "24.31" }], reply: { raw: "501e003a00e700c20058" } },
    }),
  ];
};

/** What waits for a parent that is not here. */
export const pendingEntry: TimelineEntry = {
  ...plain(turbine, 900, "2026-11-21T08:00:00.000000Z"), line: null, position: -1, writer: ownersPerson, summary: "Handover inspection",
  standing: { behind: [idOf("missing parent")], reason: "Its parent was not received yet.", standing: "pending" },
};

export const shortTimeline = (history: string, tag: string): TimelineEntry[] => [
  { ...plain(history, 0, "2021-03-01T08:00:00.000000Z"), type: "asset/registered@1", summary: `${tag} registered`, body: registered(tag, { equipment_class: { code: "PU", edition } }) },
  { ...plain(history, 1, "2025-09-18T10:00:00.000000Z"), summary: "Mechanical seal replaced", body: work({ done: "Seal and O-rings replaced.", occurred: occurred("2025-09-18"), summary: "Mechanical seal replaced" }) },
];

const field = <T>(value: T, by = turbine) => [{ by: idOf(`${by} 0`), value }];

export const turbineDetail: AssetDetail = {
  attachments_missing: 1,
  conflicts: [{ field: "location", records: [idOf(`${turbine} 65`), idOf(`${turbine} 66`)], values: ["String B, position 3", "String C, position 1"] }],
  counters: [
    { at: "2026-05-06T06:12:00.000000Z", counter: "operating hours", record: idOf(`${turbine} 64`), unit: "h", value: "61204" },
    { at: "2026-05-06T06:12:00.000000Z", counter: "starts", record: idOf(`${turbine} 64`), unit: "1", value: "3912" },
  ],
  description: field<string | null>("3.2 MW, three blades, geared"),
  equipment_class: field({ code: "WT", edition: "RDS-PP wind" }),
  equivocations: [],
  forks: 1,
  heads: [idOf(`${turbine} 73`)],
  history: turbine,
  identifiers: [{ scheme: "GIAI", value: "8003 0005798000 07" }],
  last_readings: [
    { at: "2026-11-20T13:05:07.250000Z", channel: "vx", profile: idOf("wtvb"), quality: "unverified-profile", record: idOf(`${turbine} 73`), simulated: false, unit: "mm/s", value: "2.31" },
    { at: "2026-11-20T13:05:07.250000Z", channel: "vy", profile: idOf("wtvb"), quality: "unverified-profile", record: idOf(`${turbine} 73`), simulated: false, unit: "mm/s", value: "1.94" },
    { at: "2026-11-20T13:05:07.250000Z", channel: "vz", profile: idOf("wtvb"), quality: "out-of-range", record: idOf(`${turbine} 73`), simulated: false, unit: "mm/s", value: "0.88" },
    { at: "2026-11-20T13:05:07.250000Z", channel: "temp", profile: idOf("wtvb"), quality: "good", record: idOf(`${turbine} 73`), simulated: false, unit: "Cel", value: "24.31" },
  ],
  life_number: 1,
  location: [
    { by: idOf(`${turbine} 65`), value: "String B, position 3" },
    { by: idOf(`${turbine} 66`), value: "String C, position 1" },
  ],
  maker: field<string | null>("Aeolus"),
  model: field<string | null>("AE-3.2-114"),
  open_defects: [{ at: "2026-02-03T10:15:00.000000Z", mode: "NOI", record: idOf(`${turbine} 61`), summary: "Blade bearing 2 noisy at low pitch" }],
  records: 74,
  register,
  serial: field<string | null>("AE3114-2207"),
  standings: [
    { count: 66, standing: "accepted" }, { count: 2, standing: "conflicting" }, { count: 1, standing: "corrected" }, { count: 1, standing: "disputed" },
    { count: 1, standing: "malformed" }, { count: 1, standing: "not permitted" }, { count: 1, standing: "provisional" }, { count: 1, standing: "undetermined" },
  ],
  tag: field("WTG-07"),
};

/** An asset with nothing unusual. */
export const plainDetail = (row: AssetRow): AssetDetail => ({
  ...turbineDetail,
  attachments_missing: 0, conflicts: [], counters: [], description: field<string | null>(null), equipment_class: field({ code: row.equipment_class, edition }),
  forks: 0, heads: [idOf(`${row.history} 1`)], history: row.history, identifiers: [], last_readings: [], location: field<string | null>(null),
  maker: field(row.maker), model: field(row.model), open_defects: [], records: row.records, serial: field(row.serial),
  standings: [{ count: row.records, standing: "accepted" }], tag: field(row.tag),
});

const assetRow = (facts: Pick<AssetRow, "history" | "tag" | "equipment_class"> & Partial<AssetRow>): AssetRow => ({
  conflicts: 0, due_on: null, location: null, overdue_after: null, last_at: "2025-09-18T10:00:00.000000Z", last_summary: "Mechanical seal replaced", maker: null, model: null, open_defects: 0, pending: 0,
  records: 2, serial: null, unshared: 0, ...facts,
});

/** The three, and as many more as it takes to scroll. */
export const fleetRows = (): AssetRow[] => {
  const random = seededRandom(7);
  const pick = <T>(choices: readonly T[], fallback: T): T => choices[randomBelow(random, choices.length)] ?? fallback;
  const others = Array.from({ length: 1_240 }, (_, index) => {
    const tag = `${pick(["P", "C", "E", "V", "GB", "HX"], "P")}-${String(100 + index).padStart(4, "0")}${pick(["", "A", "B"], "")}`;
    return assetRow({
      history: idOf(`fleet ${index}`), tag, equipment_class: pick(["PU", "CO", "EM", "VA", "GE", "HE"], "PU"),
      maker: pick(["Brandt", "Aeolus", "Kestrel", "Tampa Works"], "Brandt"), model: pick(["BK 80-250", "K 4", "TX-900", "M2"], "K 4"),
      serial: random() < 0.1 ? null : `${480_000 + index * 7}-${String(index % 97).padStart(2, "0")}`, records: 1 + randomBelow(random, 400),
      last_at: `202${randomBelow(random, 7)}-0${1 + randomBelow(random, 9)}-1${randomBelow(random, 10)}T08:00:00.000000Z`,
      last_summary: pick(["Bearing greased", "Mechanical seal replaced", "Vibration read: all in zone A", "Oil sampled", "Filter differential pressure high, element changed"], "Oil sampled"),
    });
  });
  return [
    assetRow({
      history: turbine, tag: "WTG-07", equipment_class: "WT", maker: "Aeolus", model: "AE-3.2-114", serial: "AE3114-2207", conflicts: 1, open_defects: 1,
      pending: 1, records: 74, unshared: 3, last_at: "2026-11-20T13:05:07.250000Z", last_summary: "WTVB01-485: vx 2.31 mm/s, vy 1.94 mm/s, vz 0.88 mm/s, temp 24.31 °C",
    }),
    assetRow({ history: pump, tag: "P-101A", equipment_class: "PU", maker: "Brandt", model: "BK 80-250", serial: "480117-03", unshared: 2, due_on: "2026-11-20", overdue_after: "2026-12-04" }),
    assetRow({ history: core, tag: "CORE-2231", equipment_class: "GE", maker: "Kestrel", model: "GX-4", serial: "GX4-88121", last_summary: "Received at goods-in, housing cracked at foot 3" }),
    ...others,
  ];
};

export const peers: readonly PeerRow[] = [
  {
    address: "192.168.4.20:47600", installation: depot, last_seen: "2026-11-22T08:12:00.000000Z", name: "Depot Esbjerg", party: service, roles: ["service-provider"],
    shares: { attachments: true, histories: "all", openings: true }, state: "joined", unshared: 42,
  },
  {
    address: null, installation: owner, last_seen: "2026-10-30T15:40:00.000000Z", name: "Havblik Energy", party: owner, roles: ["owner", "operator"],
    shares: { attachments: true, histories: [turbine], openings: false }, state: "joined", unshared: 3,
  },
];

const checkpointNote = "throughlife/4f1d…c2\n1317\nRk9vVGhhc2hPZlRoZUpvdXJuYWxIZXJl\n\n— throughlife/4f1d…c2 az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe\n";

/** Everything that proves an entry. */
export const proofOf = (entry: TimelineEntry): RecordProof => ({
  bytes: JSON.stringify({ after: null, at: entry.at, body: entry.body, history: turbine, prev: idOf("prev"), seq: entry.seq, type: entry.type, v: 1, writer: entry.writer.key }),
  checkpoint: entry.line === null ? null : checkpointNote,
  entry,
  history: turbine,
  id: entry.id,
  line: entry.line === null
    ? null
    : { index: entry.line, leaf_sha256: idOf(`leaf ${entry.id}`), proof: [1, 2, 3, 4].map((step) => idOf(`step ${step}`)), size: 1317, text: `{"from":"${depot}","received":"${entry.received}"} …` },
  parents: [idOf("prev")],
  register: [register],
  signature: idOf(`signature ${entry.id}`).repeat(2),
});

export const codeTables: ResponseOf<"code.tables"> = [
  table("equipment-class", "Equipment class", [["PU", "Pumps"], ["GT", "Gas turbines"], ["CO", "Compressors"], ["EM", "Electric motors"], ["GE", "Gearboxes"], ["WT", "Wind turbines"]]),
  table("failure-mode", "Failure mode", [["VIB", "Vibration"], ["NOI", "Noise"], ["OHE", "Overheating"], ["ELP", "External leakage of process medium"], ["BRD", "Breakdown"], ["STP", "Failure to stop on demand"]]),
  table("failure-mechanism", "Failure mechanism", [["1.1", "Leakage"], ["1.2", "Vibration"], ["2.4", "Wear"], ["2.7", "Overheating"]]),
  table("failure-cause", "Failure cause", [["1.0", "Design, general"], ["3.2", "Maintenance error"], ["5.6", "Unknown"]]),
  table("detection-method", "Detection method", [["1", "Periodic maintenance"], ["6", "Continuous condition monitoring"], ["8", "Casual observation"]]),
  table("maintenance-activity", "Maintenance activity", [["1", "Replace"], ["2", "Repair"], ["4", "Adjust"], ["7", "Service"], ["9", "Inspection"]]),
];

function table(id: string, title: string, rows: readonly (readonly [string, string])[]): ResponseOf<"code.tables">[number] {
  return {
    edition, id, source: "Codes after ISO 14224:2016; names are the standard's terms", title,
    rows: rows.map(([code, name]) => ({ code, for_classes: code === "STP" ? ["CO"] : null, name, synonyms: code === "VIB" ? ["shaking", "vibrating"] : [] })),
  };
}

/** A verdict with something of everything. */
export const verdictRow = (kind: VerdictReport["kind"], verdict: VerdictReport["verdict"]): VerdictReport => ({
  checked: { attachments: 3, bytes: 481_220, notes: 2, receipts: 5, records: 74 },
  exit: verdict === "verified" || verdict === "self-consistent" ? 0 : 1,
  histories: [
    {
      attachments: { missing: 1, present: 3 }, bounds: { open: 60, organisations: 1 }, impossible_times: 2, conflicts: 1, equivocations: [], forks: 1, history: turbine, late_entries: 1,
      openings: { erased: 0, present: 9, withheld: 2 }, surfaced: 1, records: 74, register, standings: { accepted: 66, conflicting: 2, corrected: 1, disputed: 1 }, title: "WTG-07",
      writers: [writer(anna), ownersPerson],
    },
  ],
  kind,
  known: { notes: [idOf("note")], revocations: [] },
  reason: verdict === "not verified" ? { kind: "pageChanged", message: "Page 2 is not as it was issued: its content has another digest. Ask the issuer for the file again.", place: "page 2" } : null,
  registers: [register],
  remarks: ["60 records have no upper bound of time: self-declared.", "1 attachment is not in this file."],
  statement: statements[verdict],
  trusted: verdict === "verified" ? register : null,
  verdict,
  warnings: ["1 record is disputed: its key was revoked."],
});

const statements: Readonly<Record<VerdictReport["verdict"], string>> = {
  verified: "Every signature, chain and proof holds under the register that you trust. Later or withheld records cannot be excluded.",
  "self-consistent": "Every signature, chain and proof holds among themselves. Name the register that you trust to know whose they are.",
  incomplete: "The file is cut off. What came before holds; what is missing is named.",
  "not verified": "This file is not what was signed.",
};

/** The record that plans the pump's maintenance. */
export const planOfPump = idOf(`${pump} 1`);

/** What is due on the pump: an oil change by calendar, past its day and still within tolerance. */
export const dueOfPump: DueTaskRow[] = [
  {
    behind: [planOfPump], by: "calendar", calendar: { due: "2026-11-20", limit: "2026-12-04" }, counter: null, done: { day: "2026-05-20", record: planOfPump },
    due_on: "2026-11-20", estimated: false, overdue_after: "2026-12-04", state: "due",
    task: { activity: null, calendar: { months: 6, since: "2026-05-20", tolerance_days: 14 }, counter: null, instruction: "ISO VG 68, 4 L", key: "change-oil", title: "Change oil" },
  },
];
