/** Who may do what: a table of records by roles or by parties, each mark of which asks why. */
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { FilterRow } from "../design/FilterRow.tsx";
import { Panel } from "../design/Panel.tsx";
import { permissionTitle } from "../vocabulary/record-words.ts";
import { registerWords } from "../vocabulary/register-words.ts";
import { WhyPanel, type WhyQuestion } from "./WhyPanel.tsx";

const words = registerWords.who;

type Who = ResponseOf<"register.who">;
type Mark = "may" | "waits" | "may not";

export interface WhoViewProps {
  readonly who: Who;
  readonly register: string | null;
}

/** The question stands above the table, so that the answer is seen where it was asked. */
export const WhoView = ({ register, who }: WhoViewProps) => {
  const [by, setBy] = useState<"role" | "party">("role");
  const [asked, setAsked] = useState<WhyQuestion | null>(null);
  const columns = by === "role" ? roleColumns(who) : partyColumns(who);
  return (
    <>
      <Panel title={words.why}>
        <WhyPanel
          key={`${asked?.who ?? ""} ${asked?.type ?? ""}`}
          asked={asked}
          names={namesIn(who)}
          register={register}
          types={who.types.map(({ type }) => type)}
        />
      </Panel>
      <Panel
        title={who.name}
        flush
        actions={
          <FilterRow
            label={words.view}
            choices={[
              { label: words.byRole, value: "role" },
              { label: words.byParty, value: "party" },
            ]}
            chosen={by}
            choose={setBy}
          />
        }
      >
        <p className="panel-body muted">{words.legend}</p>
        <Matrix who={who} columns={columns} ask={setAsked} />
      </Panel>
    </>
  );
};

interface Column {
  readonly id: string;
  readonly name: string;
  readonly mark: (type: Who["types"][number]) => Mark;
  /** Whom a mark asks about; null for a role. */
  readonly who: string | null;
}

const roleColumns = ({ types }: Who): ReadonlyArray<Column> =>
  [...new Set(types.flatMap(({ roles }) => roles))].sort().map((role) => ({
    id: role,
    mark: ({ quorums, roles }) => (roles.includes(role) ? (quorums.length > 0 ? "waits" : "may") : "may not"),
    name: role,
    who: null,
  }));

const partyColumns = ({ parties }: Who): ReadonlyArray<Column> =>
  parties
    .filter(({ keys }) => keys.length > 0)
    .map((party) => ({
      id: party.id,
      mark: ({ type }) => (party.may.includes(type) ? "may" : party.waits.includes(type) ? "waits" : "may not"),
      name: party.name ?? registerWords.withheld,
      who: party.id,
    }));

interface MatrixProps {
  readonly who: Who;
  readonly columns: ReadonlyArray<Column>;
  readonly ask: (question: WhyQuestion) => void;
}

const Matrix = ({ ask, columns, who }: MatrixProps) => (
  <div className="figures-frame" tabIndex={0} role="group" aria-label={words.caption}>
    <table className="figures permissions">
      <thead>
        <tr>
          <th scope="col">{words.type}</th>
          {columns.map(({ id, name }) => (
            <th key={id} scope="col" className="role">
              <span>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {who.types.map((row) => (
          <tr key={row.type}>
            <th scope="row" title={row.type}>
              {permissionTitle(row.type)}{" "}
              {row.quorums.length === 0 ? null : (
                <span className="muted">{words.needs(row.quorums.map(groupText(who)).join("; "))}</span>
              )}
            </th>
            {columns.map((column) => (
              <td key={column.id} className="may">
                <MarkCell column={column} row={row} ask={ask} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

interface MarkCellProps {
  readonly column: Column;
  readonly row: Who["types"][number];
  readonly ask: (question: WhyQuestion) => void;
}

const MarkCell = ({ ask, column, row }: MarkCellProps) => {
  const mark = column.mark(row);
  const { who } = column;
  const shown = (
    <>
      <span aria-hidden="true">{signs[mark]}</span>
      <span className="unseen">{said[mark]}</span>
    </>
  );
  if (who === null) return shown;
  return (
    <button
      type="button"
      className="mark-button"
      title={`${column.name}: ${said[mark]}`}
      onClick={() => ask({ type: row.type, who })}
    >
      {shown}
    </button>
  );
};

const signs: Readonly<Record<Mark, string>> = { may: "●", "may not": "", waits: "◐" };
const said: Readonly<Record<Mark, string>> = { may: words.may, "may not": words.mayNot, waits: words.waits };

/** A group with the names of the parties that it names by their ids. */
const groupText =
  ({ parties }: Who) =>
  (group: string): string =>
    group
      .split(" ")
      .map((part) =>
        /^[0-9a-f]{64}$/.test(part) ? (parties.find(({ id }) => id === part)?.name ?? part.slice(0, 8)) : part,
      )
      .join(" ");

const namesIn = ({ parties }: Who): ReadonlyArray<string> => [
  ...new Set(parties.flatMap(({ keys, name }) => (name === null || keys.length === 0 ? [] : [name]))),
];
