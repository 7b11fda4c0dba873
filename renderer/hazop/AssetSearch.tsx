/** Finds an asset by its tag, serial number or maker: typing narrows, the arrows choose. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";

export interface AssetSearchProps {
  /** The history of what is chosen; null for nothing. */
  readonly chosen: string | null;
  readonly choose: (history: string | null) => void;
  /** What the search begins with. */
  readonly begin: string;
  readonly error: string | null;
}

/** Fast typing asks once. */
const settledMillis = 120;
/** Enough to see that one must type on. */
const shownMax = 20;
const words = hazopWords.link;

/** The node searches; the field only shows what it found. */
export const AssetSearch = ({ chosen, choose, begin, error }: AssetSearchProps) => {
  const [typed, setTyped] = useState(begin);
  const [search] = useDebouncedValue(typed.trim(), settledMillis);
  const found = valueOr(useAsk("asset.list", { limit: shownMax, search }, { keep: true }), null)?.rows ?? [];
  return (
    <Select
      data-autofocus
      label={words.search}
      description={words.searchHelp}
      searchable
      clearable
      selectFirstOptionOnChange
      filter={({ options }) => options}
      nothingFoundMessage={words.nothing}
      data={found.map((row) => ({ label: textOf(row), value: row.history }))}
      value={chosen}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={choose}
      error={error}
    />
  );
};

const textOf = ({ tag, equipment_class, maker, model, serial }: AssetRow): string =>
  [tag, equipment_class, [maker, model].filter((part) => part !== null).join(" "), serial]
    .filter((part) => part !== null && part !== "")
    .join(" · ");
