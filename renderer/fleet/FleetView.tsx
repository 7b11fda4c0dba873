/** The fleet: what is looked for above, one row for each asset below. */
import "./fleet.css";
import { Button, CloseButton, Select, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import type { RefObject } from "react";
import { Link } from "wouter";
import { FilterRow } from "../design/FilterRow.tsx";
import { KeyHint } from "../design/KeyHint.tsx";
import { Notice } from "../design/Notice.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { fleetWords } from "../vocabulary/fleet-words.ts";
import { AssetTable, type AssetTableProps } from "./AssetTable.tsx";
import { allAssets, type FleetFilter } from "./fleet-filter.ts";

export interface FleetViewProps extends AssetTableProps {
  readonly filter: FleetFilter;
  readonly setFilter: (filter: FleetFilter) => void;
  readonly refusal: string | null;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

/** Plain rows in, choices out. */
export const FleetView = (props: FleetViewProps) => (
  <ScreenFrame title={fleetWords.title} about={aboutOf(props.total)} actions={<Actions />} body="flush">
    <div className="fleet">
      <FleetBar {...props} />
      {props.refusal === null ? null : (
        <Notice tone="bad" urgent>
          {props.refusal}
        </Notice>
      )}
      {props.total === 0 ? <p className="nothing">{emptyWords(props.filter)}</p> : <AssetTable {...props} />}
    </div>
  </ScreenFrame>
);

const aboutOf = (total: number | null): string => (total === null ? fleetWords.loading : fleetWords.total(total));

const emptyWords = ({ search, only }: FleetFilter): string =>
  search === "" && only === allAssets.only ? fleetWords.empty : fleetWords.nothingFits;

const Actions = () => (
  <Button component={Link} href={addresses.register} leftSection={<IconPlus size={16} />}>
    {fleetWords.register}
  </Button>
);

const FleetBar = ({ filter, setFilter, searchField }: FleetViewProps) => (
  <div className="fleet-bar">
    <TextInput
      ref={searchField}
      className="fleet-search"
      aria-label={fleetWords.searchLabel}
      placeholder={fleetWords.search}
      value={filter.search}
      onChange={({ currentTarget }) => setFilter({ ...filter, search: currentTarget.value })}
      leftSection={<IconSearch size={16} />}
      rightSection={
        filter.search === "" ? (
          <KeyHint name="/" />
        ) : (
          <CloseButton size="sm" aria-label={fleetWords.filters.all} onClick={() => setFilter({ ...filter, search: "" })} />
        )
      }
    />
    <FilterRow
      label={fleetWords.show}
      choices={filterChoices}
      chosen={filter.only}
      choose={(only) => setFilter({ ...filter, only })}
    />
    <Select
      aria-label={fleetWords.sort}
      className="fleet-sort"
      data={sortChoices}
      value={filter.sort}
      allowDeselect={false}
      onChange={(chosen) => setFilter({ ...filter, sort: sorts.find((sort) => sort === chosen) ?? "tag" })}
    />
  </div>
);

const filters = ["all", "open-defects", "conflicts", "unshared"] as const;
const filterChoices = filters.map((value) => ({ value, label: fleetWords.filters[value] }));
const sorts = ["tag", "last", "records"] as const;
const sortChoices = sorts.map((value) => ({ value, label: `${fleetWords.sort}: ${fleetWords.sorts[value]}` }));
