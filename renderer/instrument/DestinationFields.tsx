/** Where the readings go: into the history of an asset, or nowhere. */
import { SegmentedControl, Select } from "@mantine/core";
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { Panel } from "../design/Panel.tsx";
import { instrumentWords } from "../vocabulary/instrument-words.ts";
import type { ReadDraft } from "./read-request.ts";

export interface DestinationProps {
  readonly draft: ReadDraft;
  readonly setDraft: (draft: ReadDraft) => void;
  readonly faults: ReadonlySet<string>;
  /** What the search found. */
  readonly assets: ReadonlyArray<AssetRow>;
  /** The tag of the chosen asset, which the search may not have found. */
  readonly chosenTag: string | null;
  readonly search: string;
  readonly setSearch: (search: string) => void;
  readonly reading: boolean;
}

const words = instrumentWords;

/** The asset is found by typing; the node searches. */
export const DestinationFields = (props: DestinationProps) => {
  const { draft, setDraft, reading } = props;
  return (
    <Panel title={words.where}>
      <div className="stack">
        <SegmentedControl
          aria-label={words.where}
          data={[
            { value: "watch", label: words.watch },
            { value: "record", label: words.record },
          ]}
          value={draft.record ? "record" : "watch"}
          disabled={reading}
          onChange={(value) => setDraft({ ...draft, record: value === "record" })}
        />
        {draft.record ? <AssetField {...props} /> : null}
      </div>
    </Panel>
  );
};

const AssetField = ({ draft, setDraft, faults, assets, chosenTag, search, setSearch, reading }: DestinationProps) => {
  const chosen = draft.history === null ? [] : [{ value: draft.history, label: chosenTag ?? "…" }];
  const found = assets
    .filter(({ history }) => history !== draft.history)
    .map(({ history, tag, maker, model }) => ({
      value: history,
      label: [tag, maker, model].filter((part) => part !== null).join("  "),
    }));
  return (
    <Select
      label={words.recordTo}
      placeholder={words.searchAsset}
      data={[...chosen, ...found]}
      value={draft.history}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      disabled={reading}
      error={faults.has("history") ? words.faults["history"] : null}
      onChange={(history) => setDraft({ ...draft, history })}
    />
  );
};
