/** One asset in the fleet: what it is, what last happened, what is due, and what must be seen. */
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { dueState } from "../../shared/service/due-task.ts";
import { MarkCount } from "../design/MarkCount.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { calendarDayText } from "../vocabulary/day-words.ts";
import { dueWords } from "../vocabulary/due-words.ts";
import { fleetWords } from "../vocabulary/fleet-words.ts";
import { dayText, exactText } from "../vocabulary/time-words.ts";
import { countText } from "../vocabulary/number-words.ts";

export interface AssetTableRowProps {
  readonly id: string;
  readonly index: number;
  readonly row: AssetRow;
  readonly active: boolean;
  readonly today: string;
  readonly pick: () => void;
  readonly open: (row: AssetRow) => void;
}

/** Opened by a press anywhere on it. */
export const AssetTableRow = ({ id, index, row, active, today, pick, open }: AssetTableRowProps) => (
  <div
    id={id}
    role="row"
    aria-rowindex={index + 2}
    data-index={index}
    className="asset-row"
    tabIndex={active ? 0 : -1}
    aria-selected={active}
    onFocus={pick}
    onClick={() => open(row)}
    onKeyDown={({ key }) => key === "Enter" && open(row)}
  >
    <span role="gridcell" className="asset-tag clip">
      {row.tag}
    </span>
    <span role="gridcell" className="asset-what">
      <span className="asset-class">{row.equipment_class}</span>
      <span className="clip">{[row.maker, row.model].filter((part) => part !== null).join(" ")}</span>
    </span>
    <span role="gridcell" className="asset-serial clip mono">
      {row.serial ?? <span className="muted">{fleetWords.noSerial}</span>}
    </span>
    <span role="gridcell" className="asset-last">
      {row.last_at === null ? null : (
        <span className="mono muted" title={exactText(row.last_at)}>
          {dayText(row.last_at)}
        </span>
      )}
      <span className="clip">{row.last_summary}</span>
    </span>
    <span role="gridcell" className="asset-due">
      <DueMark row={row} today={today} />
    </span>
    <span role="gridcell" className="asset-marks">
      <MarkCount shape="diamond" tone="bad" count={row.open_defects} words={fleetWords.defects(row.open_defects)} />
      <MarkCount shape="split" tone="warn" count={row.conflicts} words={fleetWords.conflicts(row.conflicts)} />
      <MarkCount shape="dashed" tone="calm" count={row.pending} words={fleetWords.pending(row.pending)} />
      <MarkCount shape="half" tone="calm" count={row.unshared} words={fleetWords.unshared(row.unshared)} />
    </span>
    <span role="gridcell" className="asset-records mono">
      {countText(row.records)}
    </span>
  </div>
);

const DueMark = ({ row, today }: Pick<AssetTableRowProps, "row" | "today">) => {
  if (row.due_on === null && row.overdue_after === null) return null;
  const state = dueState({ dueOn: row.due_on, overdueAfter: row.overdue_after }, today);
  const { shape, tone, word } = dueWords.states[state];
  return (
    <span className="asset-due-mark" title={dueWords.title(state, row.due_on)}>
      <StatusShape shape={shape} tone={tone} label={word} size={15} />
      <span className="mono">{row.due_on === null ? word : calendarDayText(row.due_on)}</span>
    </span>
  );
};
