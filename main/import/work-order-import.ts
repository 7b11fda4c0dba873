/**
 * Takes other people's work orders in: each row becomes a signed record that names its file and row, or is listed with
 * the reason.
 */
import { digestHex } from "../../shared/crypto/digest.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { sealValue } from "../../shared/ledger/sealed-value.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ParsedRequest } from "../../shared/rpc/methods.ts";
import { headerFault, type WorkOrderMapping } from "../../shared/service/work-order-mapping.ts";
import type { RecordSigner, RecordWish } from "../recorder/record-wish.ts";
import type { Recorder } from "../recorder/recorder.ts";
import { readCsv, type CsvRow } from "./csv-rows.ts";
import { createRowFitting, type FittingRow } from "./fitting-row.ts";
import { importSummary, type AssetRows, type SortedRows, type WorkOrderImport } from "./import-summary.ts";
import { workBodyOf, workInstantOf } from "./work-order-body.ts";

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
  /** Stops the import between two groups; what was recorded stays. */
  readonly signal?: AbortSignal;
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
  const fit = createRowFitting({ mapping: wish.mapping, recorder: parts.recorder, key: parts.signer.key });
  const sorted = sortRows(table.value.rows, { fit, known: known.value });
  const assets = assetsOf(parts, sorted.fresh);
  if (!assets.ok) return assets;
  if (!wish.dry_run) {
    const recorded = await recordAssets(parts, { assets: assets.value, file, mapping: wish.mapping });
    if (!recorded.ok) return recorded;
  }
  const { length } = table.value.rows;
  return success(importSummary(wish, { assets: assets.value, file, rows: length, sorted }));
};

const sortRows = (
  rows: ReadonlyArray<CsvRow>,
  { fit, known }: { readonly fit: (row: CsvRow) => Outcome<FittingRow>; readonly known: ReadonlySet<string> },
): SortedRows => {
  const fresh: FittingRow[] = [];
  const rejections: WorkOrderImport["rejections"] = [];
  let already = 0;
  for (const row of rows) {
    const fitted = fit(row);
    if (!fitted.ok) rejections.push(rejectionOf(row, fitted.failure.message));
    else if (known.has(fitted.value.digest)) already++;
    else fresh.push(fitted.value);
  }
  return { fresh, already, rejections };
};

/** So much of a rejected row is shown. */
const textCharactersMax = 300;

const rejectionOf = ({ cells, line, row }: CsvRow, reason: string) =>
  ({ line, reason, row, text: cells.join(",").slice(0, textCharactersMax) });

const assetsOf = (parts: ImportParts, fresh: ReadonlyArray<FittingRow>): Outcome<ReadonlyArray<AssetRows>> => {
  const byTag = new Map<string, FittingRow[]>();
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

const inOrder = (rows: ReadonlyArray<FittingRow>): ReadonlyArray<FittingRow> =>
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
      if (parts.signal?.aborted === true) return stopped(done, of);
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

const stopped = (done: number, of: number) =>
  refuse(
    "cancelled",
    `The import was stopped. ${done} of ${of} rows are recorded and stay; importing the same file again goes on from there.`,
  );

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
  const wish = { at: workInstantOf(first.mapped), body, history: null, type: "asset/registered@1" };
  const registered = await parts.recorder.record(wish, parts.signer);
  return registered.ok ? success(registered.value.id) : registered;
};

const workWish = (parts: ImportParts, recording: Recording, history: HistoryId, row: FittingRow): RecordWish => {
  const { mapped } = row;
  const { file, mapping } = recording;
  const cost = mapped.cost === null ? null : sealValue({ text: mapped.cost }, parts.signer.key, parts.randomHex(32));
  const body = workBodyOf(mapped, {
    cost: cost === null ? null : { ...cost.sealed },
    source: sourceOf(file, mapping, row),
  });
  return {
    at: workInstantOf(mapped),
    body,
    history,
    openings: cost === null ? [] : [cost.opening],
    type: "service/performed@1",
  };
};

const sourceOf = (file: string, mapping: WorkOrderMapping, { digest, row }: FittingRow) => ({
  file_sha256: file,
  mapping: mapping.name,
  row: row.row,
  row_sha256: digest,
});
