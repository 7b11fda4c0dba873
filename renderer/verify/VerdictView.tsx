/** A verdict: in one word, in a sentence, and in every number that it stands on. */
import type { HistoryVerdict, VerdictReport } from "../../shared/rpc/rows.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Flag } from "../design/Flag.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { verifyWords } from "../vocabulary/verify-words.ts";
import { countText } from "../vocabulary/number-words.ts";

export interface VerdictProps {
  /** Of the file. */
  readonly name: string;
  readonly report: VerdictReport;
}

const words = verifyWords;

/** Read aloud as soon as it is there. */
export const VerdictView = ({ name, report }: VerdictProps) => {
  const { word, shape, tone } = words.verdicts[report.verdict];
  return (
    <div className="stack">
      <section className="verdict" data-tone={tone} role="status">
        <StatusShape shape={shape} tone={tone} label={null} size={44} />
        <div>
          <p className="muted">
            {words.kinds[report.kind]} {name}
          </p>
          <h2>{word}</h2>
          <p>{report.statement}</p>
          {report.reason === null ? null : (
            <p className="verdict-reason">
              {report.reason.message}{" "}
              {report.reason.place === null ? null : <Flag tone="bad">{words.place(report.reason.place)}</Flag>}
            </p>
          )}
        </div>
      </section>
      <Sentences title={words.warnings} tone="warn" sentences={report.warnings} />
      <Sentences title={words.remarks} tone="calm" sentences={report.remarks} />
      {report.histories.length === 0 ? null : <HistoryTable histories={report.histories} />}
      <Grounds report={report} />
    </div>
  );
};

interface SentencesProps {
  readonly title: string;
  readonly tone: "warn" | "calm";
  readonly sentences: ReadonlyArray<string>;
}

const Sentences = ({ title, tone, sentences }: SentencesProps) =>
  sentences.length === 0 ? null : (
    <Notice tone={tone}>
      <h3>{title}</h3>
      <ul className="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );

const HistoryTable = ({ histories }: { readonly histories: ReadonlyArray<HistoryVerdict> }) => (
  <Panel title={words.histories} flush>
    <div className="figures-frame">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{words.columns.history}</th>
            <th scope="col">{words.columns.records}</th>
            <th scope="col">{words.columns.standings}</th>
            <th scope="col">{words.columns.writers}</th>
            <th scope="col">{words.columns.doubts}</th>
          </tr>
        </thead>
        <tbody>
          {histories.map((history) => (
            <HistoryRow key={history.history} history={history} />
          ))}
        </tbody>
      </table>
    </div>
  </Panel>
);

const HistoryRow = ({ history }: { readonly history: HistoryVerdict }) => (
  <tr>
    <th scope="row">
      {history.title ?? "–"} <span className="mono muted">{history.history.slice(0, 10)}</span>
    </th>
    <td className="number">{countText(history.records)}</td>
    <td>
      {Object.entries(history.standings).map(([standing, count]) => (
        <div key={standing}>
          {countText(count)} {standing}
        </div>
      ))}
    </td>
    <td>
      {history.writers.map(({ key, name, organisation, roles }) => (
        <div key={key}>
          {name ?? words.noName} <span className="muted">{[...roles, organisation].filter(Boolean).join(", ")}</span>
        </div>
      ))}
    </td>
    <td>
      {doubtsOf(history).map((doubt) => (
        <div key={doubt}>{doubt}</div>
      ))}
    </td>
  </tr>
);

const doubtsOf = (history: HistoryVerdict): ReadonlyArray<string> =>
  [
    counted(history.equivocations.length, words.equivocations),
    counted(history.conflicts, words.conflicts),
    counted(history.forks, words.forks),
    counted(history.late_entries, words.late),
    counted(history.impossible_times, words.impossible),
    counted(history.attachments.missing, words.missing),
    counted(history.openings.withheld, words.withheld),
    counted(history.bounds.open, words.open),
    counted(history.bounds.organisations, words.witnessed),
  ].flat();

const counted = (count: number, say: (count: number) => string): ReadonlyArray<string> =>
  count === 0 ? [] : [say(count)];

const Grounds = ({ report }: { readonly report: VerdictReport }) => (
  <Panel title={words.checked(report.checked)}>
    <div className="stack tight">
      <p>
        {words.trusted}: {report.trusted === null ? words.noTrust : null}
      </p>
      {report.trusted === null ? null : <CopyText text={report.trusted} label={words.copyRegister} />}
      <p>{words.registers}</p>
      {report.registers.map((register) => (
        <CopyText key={register} text={register} label={words.copyRegister} />
      ))}
      <p className="muted">
        {words.knownNotes(report.known.notes.length)} · {words.knownRevocations(report.known.revocations.length)}
      </p>
    </div>
  </Panel>
);
