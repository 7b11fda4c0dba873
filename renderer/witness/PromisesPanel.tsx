/** Promises that others gave for what they took in: open ones with their date, broken ones with the proof. */
import { success } from "../../shared/outcome/outcome.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Flag } from "../design/Flag.tsx";
import { Panel } from "../design/Panel.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { witnessWords } from "../vocabulary/witness-words.ts";
import { MadeFile } from "./MadeFile.tsx";

type Promises = ResponseOf<"witness.state">["promises"];
type Row = Promises["rows"][number];

const words = witnessWords.promises;

/** Kept ones are counted; only the others are listed. */
export const PromisesPanel = ({ promises }: { readonly promises: Promises }) => {
  const rows = promises.rows.filter(({ state }) => state !== "kept");
  return (
    <Panel title={words.title}>
      <div className="stack">
        <p className="muted">{words.about}</p>
        <p>
          <strong>{words.counts(promises)}.</strong> {rows.length === 0 ? words.none : null}
        </p>
        {rows.length === 0 ? null : <PromiseTable rows={rows} />}
      </div>
    </Panel>
  );
};

const PromiseTable = ({ rows }: { readonly rows: ReadonlyArray<Row> }) => (
  <div className="figures-frame" tabIndex={0} role="group" aria-label={words.title}>
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{words.record}</th>
          <th scope="col">{words.by}</th>
          <th scope="col">{words.received}</th>
          <th scope="col">{words.due}</th>
          <th scope="col">{words.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.by} ${row.id}`}>
            <th scope="row" className="mono">
              {row.id.slice(0, shownDigits)}
            </th>
            <td>{row.name ?? row.by.slice(0, shownDigits)}</td>
            <td>{timeText(row.received)}</td>
            <td>{timeText(row.due)}</td>
            <td>{row.state === "broken" ? <Broken row={row} /> : <Flag>{words.states[row.state]}</Flag>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const shownDigits = 16;

const Broken = ({ row: { by, id } }: { readonly row: Row }) => {
  const exporting = useCommand("witness.export-promise");
  return (
    <div className="stack tight">
      <Flag tone="bad">{words.states.broken}</Flag>
      <MadeFile
        make={async () => {
          const made = await exporting.run({ by, id });
          return made === null || !made.ok ? made : success({ download: made.value.download, says: null });
        }}
        makeWord={words.make}
        running={exporting.running}
        saveWord={words.save}
      />
    </div>
  );
};
