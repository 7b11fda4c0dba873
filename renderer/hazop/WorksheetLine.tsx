/** One line of a worksheet: what it shares with the line above is drawn once and still said to those who listen. */
import type { ReactNode } from "react";
import type { WorksheetRow } from "../../shared/rpc/hazop-rows.ts";
import { StatusShape } from "../design/StatusShape.tsx";
import { hazopWords } from "../vocabulary/hazop-words.ts";

export interface WorksheetLineProps {
  readonly index: number;
  /** Null while it is on its way: its room is kept. */
  readonly row: WorksheetRow | null;
  readonly before: WorksheetRow | null;
  /** The column that holds the focus of the grid, where it is in this line. */
  readonly active: number | null;
  readonly pick: (column: number) => void;
  readonly open: (row: WorksheetRow) => void;
}

const words = hazopWords.worksheet;

/** Eight cells. */
export const WorksheetLine = (props: WorksheetLineProps) => {
  const { row, before } = props;
  if (row === null) return <span role="gridcell">{words.loading}</span>;
  const sameDeviation = before?.deviation.deviation === row.deviation.deviation;
  const sameCause = sameDeviation && before?.cause?.cause === row.cause?.cause;
  const { guide_word, parameter, text } = row.deviation;
  const cells: ReadonlyArray<{ readonly goesOn: boolean; readonly value: ReactNode }> = [
    { goesOn: false, value: <span className="mono">{row.ref}</span> },
    {
      goesOn: sameDeviation,
      value: (
        <>
          <strong>{`${guide_word} ${parameter}`.trim()}</strong>
          {text === "" ? null : <span>{text}</span>}
        </>
      ),
    },
    { goesOn: sameCause, value: <Cause row={row} /> },
    { goesOn: false, value: <Consequence row={row} /> },
    { goesOn: false, value: <Risk row={row} /> },
    { goesOn: false, value: <Safeguards row={row} /> },
    { goesOn: false, value: <Actions row={row} /> },
    { goesOn: false, value: <Now row={row} /> },
  ];
  return cells.map((cell, column) => (
    <Cell key={column} {...props} row={row} column={column} goesOn={cell.goesOn}>
      {cell.value}
    </Cell>
  ));
};

interface CellProps extends WorksheetLineProps {
  readonly row: WorksheetRow;
  readonly column: number;
  /** True where the cell above holds the same. */
  readonly goesOn: boolean;
  readonly children: ReactNode;
}

const Cell = ({ index, row, active, pick, open, column, goesOn, children }: CellProps) => (
  <span
    role="gridcell"
    aria-colindex={column + 1}
    className="worksheet-cell"
    data-cell={`${index}.${column}`}
    data-goes-on={goesOn}
    tabIndex={active === column ? 0 : -1}
    onFocus={() => pick(column)}
    onClick={() => open(row)}
    onKeyDown={({ key }) => key === "Enter" && open(row)}
  >
    {goesOn ? <span className="only-heard">{children}</span> : children}
  </span>
);

const Cause = ({ row: { cause } }: { readonly row: WorksheetRow }) =>
  cause === null ? (
    <span className="muted">{words.noCause}</span>
  ) : (
    <>
      <span>{cause.text}</span>
      {cause.frequency === "" ? null : <span className="mono muted">{cause.frequency}/a</span>}
    </>
  );

const Consequence = ({ row: { consequence } }: { readonly row: WorksheetRow }) =>
  consequence === null ? <span className="muted">{words.noConsequence}</span> : <span>{consequence.text}</span>;

const Risk = ({ row: { risk } }: { readonly row: WorksheetRow }) => (
  <>
    <Rank cell={risk.before} word={words.before} />
    <Rank cell={risk.with_safeguards} word={words.after} />
  </>
);

const Rank = ({ cell, word }: { readonly cell: WorksheetRow["risk"]["before"]; readonly word: string }) =>
  cell === null ? null : (
    <span className="risk" title={`${cell.rank_name}, ${word}`}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <rect width="10" height="10" rx="2" fill={cell.color} />
      </svg>
      <strong>{cell.rank}</strong> <span className="muted">{word}</span>
    </span>
  );

const Safeguards = ({ row: { safeguards } }: { readonly row: WorksheetRow }) =>
  safeguards.length === 0 ? (
    <span className="muted">{words.noSafeguard}</span>
  ) : (
    safeguards.map(({ name, safeguard, state, tag }) => {
      const { shape, tone, word } = hazopWords.safeguard[state];
      return (
        <span key={safeguard} className="worksheet-safeguard" title={word}>
          <StatusShape shape={shape} tone={tone} label={word} size={13} />
          <span>
            {tag === "" ? null : <span className="mono">{tag} </span>}
            {name}
          </span>
        </span>
      );
    })
  );

const Actions = ({ row: { recommendations } }: { readonly row: WorksheetRow }) =>
  recommendations.map(({ closed, number, recommendation, text }) => (
    <span key={recommendation} className={closed ? "struck" : ""}>
      <span className="mono">{number}.</span> {text}
      {closed ? <span className="muted"> ({words.closed})</span> : null}
    </span>
  ));

const Now = ({ row: { protection } }: { readonly row: WorksheetRow }) => {
  if (protection === null) return null;
  const { shape, tone, word } = hazopWords.protection[protection.state];
  return (
    <span className="worksheet-now" title={protection.reasons[0]?.text ?? ""}>
      <StatusShape shape={shape} tone={tone} label={null} size={14} /> <span>{word}</span>
    </span>
  );
};
