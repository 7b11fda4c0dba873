/** Filters of a history: kind, person, text and days. */
import { Button, Select, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import "@mantine/dates/styles.css";
import { useAsk } from "../rpc/use-ask.ts";
import { valueOr } from "../rpc/answer.ts";
import { Flag } from "../design/Flag.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { recordTitle } from "../vocabulary/record-words.ts";
import { standingWords } from "../vocabulary/standing-words.ts";
import { writerShort } from "../evidence/entry-text.ts";
import { isFiltered, timelineTypes, wholeHistory, type TimelineFilter } from "./timeline-filter.ts";
import { countText } from "../vocabulary/number-words.ts";

export interface TimelineFilterProps {
  readonly history: string;
  readonly filter: TimelineFilter;
  readonly setFilter: (filter: TimelineFilter) => void;
  /** Entries that fit; null while they are counted. */
  readonly total: number | null;
}

const words = assetWords.filter;
const dayForm = "YYYY-MM-DD";

/** One row that wraps where there is little room. */
export const TimelineFilterBar = ({ history, filter, setFilter, total }: TimelineFilterProps) => {
  const writers = valueOr(useAsk("history.writers", { history }), null) ?? [];
  const change = (part: Partial<TimelineFilter>): void => setFilter({ ...filter, ...part });
  return (
    <div className="timeline-filter" role="group" aria-label={words.title}>
      <TextInput
        className="timeline-filter-text"
        aria-label={words.text}
        placeholder={words.text}
        value={filter.text}
        onChange={({ currentTarget }) => change({ text: currentTarget.value })}
      />
      <Select
        aria-label={words.type}
        placeholder={words.anyType}
        clearable
        data={timelineTypes.map((type) => ({ label: recordTitle(type), value: type }))}
        value={filter.type === "" ? null : filter.type}
        onChange={(type) => change({ type: type ?? "" })}
      />
      <Select
        aria-label={words.person}
        placeholder={words.anyPerson}
        clearable
        data={writers.map(({ records, writer }) => ({
          label: `${writerShort(writer)} (${countText(records)})`,
          value: writer.key,
        }))}
        value={filter.writer === "" ? null : filter.writer}
        onChange={(writer) => change({ writer: writer ?? "" })}
      />
      <DateInput
        aria-label={words.from}
        placeholder={words.from}
        valueFormat={dayForm}
        clearable
        value={filter.from === "" ? null : filter.from}
        onChange={(from) => change({ from: from ?? "" })}
      />
      <DateInput
        aria-label={words.until}
        placeholder={words.until}
        valueFormat={dayForm}
        clearable
        value={filter.until === "" ? null : filter.until}
        onChange={(until) => change({ until: until ?? "" })}
      />
      {isFiltered(filter) ? (
        <>
          {filter.standing === null ? null : <Flag>{words.standing(standingWords[filter.standing].word)}</Flag>}
          <span className="muted" aria-live="polite">
            {total === null ? "" : words.found(total)}
          </span>
          <Button variant="default" onClick={() => setFilter(wholeHistory)}>
            {words.clear}
          </Button>
        </>
      ) : null}
    </div>
  );
};
