/** What of the fleet is looked at: search, filters with what they hold, order, and the person's views. */
import { Button, CloseButton, Menu, Select, TextInput } from "@mantine/core";
import { IconBookmark, IconChevronDown, IconSearch } from "@tabler/icons-react";
import type { RefObject } from "react";
import { Link } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { FilterRow } from "../design/FilterRow.tsx";
import { KeyHint } from "../design/KeyHint.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { fleetWords } from "../vocabulary/fleet-words.ts";
import {
  allAssets,
  fleetFields,
  fleetOnly,
  fleetSorts,
  isSameFilter,
  type FleetField,
  type FleetFilter,
} from "./fleet-filter.ts";
import type { SavedView } from "./saved-views.ts";
import { countText } from "../vocabulary/number-words.ts";

type Facets = ResponseOf<"asset.facets">;

export interface FleetBarProps {
  readonly filter: FleetFilter;
  readonly setFilter: (filter: FleetFilter) => void;
  /** Null while they are counted. */
  readonly facets: Facets | null;
  readonly views: ReadonlyArray<SavedView>;
  readonly manage: () => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

/** From left to right by Tab. */
export const FleetBar = (props: FleetBarProps) => {
  const { filter, setFilter, facets } = props;
  return (
    <div className="fleet-bar">
      <div className="fleet-bar-row">
        <SearchField {...props} />
        {fleetFields.map((field) => (
          <FieldChoice key={field} field={field} {...props} />
        ))}
        <Select
          aria-label={fleetWords.sort}
          className="fleet-sort"
          data={sortChoices}
          value={filter.sort}
          allowDeselect={false}
          onChange={(chosen) => setFilter({ ...filter, sort: fleetSorts.find((sort) => sort === chosen) ?? "tag" })}
        />
        <ViewsMenu {...props} />
      </div>
      <FilterRow
        label={fleetWords.show}
        choices={fleetOnly.map((value) => ({
          value,
          label: fleetWords.filter(fleetWords.filters[value], facets === null ? null : facets.counts[value]),
        }))}
        chosen={filter.only}
        choose={(only) => setFilter({ ...filter, only })}
      />
    </div>
  );
};

const sortChoices = fleetSorts.map((value) => ({ value, label: `${fleetWords.sort}: ${fleetWords.sorts[value]}` }));

const SearchField = ({ filter, setFilter, searchField }: FleetBarProps) => (
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
        <CloseButton
          size="sm"
          aria-label={fleetWords.clearSearch}
          onClick={() => setFilter({ ...filter, search: "" })}
        />
      )
    }
  />
);

/** The most frequent values first; typing finds the others. */
const shownValuesMax = 60;

const FieldChoice = ({ field, filter, setFilter, facets }: FleetBarProps & { readonly field: FleetField }) => {
  const values = facets?.[field] ?? [];
  const known = values.some(({ value }) => value === filter[field]);
  const chosen = filter[field] === "" || known ? [] : [{ label: filter[field], value: filter[field] }];
  return (
    <Select
      aria-label={fleetWords.fields[field]}
      placeholder={fleetWords.fields[field]}
      className="fleet-field"
      searchable
      clearable
      limit={shownValuesMax}
      nothingFoundMessage={fleetWords.noValue}
      data={[...chosen, ...values.map(({ count, value }) => ({ label: `${value} (${countText(count)})`, value }))]}
      value={filter[field] === "" ? null : filter[field]}
      onChange={(value) => setFilter({ ...filter, [field]: value ?? "" })}
    />
  );
};

const ViewsMenu = ({ filter, setFilter, views, manage }: FleetBarProps) => {
  const here = views.find((view) => isSameFilter(view.filter, filter));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} />} rightSection={<IconChevronDown size={16} />}>
          {here?.name ?? fleetWords.views.menu}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map((view) => (
          <Menu.Item key={view.id} component={Link} href={addresses.fleetView(view.id)}>
            {view.name}
          </Menu.Item>
        ))}
        {views.length === 0 ? null : <Menu.Divider />}
        <Menu.Item onClick={() => setFilter(allAssets)}>{fleetWords.views.all}</Menu.Item>
        <Menu.Item onClick={manage}>{fleetWords.views.manage}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
