/** What the index keeps of cores, programmes and warranties: enough to find the records, which hold the rest. */
import { bytesOfHex } from "../encoding/hex.ts";
import type { TableRow } from "./index-tables.ts";

/** One fact of a record; serial numbers and makers as they are compared. */
export type CoreFact =
  | { readonly kind: "programme" }
  | { readonly kind: "entitlement"; readonly ends: string | null; readonly search: string; readonly serial_key: string }
  | {
      readonly kind: "receipt";
      readonly entitlement: string | null;
      readonly maker_key: string | null;
      readonly search: string;
      readonly serial_key: string | null;
    }
  | { readonly kind: "grade"; readonly outcome: string; readonly receipt: string }
  | { readonly kind: "warranty"; readonly ends: string | null; readonly search: string }
  | { readonly kind: "claim"; readonly warranty: string };

/** The row of one fact. */
export const coreRow = (record: number, history: number, fact: CoreFact): TableRow => {
  const place = { history, record };
  switch (fact.kind) {
    case "programme":
      return { table: "core_programme", row: place };
    case "entitlement":
      return { table: "core_entitlement", row: { ...place, ...without(fact) } };
    case "receipt":
      return { table: "core_receipt", row: { ...place, ...without(fact), entitlement: blobOrNull(fact.entitlement) } };
    case "grade":
      return { table: "core_grade", row: { ...place, outcome: fact.outcome, receipt: blobOrNull(fact.receipt) } };
    case "warranty":
      return { table: "warranty", row: { ...place, ...without(fact) } };
    case "claim":
      return { table: "warranty_claim", row: { ...place, warranty: blobOrNull(fact.warranty) } };
  }
};

const without = <T extends { readonly kind: string }>({ kind: _kind, ...rest }: T): Omit<T, "kind"> => rest;

const blobOrNull = (id: string | null): Uint8Array | null => (id === null ? null : bytesOfHex(id));
