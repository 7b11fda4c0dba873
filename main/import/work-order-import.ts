/**
 * Takes other people's work orders in: each row becomes a signed record that names its file and row, or is listed with
 * the reason.
 */
import { canonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { digestHex } from "../../shared/crypto/digest.ts";
import { parseInstant, type Instant } from "../../shared/clock/instant.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { sealValue } from "../../shared/ledger/sealed-value.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ParsedRequest, ResponseOf } from "../../shared/rpc/methods.ts";
import { headerFault, mapRow, type MappedRow, type WorkOrderMapping } from "../../shared/service/work-order-mapping.ts";
import { unfitText } from "../../shared/record-type/inspect-record.ts";
import { workPerformedSchema, type WorkPerformed } from "../../shared/service/work-body.ts";
import type { RecordSigner, RecordWish } from "../recorder/record-wish.ts";
import type { Recorder } from "../recorder/recorder.ts";
import { readCsv, type CsvRow } from "./csv-rows.ts";

export type WorkOrderImport = ResponseOf<"import.work-orders">;

export interface ImportParts {
  readonly recorder: Recorder;
  readonly signer: RecordSigner;
  readonly register: HistoryId;
  readonly randomHex: (digits: number) => string;
  /** Digests of all rows that are recorded here already, whichever file brought them. */
  readonly knownRows: () => Promise<Outcome<ReadonlySet<string>>>;
  /** The asset with a tag; a refusal when several have it. */
  readonly assetOf: (tag: string) => Outcome<HistoryId | null>;
  readonly progress: (done: number, of: number) => void;
}

export interface ImportWish extends Pick<ParsedRequest<"import.work-orders">, "dry_run"> {
  readonly bytes: Uint8Array;
  readonly mapping: WorkOrderMapping;
}

/** Imports a file. A second run, or the same cells in another file, adds nothing. A dry run records nothing at all. */
export const importWorkOrders = async (parts: ImportParts, wish: ImportWish): Promise<Outcome<WorkOrderImport>> => {
  const table = readCsv(wish.bytes);
  if (!table.ok) return table;
  const fault = headerFault(wish.mapping, table.value.header);
  if (fault !== null) return refuse("headerUnknown", fault);
  const known = await parts.knownRows();
  if (!known.ok) return known;
  const file = digestHex(wish.bytes);
  const fits = (row: CsvRow): Outcome<MappedRow> => fittingRow(parts, wish.mapping, row);
  const sorted = sortRows(table.value.rows, { known: known.value, fits });
  const assets = assetsOf(parts, sorted.fresh);
  if (!assets.ok) return assets;
  if (!wish.dry_run) {
    const recorded = await recordAssets(parts, { assets: assets.value, file, mapping: wish.mapping });
    if (!recorded.ok) return recorded;
  }
  return success(summaryOf(wish, { assets: assets.value, file, rows: table.value.rows.length, sorted }));
};

interface FreshRow {
  readonly row: CsvRow;
  readonly mapped: MappedRow;
  readonly digest: string;
}

interface SortedRows {
  readonly fresh: ReadonlyArray<FreshRow>;
  readonly already: number;
  readonly rejections: WorkOrderImport["rejections"];
}

interface AssetRows {
  readonly tag: string;
  history: HistoryId | null;
  readonly rows: ReadonlyArray<FreshRow>;
}

const sortRows = (
  rows: ReadonlyArray<CsvRow>,
  { fits, known }: { readonly fits: (row: CsvRow) => Outcome<MappedRow>; readonly known: ReadonlySet<string> },
): SortedRows => {
  const fresh: FreshRow[] = [];
  const rejections: WorkOrderImport["rejections"] = [];
  const seen = new Map<string, number>();
  let already = 0;
  for (const row of rows) {
    const mapped = fits(row);
    if (!mapped.ok) {
      rejections.push({
        line: row.line,
        reason: mapped.failure.message,
        row: row.row,
        text: row.cells.join(",").slice(0, 300),
      });
      continue;
    }
    const digest = rowDigest(row.cells, seen);
    if (known.has(digest)) already++;
    else fresh.push({ row, mapped: mapped.value, digest });
  }
  return { fresh, already, rejections };
};

/** A row whose text a record can hold: no control characters, and no cell longer than its field. */
const fittingRow = (mapping: WorkOrderMapping, cells: ReadonlyArray<string>): Outcome<MappedRow> => {
  const mapped = mapRow(mapping, cells);
  if (!mapped.ok) return mapped;
  const unfit = cells.map((cell) => unfitText(cell.trim().normalize("NFC"))).find((found) => found !== null);
  if (unfit !== undefined)
    return refuse("rowText", `The row holds ${unfit}, which a record does not take. Remove it and import again.`);
  const body = workPerformedSchema.safeParse(bodyOf(mapped.value, { cost: null, source: null }));
  const [issue] = body.success ? [] : body.error.issues;
  return issue === undefined
    ? mapped
    : refuse("rowText", `The row does not fit a record at "${issue.path.join(".")}": ${issue.message}.`);
};

/**
 * Equal rows are told apart by how many of them came before: the same file gives the same digests whatever its
 * quoting.
 */
const rowDigest = (cells: ReadonlyArray<string>, seen: Map<string, number>): string => {
  const trimmed = cells.map((cell) => cell.trim().normalize("NFC"));
  const key = JSON.stringify(trimmed);
  const occurrence = (seen.get(key) ?? 0) + 1;
  seen.set(key, occurrence);
  return digestHex(canonicalBytes([...trimmed, occurrence]));
};

const assetsOf = (parts: ImportParts, fresh: ReadonlyArray<FreshRow>): Outcome<ReadonlyArray<AssetRows>> => {
  const byTag = new Map<string, FreshRow[]>();
  for (const row of fresh) {
    const rows = byTag.get(row.mapped.tag) ?? [];
    byTag.set(row.mapped.tag, rows);
    rows.push(row);
  }
  const assets: AssetRows[] = [];
  for (const [tag, rows] of [...byTag].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const history = parts.assetOf(tag);
    if (!history.ok) return history;
    assets.push({ tag, history: history.value, rows: inOrder(rows) });
  }
  return success(assets);
};

const inOrder = (rows: ReadonlyArray<FreshRow>): ReadonlyArray<FreshRow> =>
  [...rows].sort((left, right) => {
    const [a, b] = [left.mapped.occurred.value, right.mapped.occurred.value];
    return a < b ? -1 : a > b ? 1 : left.row.row - right.row.row;
  });

interface Recording {
  readonly assets: ReadonlyArray<AssetRows>;
  readonly file: string;
  readonly mapping: WorkOrderMapping;
}

/** Records of one group: enough that one sync serves many, few enough that progress is seen. */
const groupRecords = 256;

const recordAssets = async (parts: ImportParts, recording: Recording): Promise<Outcome<null>> => {
  const of = recording.assets.reduce((total, { rows }) => total + rows.length, 0);
  let done = 0;
  for (const asset of recording.assets) {
    const history = asset.history === null ? await register(parts, recording, asset) : success(asset.history);
    if (!history.ok) return history;
    asset.history = history.value;
    for (let from = 0; from < asset.rows.length; from += groupRecords) {
      const wishes = asset.rows
        .slice(from, from + groupRecords)
        .map((row) => workWish(parts, recording, history.value, row));
      const recorded = await parts.recorder.recordAll(wishes, parts.signer);
      if (!recorded.ok)
        return failed({
          ...recorded.failure,
          message: `${recorded.failure.message} ${done} rows are recorded; importing the same file again goes on from there.`,
        });
      done += wishes.length;
      parts.progress(done, of);
    }
  }
  return success(null);
};

const register = async (
  parts: ImportParts,
  { file, mapping }: Recording,
  asset: AssetRows,
): Promise<Outcome<HistoryId>> => {
  const [first] = asset.rows;
  if (first === undefined) throw new Error(`The asset ${asset.tag} has no rows`);
  const body = {
    description: mapping.asset.description,
    equipment_class: mapping.asset.equipment_class,
    identifiers: [],
    life_number: 1,
    location: null,
    maker: null,
    model: null,
    nonce: parts.randomHex(32),
    register: parts.register,
    serial: null,
    source: sourceOf(file, mapping, first),
    tag: asset.tag,
  };
  const wish = { at: instantOf(first.mapped), body, history: null, type: "asset/registered@1" };
  const registered = await parts.recorder.record(wish, parts.signer);
  return registered.ok ? success(registered.value.id) : registered;
};

const workWish = (parts: ImportParts, { file, mapping }: Recording, history: HistoryId, row: FreshRow): RecordWish => {
  const { mapped } = row;
  const cost = mapped.cost === null ? null : sealValue({ text: mapped.cost }, parts.signer.key, parts.randomHex(32));
  const body = bodyOf(mapped, {
    cost: cost === null ? null : { ...cost.sealed },
    source: sourceOf(file, mapping, row),
  });
  return {
    at: instantOf(mapped),
    body,
    history,
    openings: cost === null ? [] : [cost.opening],
    type: "service/performed@1",
  };
};

const bodyOf = (mapped: MappedRow, { cost, source }: Pick<WorkPerformed, "cost" | "source">) =>
  ({
    active_hours: null,
    activity: null,
    attachments: [],
    category: null,
    closes: [],
    cost,
    counters: [],
    done: normal(mapped.done),
    down_hours: null,
    failure: null,
    occurred: mapped.occurred,
    parts: [],
    people: null,
    references: mapped.references.map((reference) => ({ ...reference })),
    source,
    summary: mapped.summary.normalize("NFC"),
  }) satisfies WorkPerformed;

const normal = (text: string | null): string | null => (text === null ? null : text.normalize("NFC"));

const sourceOf = (file: string, mapping: WorkOrderMapping, { digest, row }: FreshRow) => ({
  file_sha256: file,
  mapping: mapping.name,
  row: row.row,
  row_sha256: digest,
});

/** The first moment that the stated date can mean; the body keeps the date as it was given. */
const instantOf = ({ occurred }: MappedRow): Instant => {
  const [date = "", time = ""] = occurred.value.split("T");
  const parsed = parseInstant(`${date}T${(time + "00:00:00.000000".slice(time.length)).slice(0, 15)}Z`);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value;
};

const summaryOf = (
  wish: ImportWish,
  {
    assets,
    file,
    rows,
    sorted,
  }: {
    readonly assets: ReadonlyArray<AssetRows>;
    readonly file: string;
    readonly rows: number;
    readonly sorted: SortedRows;
  },
): WorkOrderImport => ({
  already: sorted.already,
  assets: assets.map(({ history, rows: own, tag }) => ({ history, new_records: own.length, tag })),
  dry_run: wish.dry_run,
  file_sha256: file,
  mapping: wish.mapping.name,
  recorded: wish.dry_run ? 0 : sorted.fresh.length,
  rejected: sorted.rejections.length,
  rejections: sorted.rejections,
  remarks: remarksOf(wish.mapping, sorted.fresh),
  rows,
});

const remarksOf = (mapping: WorkOrderMapping, fresh: ReadonlyArray<FreshRow>): string[] => {
  const negative = fresh.filter(({ mapped }) => mapped.cost?.startsWith("-") === true).length;
  const costs = fresh.filter(({ mapped }) => mapped.cost !== null).length;
  return [
    ...(mapping.date.precision === "day" ? ["Dates have no time; they are kept with the precision of a day."] : []),
    ...(mapping.date.zone === "unstated"
      ? ["The time zone of the dates is not stated; they are ordered as if they were UTC."]
      : []),
    ...(costs > 0 ? [`${costs} costs have no currency; they are kept as sealed text and add up to nothing.`] : []),
    ...(negative > 0 ? [`${negative} costs are negative; they are kept as they stand.`] : []),
  ];
};
