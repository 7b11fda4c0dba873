/**
 * The tables of the index: one definition from which the statements that make and fill them are written. The index is
 * disposable: everything in it follows from the journal, and no opened value is ever in it.
 */
import { standings } from "../register/standing.ts";

/** Raised whenever the same records give other rows: snapshots of before are thrown away. */
export const rowsVersion = 1;

/** What SQLite takes and gives here: integers, texts and blobs. */
export type SqlValue = number | string | Uint8Array | null;

/**
 * `line` is a record's line in the journal and its key here; other tables name it as `record`. Ids are blobs of 32
 * bytes. A record's `position` is -1 while it is pending; `standing` is its place in the list of standings.
 */
export const indexTables = {
  /**
   * Every history with what a list shows of it; `placed` are its records that have a position. `last_at` and
   * `last_summary` are of the last record that counts.
   */
  history: {
    key: "INTEGER PRIMARY KEY",
    id: "BLOB NOT NULL",
    records: "INTEGER NOT NULL",
    placed: "INTEGER NOT NULL",
    pending: "INTEGER NOT NULL",
    unshared: "INTEGER NOT NULL",
    /** How often a key has signed two records with one number. */
    equivocations: "INTEGER NOT NULL",
    last_at: "TEXT",
    last_summary: "TEXT",
  },
  /** The histories that an asset's registration founds. A field in conflict shows the first of its values. */
  asset: {
    history: "INTEGER PRIMARY KEY",
    tag: "TEXT NOT NULL",
    tag_order: "TEXT NOT NULL",
    search: "TEXT NOT NULL",
    serial: "TEXT",
    maker: "TEXT",
    model: "TEXT",
    equipment_class: "TEXT NOT NULL",
    location: "TEXT",
    conflicts: "INTEGER NOT NULL",
    open_defects: "INTEGER NOT NULL",
    /** The first day on which any task of the plan is due, and the last before one is overdue. */
    due_on: "TEXT",
    overdue_after: "TEXT",
  },
  /** What an asset's founding record says once and for all. */
  founding: { record: "INTEGER PRIMARY KEY", history: "INTEGER NOT NULL", life_number: "INTEGER NOT NULL" },
  identifier: {
    record: "INTEGER NOT NULL",
    history: "INTEGER NOT NULL",
    ordinal: "INTEGER NOT NULL",
    scheme: "TEXT NOT NULL",
    value: "TEXT NOT NULL",
  },
  /** The values of the single-valued fields that no descendant has set again, as canonical JSON. */
  field_value: {
    history: "INTEGER NOT NULL",
    field: "TEXT NOT NULL",
    ordinal: "INTEGER NOT NULL",
    set_by: "BLOB NOT NULL",
    value: "TEXT NOT NULL",
  },
  record: {
    line: "INTEGER PRIMARY KEY",
    id: "BLOB NOT NULL",
    history: "INTEGER NOT NULL",
    type: "TEXT NOT NULL",
    at: "TEXT NOT NULL",
    position: "INTEGER NOT NULL",
    standing: "INTEGER NOT NULL",
    apart: "INTEGER NOT NULL",
    shared: "INTEGER NOT NULL",
    summary: "TEXT NOT NULL",
  },
  defect: { record: "INTEGER PRIMARY KEY", history: "INTEGER NOT NULL", mode: "TEXT" },
  /** Work that closes a defect; the defect may come later than the work. */
  closing: { record: "INTEGER NOT NULL", history: "INTEGER NOT NULL", defect: "BLOB NOT NULL" },
  /** A task of a maintenance plan, as its record writes it. */
  planned_task: {
    record: "INTEGER NOT NULL",
    history: "INTEGER NOT NULL",
    key: "TEXT NOT NULL",
    task: "TEXT NOT NULL",
  },
  replaced_plan: { record: "INTEGER NOT NULL", history: "INTEGER NOT NULL", plan: "BLOB NOT NULL" },
  fulfilled_task: { record: "INTEGER NOT NULL", history: "INTEGER NOT NULL", key: "TEXT NOT NULL" },
  counter_reading: {
    record: "INTEGER NOT NULL",
    history: "INTEGER NOT NULL",
    ordinal: "INTEGER NOT NULL",
    counter: "TEXT NOT NULL",
    value: "TEXT NOT NULL",
    unit: "TEXT NOT NULL",
  },
  poll: { record: "INTEGER PRIMARY KEY", profile: "TEXT NOT NULL", simulated: "INTEGER NOT NULL" },
  /** A series of readings: one channel of one history in one unit. */
  channel: { key: "INTEGER PRIMARY KEY", history: "INTEGER NOT NULL", name: "TEXT NOT NULL", unit: "TEXT NOT NULL" },
  reading: {
    channel: "INTEGER NOT NULL",
    at: "TEXT NOT NULL",
    record: "INTEGER NOT NULL",
    ordinal: "INTEGER NOT NULL",
    value: "TEXT NOT NULL",
    quality: "TEXT NOT NULL",
  },
  attachment: {
    record: "INTEGER NOT NULL",
    history: "INTEGER NOT NULL",
    sha256: "BLOB NOT NULL",
    size: "INTEGER NOT NULL",
  },
  /** Editions of core programmes. */
  core_programme: { record: "INTEGER PRIMARY KEY", history: "INTEGER NOT NULL" },
  /** Cores that may be returned; `ends` is the last day of the window. */
  core_entitlement: {
    record: "INTEGER PRIMARY KEY",
    history: "INTEGER NOT NULL",
    serial_key: "TEXT NOT NULL",
    search: "TEXT NOT NULL",
    ends: "TEXT",
  },
  core_receipt: {
    record: "INTEGER PRIMARY KEY",
    history: "INTEGER NOT NULL",
    serial_key: "TEXT",
    maker_key: "TEXT",
    entitlement: "BLOB",
    search: "TEXT NOT NULL",
  },
  core_grade: {
    record: "INTEGER PRIMARY KEY",
    history: "INTEGER NOT NULL",
    receipt: "BLOB NOT NULL",
    outcome: "TEXT NOT NULL",
  },
  /** `ends` is the last day of its months. */
  warranty: { record: "INTEGER PRIMARY KEY", history: "INTEGER NOT NULL", search: "TEXT NOT NULL", ends: "TEXT" },
  warranty_claim: { record: "INTEGER PRIMARY KEY", history: "INTEGER NOT NULL", warranty: "BLOB NOT NULL" },
  /** Documents that were issued; `search` is of their title. */
  issued_report: {
    record: "INTEGER PRIMARY KEY",
    history: "INTEGER NOT NULL",
    document: "BLOB NOT NULL",
    pages: "INTEGER NOT NULL",
    role: "TEXT NOT NULL",
    search: "TEXT NOT NULL",
    template: "TEXT NOT NULL",
    title: "TEXT NOT NULL",
    writer: "BLOB NOT NULL",
  },
  /** Documents that were handed to somebody; `issue` is the record that issued them. */
  handing: { record: "INTEGER PRIMARY KEY", history: "INTEGER NOT NULL", issue: "BLOB NOT NULL" },
  /** Digests of sealed values: which record holds which. What an opening says is never here. */
  sealed: { record: "INTEGER NOT NULL", history: "INTEGER NOT NULL", digest: "BLOB NOT NULL" },
} as const;

export type IndexTable = keyof typeof indexTables;
export type RowOf<T extends IndexTable> = { readonly [C in keyof (typeof indexTables)[T]]: SqlValue };
/** A row of any table. */
export type TableRow = { readonly [T in IndexTable]: { readonly table: T; readonly row: RowOf<T> } }[IndexTable];

export const indexTableNames: ReadonlyArray<IndexTable> = [
  "history",
  "asset",
  "founding",
  "identifier",
  "field_value",
  "record",
  "defect",
  "closing",
  "planned_task",
  "replaced_plan",
  "fulfilled_task",
  "counter_reading",
  "poll",
  "channel",
  "reading",
  "attachment",
  "core_programme",
  "core_entitlement",
  "core_receipt",
  "core_grade",
  "warranty",
  "warranty_claim",
  "issued_report",
  "handing",
  "sealed",
];

/** Lookups that are made when all rows are in: on a rebuild that is quicker than keeping them up row by row. */
export const indexLookups: ReadonlyArray<string> = [
  "CREATE UNIQUE INDEX history_by_id ON history(id)",
  "CREATE INDEX asset_by_tag ON asset(tag_order)",
  "CREATE INDEX founding_by_history ON founding(history)",
  "CREATE INDEX identifier_by_history ON identifier(history)",
  "CREATE INDEX field_value_by_history ON field_value(history)",
  "CREATE INDEX record_by_place ON record(history, position, standing)",
  "CREATE INDEX record_unshared ON record(history) WHERE shared = 0",
  `CREATE INDEX record_waiting ON record(history) WHERE standing = ${standings.indexOf("pending")} AND position >= 0`,
  "CREATE INDEX record_to_decide ON record(standing, at) WHERE standing > 0",
  "CREATE INDEX record_correcting ON record(at) WHERE type = 'record/corrected@1'",
  "CREATE INDEX record_sealing ON record(at) WHERE type = 'custody/sealed@1'",
  "CREATE INDEX history_equivocal ON history(equivocations) WHERE equivocations > 0",
  "CREATE INDEX defect_by_history ON defect(history)",
  "CREATE INDEX closing_by_defect ON closing(defect)",
  "CREATE INDEX planned_task_by_history ON planned_task(history)",
  "CREATE INDEX replaced_plan_by_plan ON replaced_plan(plan)",
  "CREATE INDEX fulfilled_task_by_history ON fulfilled_task(history)",
  "CREATE INDEX counter_reading_by_history ON counter_reading(history)",
  "CREATE INDEX channel_by_history ON channel(history)",
  "CREATE INDEX attachment_by_history ON attachment(history)",
  "CREATE INDEX core_entitlement_by_serial ON core_entitlement(serial_key)",
  "CREATE INDEX core_receipt_by_serial ON core_receipt(serial_key)",
  "CREATE INDEX core_receipt_by_entitlement ON core_receipt(entitlement)",
  "CREATE INDEX core_grade_by_receipt ON core_grade(receipt)",
  "CREATE INDEX warranty_by_history ON warranty(history)",
  "CREATE INDEX warranty_claim_by_warranty ON warranty_claim(warranty)",
  "CREATE INDEX handing_by_issue ON handing(issue)",
  "CREATE INDEX sealed_by_history ON sealed(history)",
];

/** The statement that makes a table. Readings lie in the order in which a plot reads them, without a second copy. */
export const createTable = (table: IndexTable): string => {
  const columns = Object.entries(indexTables[table]).map(([name, type]) => `${name} ${type}`);
  if (table !== "reading") return `CREATE TABLE ${table}(${columns.join(", ")})`;
  return `CREATE TABLE ${table}(${columns.join(", ")}, PRIMARY KEY(channel, at, record, ordinal)) WITHOUT ROWID`;
};

/** All of the definition as one text: a snapshot made by another definition does not fit. */
export const tablesText = (): string =>
  [`rows ${rowsVersion}`, ...indexTableNames.map(createTable), ...indexLookups].join("\n");

/** The columns of a table, in the order of its statements. */
export const columnsOf = (table: IndexTable): ReadonlyArray<string> => Object.keys(indexTables[table]);

/** The statement that puts one row in; a row with the same key is replaced. */
export const insertRow = (table: IndexTable): string => {
  const columns = columnsOf(table);
  return `INSERT OR REPLACE INTO ${table}(${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
};
