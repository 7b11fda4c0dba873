/** What an import did, or would do: counts, assets, rejections, and what is worth knowing about the file. */
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { WorkOrderMapping } from "../../shared/service/work-order-mapping.ts";
import type { FittingRow } from "./fitting-row.ts";

export type WorkOrderImport = ResponseOf<"import.work-orders">;

/** The rows of a file: to be recorded, recorded before, not to be recorded. */
export interface SortedRows {
  readonly fresh: ReadonlyArray<FittingRow>;
  readonly already: number;
  readonly rejections: WorkOrderImport["rejections"];
}

/** An asset with its rows to be recorded; its history is known once it has one. */
export interface AssetRows {
  readonly tag: string;
  history: HistoryId | null;
  readonly rows: ReadonlyArray<FittingRow>;
}

export interface ImportedFile {
  readonly assets: ReadonlyArray<AssetRows>;
  readonly file: string;
  readonly rows: number;
  readonly sorted: SortedRows;
}

/** Sums up an import. */
export const importSummary = (
  wish: { readonly dry_run: boolean; readonly mapping: WorkOrderMapping },
  { assets, file, rows, sorted }: ImportedFile,
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

const remarksOf = (mapping: WorkOrderMapping, fresh: ReadonlyArray<FittingRow>): string[] => {
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
