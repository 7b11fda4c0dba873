/** Which rows a record can hold: what is listed with its reason here is refused nowhere later. */
import { assetRegisteredSchema } from "../../shared/asset/asset-body.ts";
import { digestHex } from "../../shared/crypto/digest.ts";
import { canonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { recordBytesMax } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { unfitText } from "../../shared/record-type/inspect-record.ts";
import { workPerformedSchema } from "../../shared/service/work-body.ts";
import { mapRow, type MappedRow, type WorkOrderMapping } from "../../shared/service/work-order-mapping.ts";
import type { Recorder } from "../recorder/recorder.ts";
import type { CsvRow } from "./csv-rows.ts";
import { workBodyOf, workInstantOf } from "./work-order-body.ts";

/** A row that a record can hold. */
export interface FittingRow {
  readonly row: CsvRow;
  readonly mapped: MappedRow;
  /** Of its cells, whatever their quoting and white space around them. */
  readonly digest: string;
}

export interface RowFitting {
  readonly mapping: WorkOrderMapping;
  readonly recorder: Pick<Recorder, "isAhead">;
  readonly key: string;
}

/** Fits rows one after another, so that equal ones are told apart. */
export const createRowFitting = (fitting: RowFitting): ((row: CsvRow) => Outcome<FittingRow>) => {
  const digestOf = createRowDigest();
  return (row) => {
    const cells = row.cells.map((cell) => cell.trim().normalize("NFC"));
    const mapped = row.fault === null ? mapRow(fitting.mapping, cells) : refuse("rowShape", row.fault);
    if (!mapped.ok) return mapped;
    const reason = textReason(cells) ?? timeReason(mapped.value, fitting) ?? fieldReason(mapped.value);
    if (reason !== null) return refuse("rowText", reason);
    return success({ row, mapped: mapped.value, digest: digestOf(cells) });
  };
};

const textReason = (cells: ReadonlyArray<string>): string | null => {
  const unfit = cells.map(unfitText).find((found) => found !== null);
  if (unfit === undefined) return null;
  return `The row holds ${unfit}, which a record does not take. Remove it and import again.`;
};

const timeReason = (mapped: MappedRow, { key, recorder }: RowFitting): string | null =>
  recorder.isAhead(workInstantOf(mapped), key)
    ? `The date ${mapped.occurred.value} lies ahead of this machine's clock.`
    : null;

const fieldReason = (mapped: MappedRow): string | null => {
  const body = workBodyOf(mapped, { cost: null, source: null });
  const tag = assetRegisteredSchema.shape.tag.safeParse(mapped.tag);
  if (!tag.success) return `The row does not fit a record at "tag": ${tag.error.issues[0]?.message ?? ""}.`;
  const [issue] = workPerformedSchema.safeParse(body).error?.issues ?? [];
  if (issue !== undefined) return `The row does not fit a record at "${issue.path.join(".")}": ${issue.message}.`;
  const bytes = canonicalBytes(body).length;
  return bytes <= bodyBytesMax ? null : `The row takes ${bytes} bytes of a record, which has at most ${bodyBytesMax}.`;
};

/** For the row's own text: the rest of a record, with sixteen heads of each kind, needs fewer than 4,000 bytes. */
const bodyBytesMax = recordBytesMax - 4000;

// Equal rows are told apart by how many of them came before, so that a second run finds each of them again.
const createRowDigest = (): ((cells: ReadonlyArray<string>) => string) => {
  const seen = new Map<string, number>();
  return (cells) => {
    const key = JSON.stringify(cells);
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return digestHex(canonicalBytes([...cells, occurrence]));
  };
};
