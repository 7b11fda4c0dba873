/** One asset in the fleet: what it is, what last happened, and what must be seen. */
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { MarkCount } from "../design/MarkCount.tsx";
import { fleetWords } from "../vocabulary/fleet-words.ts";
import { dayText, exactText } from "../vocabulary/time-words.ts";

export interface AssetTableRowProps {
  readonly index: number;
  /** Null while it is on its way: its room is kept. */
  readonly row: AssetRow | null;
  readonly active: boolean;
  readonly top: number;
  readonly height: number;
  readonly pick: () => void;
  readonly open: (row: AssetRow) => void;
}

/** Opened by a press anywhere on it. */
export const AssetTableRow = ({ index, row, active, top, height, pick, open }: AssetTableRowProps) => (
  <div
    role="row"
    aria-rowindex={index + 2}
    data-index={index}
    className="asset-row"
    tabIndex={active ? 0 : -1}
    aria-selected={active}
    style={{ transform: `translateY(${top}px)`, height }}
    onFocus={pick}
    onClick={() => row !== null && open(row)}
    onKeyDown={({ key }) => key === "Enter" && row !== null && open(row)}
  >
    {row === null ? (
      <span role="gridcell" className="muted">
        {fleetWords.loading}
      </span>
    ) : (
      <AssetCells row={row} />
    )}
  </div>
);

const AssetCells = ({ row }: { readonly row: AssetRow }) => (
  <>
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
    <span role="gridcell" className="asset-marks">
      <MarkCount shape="diamond" tone="bad" count={row.open_defects} words={fleetWords.defects(row.open_defects)} />
      <MarkCount shape="split" tone="warn" count={row.conflicts} words={fleetWords.conflicts(row.conflicts)} />
      <MarkCount shape="dashed" tone="calm" count={row.pending} words={fleetWords.pending(row.pending)} />
      <MarkCount shape="half" tone="calm" count={row.unshared} words={fleetWords.unshared(row.unshared)} />
    </span>
    <span role="gridcell" className="asset-records mono">
      {row.records.toLocaleString("en")}
    </span>
  </>
);
