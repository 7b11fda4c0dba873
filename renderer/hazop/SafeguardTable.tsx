/** The safeguards of a study: state, device, tests, and what can be recorded about each. */
import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Link } from "wouter";
import type { SafeguardRow } from "../../shared/rpc/hazop-rows.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { hazopWords, safeguardMark } from "../vocabulary/hazop-words.ts";
import { dayText } from "../vocabulary/time-words.ts";
import { AxisMark } from "../evidence/AxisMark.tsx";
import type { AskDialog } from "./StudyDialogs.tsx";

export interface SafeguardTableProps {
  readonly rows: ReadonlyArray<SafeguardRow>;
  /** False at a past time. */
  readonly may: boolean;
  readonly ask: AskDialog;
}

const words = hazopWords.safeguards;
const order = ["FAILED", "BYPASS_EXPIRED", "BYPASSED", "TEST_OVERDUE", "HEALTHY"];

/** Those that count for nothing first. */
export const SafeguardTable = ({ rows, may, ask }: SafeguardTableProps) =>
  rows.length === 0 ? (
    <p className="nothing">{words.none}</p>
  ) : (
    <div className="figures-frame scrolls">
      <table className="figures safeguards">
        <thead>
          <tr>
            {words.columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.toSorted(byState).map((row) => (
            <SafeguardLine key={row.safeguard} row={row} may={may} ask={ask} />
          ))}
        </tbody>
      </table>
    </div>
  );

const byState = (left: SafeguardRow, right: SafeguardRow): number =>
  order.indexOf(left.state) - order.indexOf(right.state) ||
  Number(right.is_ipl) - Number(left.is_ipl) ||
  left.number - right.number;

interface SafeguardLineProps {
  readonly row: SafeguardRow;
  readonly may: boolean;
  readonly ask: AskDialog;
}

const SafeguardLine = ({ row, may, ask }: SafeguardLineProps) => (
  <tr>
    <th scope="row">
      {row.tag === "" ? null : <span className="mono">{row.tag} </span>}
      {row.name}
      <div className="muted">
        {[row.type, row.pfd === "" ? "" : `PFD ${row.pfd}`, row.interval === null ? "" : words.every(row.interval)]
          .filter((part) => part !== "")
          .join(", ")}
      </div>
    </th>
    <td>
      <AxisMark name={row.name} mark={safeguardMark(row)} reasons={row.reasons} />
      {row.bypass === null ? null : <div className="muted">{words.bypassUntil(row.bypass.ends)}</div>}
    </td>
    <td>
      {row.assets.length === 0 ? (
        <span className="muted">{words.notLinked}</span>
      ) : (
        row.assets.map(({ asset, tag }) => (
          <Link key={asset} href={addresses.asset(asset)}>
            {tag ?? asset.slice(0, shownDigits)}
          </Link>
        ))
      )}
    </td>
    <td>
      {row.last_test === null ? (
        <span className="muted">{words.never}</span>
      ) : (
        `${dayText(row.last_test.at)}, ${words[row.last_test.result]}`
      )}
    </td>
    <td className="mono">{row.due === null ? "–" : dayText(row.due)}</td>
    <td title={row.used_in.join(", ")}>{words.scenarios(row.used_in.length)}</td>
    <td>{may ? <SafeguardMenu row={row} ask={ask} /> : null}</td>
  </tr>
);

const shownDigits = 10;

const SafeguardMenu = ({ row, ask }: Pick<SafeguardLineProps, "row" | "ask">) => {
  const { bypass } = row;
  return (
    <span className="safeguard-actions">
      <Button variant="default" onClick={() => ask({ kind: "test", safeguard: row })}>
        {words.test}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label={`${hazopWords.more}: ${row.name}`}>
            <IconChevronDown size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => ask({ kind: "link-safeguard", safeguard: row })}>
            {row.assets.length === 0 ? words.link : words.relink}
          </Menu.Item>
          {bypass === null ? (
            <Menu.Item onClick={() => ask({ kind: "bypass", safeguard: row })}>{words.bypass}</Menu.Item>
          ) : (
            <Menu.Item onClick={() => ask({ kind: "restore", safeguard: row, bypass: bypass.record })}>
              {words.restore}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
};
