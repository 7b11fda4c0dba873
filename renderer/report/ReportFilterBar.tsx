/** Narrows the list: words, kind, by whom, from one day until another. */
import { Button, Select, TextInput } from "@mantine/core";
import { IconFilterOff, IconSearch } from "@tabler/icons-react";
import type { IssuedReportRow, ReportKindRow } from "../../shared/rpc/report-methods.ts";
import { reportWords } from "../vocabulary/report-words.ts";
import { allReports, isDay, isNarrowed, type ReportFilter } from "./report-filter.ts";

export interface ReportFilterBarProps {
  readonly filter: ReportFilter;
  readonly setFilter: (filter: ReportFilter) => void;
  readonly kinds: ReadonlyArray<ReportKindRow>;
  /** Everybody who has issued anything. */
  readonly writers: ReadonlyArray<IssuedReportRow["by"]>;
}

const words = reportWords.filter;
const shownDigits = 10;

/** Each change narrows at once. */
export const ReportFilterBar = ({ filter, setFilter, kinds, writers }: ReportFilterBarProps) => (
  <div className="report-filter" role="search">
    <TextInput
      label={words.search}
      placeholder={words.searchHint}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      value={filter.search}
      onChange={({ currentTarget }) => setFilter({ ...filter, search: currentTarget.value })}
    />
    <Select
      label={words.kind}
      placeholder={words.allKinds}
      data={kinds.map(({ kind, title }) => ({ value: kind, label: title }))}
      value={filter.kind}
      clearable
      onChange={(kind) => setFilter({ ...filter, kind })}
    />
    <Select
      label={words.who}
      placeholder={words.anybody}
      data={writers.map(({ key, name }) => ({ value: key, label: name ?? key.slice(0, shownDigits) }))}
      value={filter.writer}
      clearable
      onChange={(writer) => setFilter({ ...filter, writer })}
    />
    <DayField label={words.from} day={filter.from} setDay={(from) => setFilter({ ...filter, from })} />
    <DayField label={words.until} day={filter.until} setDay={(until) => setFilter({ ...filter, until })} />
    {isNarrowed(filter) ? (
      <Button variant="default" leftSection={<IconFilterOff size={16} />} onClick={() => setFilter(allReports)}>
        {words.clear}
      </Button>
    ) : null}
  </div>
);

interface DayFieldProps {
  readonly label: string;
  readonly day: string;
  readonly setDay: (day: string) => void;
}

const DayField = ({ label, day, setDay }: DayFieldProps) => (
  <TextInput
    className="day"
    label={label}
    placeholder={words.day}
    value={day}
    error={isDay(day) ? null : words.dayFault}
    onChange={({ currentTarget }) => setDay(currentTarget.value.trim())}
  />
);
