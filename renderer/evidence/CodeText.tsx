/** A code with its name from the table, where the table is here. */
import type { Code } from "../../shared/asset/asset-body.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";

export interface CodeTextProps {
  readonly table: string;
  readonly code: Code;
}

/** `VIB Vibration (ISO 14224:2016)`. */
export const CodeText = ({ table, code }: CodeTextProps) => {
  const tables = valueOr(useAsk("code.tables", {}), []);
  const name = tables.find(({ id }) => id === table)?.rows.find((row) => row.code === code.code)?.name;
  return (
    <>
      <span className="mono">{code.code}</span> {name} <span className="muted">({code.edition})</span>
    </>
  );
};
