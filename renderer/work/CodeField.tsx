/** A field for a code: found by code, by name, or by the word a technician uses for it. */
import { Select, type ComboboxItem, type ComboboxParsedItem } from "@mantine/core";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { workWords } from "../vocabulary/work-words.ts";

export type CodeTable = ResponseOf<"code.tables">[number];

export interface CodeFieldProps {
  readonly label: string;
  /** Undefined while the tables are on their way. */
  readonly table: CodeTable | undefined;
  /** Only codes for this class are offered; empty: all. */
  readonly equipmentClass: string;
  readonly value: string;
  readonly set: (code: string) => void;
  readonly error?: string | null;
}

/** The edition of the table stands in its title. */
export const CodeField = ({ label, table, equipmentClass, value, set, error = null }: CodeFieldProps) => {
  const rows = (table?.rows ?? []).filter(
    ({ for_classes }) => for_classes === null || equipmentClass === "" || for_classes.includes(equipmentClass),
  );
  const synonyms = new Map(rows.map((row) => [row.code, row.synonyms.join(" ")]));
  const filter = ({ options, search }: FilterInput): ComboboxParsedItem[] => {
    const words = search.toLowerCase().split(/\s+/);
    return options.filter((option) => {
      if (!("value" in option)) return true;
      const text = `${option.label} ${synonyms.get(option.value) ?? ""}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  };
  return (
    <Select
      label={label}
      title={table === undefined ? "" : workWords.table(table.title, table.edition)}
      data={rows.map(({ code, name }): ComboboxItem => ({ value: code, label: `${code}  ${name}` }))}
      value={value === "" ? null : value}
      filter={filter}
      error={error}
      searchable
      clearable
      limit={optionsMax}
      onChange={(chosen) => set(chosen ?? "")}
    />
  );
};

interface FilterInput {
  readonly options: ComboboxParsedItem[];
  readonly search: string;
}

/** Longer lists are searched, not scrolled. */
const optionsMax = 80;
