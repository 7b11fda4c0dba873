/**
 * Cores that were received: windows of the list, the receipts of one core, and those that discharge one entitlement.
 */
import { idBlob } from "../projection/record-rows.ts";
import type { CoreOutcome } from "../reman/programme.ts";
import { countingStandings, hexAt, numberAt, type Question, type SqlRow } from "./question.ts";

/** What to show: everything, cores nobody has graded, one outcome, or those that contradict each other. */
export type CoreFilter = "all" | "to-grade" | "contradicting" | CoreOutcome;

export interface ReceiptPlace {
  readonly record: string;
  readonly grade: string | null;
  readonly contradicted: boolean;
  readonly life: number;
}

export interface ReceiptRequest {
  readonly only: CoreFilter;
  readonly search: string;
}

/** A window of the list, the newest first. */
export const coreReceipts = (
  request: ReceiptRequest & { readonly limit: number; readonly offset: number },
): Question<ReceiptPlace> => ({
  text: `${selected} WHERE ${where(request)} ORDER BY record.at DESC, record.id LIMIT ? OFFSET ?`,
  values: [pattern(request.search), request.limit, request.offset],
  row: receiptPlace,
});

/** How many there are. */
export const coreReceiptTotal = (request: ReceiptRequest): Question<number> => ({
  text: `SELECT count(*) FROM (${selected} WHERE ${where(request)})`,
  values: [pattern(request.search)],
  row: (row) => numberAt(row, 0),
});

/** Receipts of cores with this serial number, as it is compared. */
export const receiptsOfSerial = (serialKey: string): Question<ReceiptPlace> => ({
  text: `${selected} WHERE ${counts} AND core_receipt.serial_key = ? ORDER BY record.at, record.id`,
  values: [serialKey],
  row: (row) => receiptPlace(row),
});

/** Receipts in the history with this number: the same core, whatever its plate says. */
export const receiptsOfHistory = (history: number): Question<ReceiptPlace> => ({
  text: `${selected} WHERE ${counts} AND core_receipt.history = ? ORDER BY record.at, record.id`,
  values: [history],
  row: (row) => receiptPlace(row),
});

/** Receipts that discharge an entitlement: more than one is a contradiction. */
export const receiptsOfEntitlement = (entitlement: string): Question<ReceiptPlace> => ({
  text: `${selected} WHERE ${counts} AND core_receipt.entitlement = ? ORDER BY record.at, record.id`,
  values: [idBlob(entitlement)],
  row: (row) => receiptPlace(row),
});

/** Grades of a receipt that count, the newest first. */
export const gradesOfReceipt = (receipt: string): Question<string> => ({
  text: `SELECT record.id FROM core_grade JOIN record ON record.line = core_grade.record
    WHERE core_grade.receipt = ? AND ${counts} ORDER BY record.at DESC, record.id DESC`,
  values: [idBlob(receipt)],
  row: (row) => hexAt(row, 0),
});

const counts = `record.standing IN ${countingStandings}`;

const otherReceipt = `EXISTS (SELECT 1 FROM core_receipt AS other JOIN record AS theirs ON theirs.line = other.record
    LEFT JOIN founding AS their_life ON their_life.history = other.history
    WHERE other.record <> core_receipt.record AND theirs.standing IN ${countingStandings} AND (
      other.entitlement = core_receipt.entitlement OR other.history = core_receipt.history OR (
        other.serial_key = core_receipt.serial_key AND their_life.life_number IS founding.life_number
        AND (other.maker_key IS NULL OR core_receipt.maker_key IS NULL OR other.maker_key = core_receipt.maker_key))))`;

const newestGrade = (column: string): string => `(SELECT ${column} FROM core_grade JOIN record AS grading
    ON grading.line = core_grade.record
    WHERE core_grade.receipt = record.id AND grading.standing IN ${countingStandings}
    ORDER BY grading.at DESC, grading.id DESC LIMIT 1)`;

const selected = `SELECT record.id, ${newestGrade("grading.id")}, ${otherReceipt}, coalesce(founding.life_number, 1)
  FROM core_receipt JOIN record ON record.line = core_receipt.record
  LEFT JOIN founding ON founding.history = core_receipt.history`;

const where = ({ only }: ReceiptRequest): string => {
  const base = `${counts} AND core_receipt.search LIKE ?`;
  if (only === "all") return base;
  if (only === "to-grade") return `${base} AND ${newestGrade("core_grade.outcome")} IS NULL`;
  if (only === "contradicting") return `${base} AND ${otherReceipt}`;
  return `${base} AND ${newestGrade("core_grade.outcome")} = '${only}'`;
};

/** A piece of text anywhere in the searched columns. */
export const pattern = (search: string): string => `%${search.toLowerCase().replaceAll(/[%_]/g, "")}%`;

const receiptPlace = (row: SqlRow): ReceiptPlace => ({
  contradicted: numberAt(row, 2) === 1,
  grade: row[1] === null ? null : hexAt(row, 1),
  life: numberAt(row, 3),
  record: hexAt(row, 0),
});
