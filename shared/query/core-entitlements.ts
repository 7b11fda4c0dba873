/** Entitlements to return a core, and the programmes by which cores are graded. */
import { pattern } from "./core-receipts.ts";
import { countingStandings, hexAt, numberAt, type Question } from "./question.ts";

export interface EntitlementRequest {
  /** `open`: not discharged and within its window. */
  readonly only: "all" | "open" | "discharged" | "over";
  readonly search: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** A window of the list, those that end first first. */
export const coreEntitlements = (
  request: EntitlementRequest & { readonly limit: number; readonly offset: number },
): Question<string> => ({
  text: `SELECT record.id ${from(request)} ORDER BY ends IS NULL, ends, record.at, record.id LIMIT ? OFFSET ?`,
  values: [...valuesOf(request), request.limit, request.offset],
  row: (row) => hexAt(row, 0),
});

/** How many there are. */
export const coreEntitlementTotal = (request: EntitlementRequest): Question<number> => ({
  text: `SELECT count(*) ${from(request)}`,
  values: valuesOf(request),
  row: (row) => numberAt(row, 0),
});

/** Entitlements of the unit with this serial number, as it is compared. */
export const entitlementsOfSerial = (serialKey: string): Question<string> => ({
  text: `SELECT record.id FROM core_entitlement JOIN record ON record.line = core_entitlement.record
    WHERE ${counts} AND serial_key = ? ORDER BY record.at, record.id`,
  values: [serialKey],
  row: (row) => hexAt(row, 0),
});

/** The newest edition of each programme. */
export const programmeEditions = (): Question<string> => ({
  text: `SELECT id FROM (SELECT record.id, record.at,
      row_number() OVER (PARTITION BY core_programme.history ORDER BY record.position DESC) AS age
      FROM core_programme JOIN record ON record.line = core_programme.record WHERE ${counts})
    WHERE age = 1 ORDER BY at, id`,
  values: [],
  row: (row) => hexAt(row, 0),
});

const counts = `record.standing IN ${countingStandings}`;

const discharged = `EXISTS (SELECT 1 FROM core_receipt JOIN record AS receipt ON receipt.line = core_receipt.record
    WHERE core_receipt.entitlement = record.id AND receipt.standing IN ${countingStandings})`;

const from = ({ only }: EntitlementRequest): string =>
  `FROM core_entitlement JOIN record ON record.line = core_entitlement.record
    WHERE ${counts} AND core_entitlement.search LIKE ? AND ${state[only]}`;

const state: Readonly<Record<EntitlementRequest["only"], string>> = {
  all: "? = ?",
  discharged: `${discharged} AND ? = ?`,
  open: `NOT ${discharged} AND (ends IS NULL OR ends >= ?) AND ? <> ''`,
  over: `NOT ${discharged} AND ends < ? AND ? <> ''`,
};

const valuesOf = ({ search, today }: EntitlementRequest): ReadonlyArray<string> => [pattern(search), today, today];
