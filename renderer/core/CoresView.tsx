/** The list of cores by their state. */
import "./core.css";
import { Button, TextInput } from "@mantine/core";
import { IconPackageImport, IconSearch } from "@tabler/icons-react";
import { Link } from "wouter";
import type { CoreRow } from "../../shared/rpc/core-methods.ts";
import type { RequestOf, ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { FilterRow } from "../design/FilterRow.tsx";
import { Flag } from "../design/Flag.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { StandingMark } from "../evidence/StandingMark.tsx";
import type { Answer } from "../rpc/answer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { moneyWords } from "../vocabulary/money-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { OutcomeFlag } from "./OutcomeFlag.tsx";

/** What the list shows. */
export type CoreChoice = NonNullable<RequestOf<"core.list">["only"]>;

export interface CoresViewProps {
  readonly answer: Answer<ResponseOf<"core.list">>;
  readonly only: CoreChoice;
  readonly search: string;
  readonly offset: number;
  readonly step: number;
  readonly choose: (only: CoreChoice) => void;
  readonly find: (text: string) => void;
  readonly turn: (offset: number) => void;
}

const choices: ReadonlyArray<CoreChoice> = [
  "all",
  "to-grade",
  "HOLD",
  "DAMAGED",
  "FULL",
  "NONE",
  "EXCESS",
  "contradicting",
];

/** Plain rows in, choices out. */
export const CoresView = (props: CoresViewProps) => {
  const { answer, choose, find, only, search } = props;
  const about = answer.state === "here" ? coreWords.about(answer.value.total) : coreWords.waiting;
  return (
    <ScreenFrame title={coreWords.title} about={about} actions={<Actions />} body="flush">
      <div className="core-list">
        <div className="core-tools">
          <TextInput
            aria-label={coreWords.search}
            placeholder={coreWords.search}
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            value={search}
            onChange={({ currentTarget }) => find(currentTarget.value)}
          />
          <FilterRow
            label={coreWords.filter}
            chosen={only}
            choose={choose}
            choices={choices.map((value) => ({ label: coreWords.filters[value], value }))}
          />
        </div>
        <Answered answer={answer} waiting={coreWords.waiting}>
          {({ rows, total }) =>
            rows.length === 0 ? (
              <p className="nothing">{only === "all" && search === "" ? coreWords.empty : coreWords.nothingFits}</p>
            ) : (
              <CoreTable {...props} rows={rows} total={total} />
            )
          }
        </Answered>
      </div>
    </ScreenFrame>
  );
};

const Actions = () => (
  <>
    <Button component={Link} href={addresses.warranties} variant="default">
      {coreWords.warranties}
    </Button>
    <Button component={Link} href={addresses.entitlements} variant="default">
      {coreWords.entitlements}
    </Button>
    <Button component={Link} href={addresses.programmes} variant="default">
      {coreWords.programmes}
    </Button>
    <Button component={Link} href={addresses.receiveCore} leftSection={<IconPackageImport size={16} />}>
      {coreWords.receive}
    </Button>
  </>
);

interface TableProps extends Pick<CoresViewProps, "offset" | "step" | "turn"> {
  readonly rows: ReadonlyArray<CoreRow>;
  readonly total: number;
}

const CoreTable = ({ offset, rows, step, total, turn }: TableProps) => (
  <>
    <div className="figures-frame">
      <table className="figures core-table">
        <thead>
          <tr>
            {coreWords.columns.map((column, index) => (
              <th key={column} scope="col" className={index === coreWords.columns.length - 1 ? "number" : ""}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.record} row={row} />
          ))}
        </tbody>
      </table>
    </div>
    {total <= step ? null : (
      <div className="row-of">
        <Button variant="default" disabled={offset === 0} onClick={() => turn(Math.max(0, offset - step))}>
          {"‹"}
        </Button>
        <span className="muted">
          {offset + 1}–{offset + rows.length} / {total}
        </span>
        <Button variant="default" disabled={offset + rows.length >= total} onClick={() => turn(offset + step)}>
          {"›"}
        </Button>
      </div>
    )}
  </>
);

const Row = ({ row }: { readonly row: CoreRow }) => (
  <tr>
    <th scope="row">
      <StandingMark record={row.record} standing={row.standing} />
      <Link href={addresses.core(row.record)}>{row.serial ?? coreWords.noPlate}</Link>{" "}
      <span className="muted">{[row.maker, row.model].filter((part) => part !== null).join(" ")}</span>{" "}
      {row.contradicted ? <Flag tone="bad">{coreWords.contradicted}</Flag> : null}
    </th>
    <td>
      {timeText(row.at)} <span className="muted">{row.place ?? row.by}</span>
    </td>
    <td>{row.rga ?? coreWords.none}</td>
    <td>{row.sold_serial ?? coreWords.none}</td>
    <td>
      <OutcomeFlag outcome={row.grade?.outcome ?? null} />
    </td>
    <td className="number">
      {row.grade === null || row.grade.credit_minor === null
        ? coreWords.none
        : moneyWords({ currency: row.grade.currency, minor: row.grade.credit_minor })}
    </td>
  </tr>
);
