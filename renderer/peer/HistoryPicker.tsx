/** Picks histories by tag or serial number; the node searches, what was picked stays. */
import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { peerWords } from "../vocabulary/peer-words.ts";

export interface HistoryPickerProps {
  readonly label: string;
  readonly picked: ReadonlyArray<string>;
  readonly pick: (histories: ReadonlyArray<string>) => void;
  readonly error: string | null;
}

/** More is found by typing on. */
const foundMax = 30;

/** A history that was picked without a name known here is called by the beginning of its id. */
export const HistoryPicker = ({ label, picked, pick, error }: HistoryPickerProps) => {
  const [search, setSearch] = useState("");
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const found = valueOr(useAsk("asset.list", { limit: foundMax, search }, { keep: true }), null)?.rows ?? [];
  const nameOf = (history: string): string =>
    names.get(history) ?? found.find((row) => row.history === history)?.tag ?? history.slice(0, shownDigits);
  const optionOf = (history: string) => ({ value: history, label: nameOf(history) });
  const options = [
    ...picked.filter((history) => !found.some((row) => row.history === history)).map(optionOf),
    ...found.map((row) => ({ value: row.history, label: optionText(row) })),
  ];
  return (
    <MultiSelect
      label={label}
      placeholder={peerWords.bundle.search}
      data={options}
      value={[...picked]}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options: all }) => all}
      error={error}
      onChange={(histories) => {
        setNames(new Map(histories.map((history) => [history, nameOf(history)])));
        pick(histories);
      }}
    />
  );
};

const shownDigits = 10;

const optionText = ({ tag, maker, model }: AssetRow): string =>
  [tag, maker, model].filter((part) => part !== null).join("  ");
