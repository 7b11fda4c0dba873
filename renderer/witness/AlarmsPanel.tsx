/** Alarms about logs, each with its proof on the screen and as a file. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { success } from "../../shared/outcome/outcome.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { witnessWords } from "../vocabulary/witness-words.ts";
import { MadeFile } from "./MadeFile.tsx";

type Alarm = ResponseOf<"witness.state">["alarms"][number];

const words = witnessWords.alarms;

/** Nothing where there are none. */
export const AlarmsPanel = ({ alarms }: { readonly alarms: ReadonlyArray<Alarm> }) =>
  alarms.length === 0 ? null : (
    <Panel title={words.title} flush>
      {alarms.map((alarm) => (
        <AlarmCard key={alarm.origin} alarm={alarm} />
      ))}
    </Panel>
  );

const AlarmCard = ({ alarm: { found, kind, message, name, origin, proof } }: { readonly alarm: Alarm }) => {
  const exporting = useCommand("witness.export-alarm");
  return (
    <article className="alarm" aria-label={name ?? origin}>
      <Notice tone={kind === "split" ? "bad" : "warn"}>
        <strong>
          {name === null ? "" : `${name}: `}
          {words[kind]}
        </strong>{" "}
        <span className="muted">{words.found(found)}</span>
        <p>{message}</p>
      </Notice>
      <CopyText text={origin} label={words.origin} form="line" />
      <pre className="alarm-notes" tabIndex={0} role="group" aria-label={words.notes}>
        {notesIn(proof)}
      </pre>
      <MadeFile
        make={async () => {
          const made = await exporting.run({ origin });
          return made === null || !made.ok ? made : success({ download: made.value.download, says: null });
        }}
        makeWord={words.make}
        running={exporting.running}
        saveWord={words.save}
      />
    </article>
  );
};

/** The two notes of a proof, as they were signed. */
const notesIn = (proof: string): string => {
  const parsed: unknown = JSON.parse(proof);
  const notes = typeof parsed === "object" && parsed !== null && "notes" in parsed ? parsed.notes : [];
  return Array.isArray(notes) ? notes.filter((note) => typeof note === "string").join("\n") : "";
};
