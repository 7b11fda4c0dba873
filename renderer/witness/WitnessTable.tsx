/** Who cosigns whom, one row a company. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Flag } from "../design/Flag.tsx";
import { Panel } from "../design/Panel.tsx";
import { witnessWords } from "../vocabulary/witness-words.ts";

type Row = ResponseOf<"witness.state">["witnesses"][number];

const words = witnessWords.who;

/** Scrolls sideways in its own frame. */
export const WitnessTable = ({ rows }: { readonly rows: ReadonlyArray<Row> }) => (
  <Panel title={words.title} flush>
    {rows.length === 0 ? (
      <p className="nothing">{words.none}</p>
    ) : (
      <div className="figures-frame" tabIndex={0} role="group" aria-label={words.title}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.theirs}</th>
              <th scope="col">{words.ours}</th>
              <th scope="col">{words.state}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.installation ?? row.log ?? row.witness ?? row.name}>
                <th scope="row">{row.name}</th>
                <td>{row.theirs === null ? words.never : words.reach(row.theirs)}</td>
                <td>{row.ours === null ? words.never : words.reach(row.ours)}</td>
                <td>
                  <State row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </Panel>
);

const State = ({ row: { alarm, asked, damage, revoked, seen } }: { readonly row: Row }) => {
  if (alarm !== null) return <Flag tone="bad">{words.alarm}</Flag>;
  if (damage !== null) return <Flag tone="bad">{damage}</Flag>;
  if (revoked) return <Flag tone="warn">{words.revoked}</Flag>;
  const refusal = asked?.refusal ?? null;
  if (refusal !== null) return <span>{words.refused(refusal)}</span>;
  return (
    <span className="row-of">
      <Flag tone="good">{words.good}</Flag>
      <span className="muted">{words.seen(seen)}</span>
    </span>
  );
};
