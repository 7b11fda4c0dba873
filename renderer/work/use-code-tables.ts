/** The code tables, by their ids. */
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import type { CodeTable } from "./CodeField.tsx";

export interface CodeTables {
  readonly byId: ReadonlyMap<string, CodeTable>;
  /** Empty while the tables are on their way. */
  readonly editionOf: (table: string) => string;
}

/** Asked once. */
export const useCodeTables = (): CodeTables => {
  const tables = valueOr(useAsk("code.tables", {}), []);
  const byId = new Map(tables.map((table) => [table.id, table]));
  return { byId, editionOf: (id) => byId.get(id)?.edition ?? "" };
};
