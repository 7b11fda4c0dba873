/** A place to drop a bundle, and what it would change or has changed. */
import { Button } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import type { ImportSummary } from "../../shared/rpc/rows.ts";
import { DropField } from "../design/DropField.tsx";
import { Flag } from "../design/Flag.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { Share } from "../design/Share.tsx";
import { peerWords } from "../vocabulary/peer-words.ts";
import { countText } from "../vocabulary/number-words.ts";

export interface BundleImportProps {
  readonly state: { readonly name: string; readonly summary: ImportSummary; readonly taken: boolean } | null;
  readonly sending: { readonly share: number; readonly number: string; readonly stop: () => void } | null;
  readonly checking: boolean;
  readonly refusal: string | null;
  readonly look: (files: ReadonlyArray<File>) => void;
  readonly take: () => void;
  readonly leave: () => void;
}

const words = peerWords.bundle;

/** The numbers first, then each history. */
export const BundleImportView = ({ state, sending, checking, refusal, look, take, leave }: BundleImportProps) => (
  <Panel title={words.importTitle}>
    <div className="stack">
      <DropField
        label={
          <>
            <IconFileImport size={26} stroke={1.4} aria-hidden="true" />
            <strong>{words.drop}</strong>
            <span className="muted">{words.dropAbout}</span>
          </>
        }
        accept=".tlbundle"
        disabled={sending !== null || checking}
        take={look}
      />
      {sending === null ? null : (
        <Share
          label={words.reading}
          share={sending.share}
          number={sending.number}
          stop={{ word: words.stop, run: sending.stop }}
        />
      )}
      {checking ? <Share label={words.checking} share={null} number="" /> : null}
      {refusal === null ? null : (
        <Notice tone="bad" urgent>
          {refusal}
        </Notice>
      )}
      {state === null ? null : <SummaryView {...state} />}
      {state === null || state.taken ? null : (
        <div className="row-of">
          <Button onClick={take} loading={checking}>
            {words.take}
          </Button>
          <Button variant="default" onClick={leave}>
            {words.leave}
          </Button>
        </div>
      )}
    </div>
  </Panel>
);

interface SummaryViewProps {
  readonly name: string;
  readonly summary: ImportSummary;
  readonly taken: boolean;
}

const SummaryView = ({ name, summary, taken }: SummaryViewProps) => (
  <section className="stack" aria-label={taken ? words.changed(name) : words.wouldChange(name)} role="status">
    <h3>{taken ? words.changed(name) : words.wouldChange(name)}</h3>
    <p className="row-of">
      <Flag tone="accent">{words.records(summary.records)}</Flag>
      <Flag>{words.already(summary.already)}</Flag>
      {summary.attachments === 0 ? null : <Flag>{words.attachments(summary.attachments)}</Flag>}
      {summary.openings === 0 ? null : <Flag>{words.openingCount(summary.openings)}</Flag>}
      {summary.pending === 0 ? null : <Flag tone="warn">{words.pending(summary.pending)}</Flag>}
      {summary.quarantined === 0 ? null : <Flag tone="warn">{words.quarantined(summary.quarantined)}</Flag>}
    </p>
    {summary.complete ? null : <Notice tone="warn">{words.incomplete}</Notice>}
    {summary.fault === null ? null : <Notice tone="bad">{summary.fault}</Notice>}
    <div className="figures-frame">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{words.columns.tag}</th>
            <th scope="col" className="number">
              {words.columns.records}
            </th>
            <th scope="col">{words.columns.state}</th>
            <th scope="col" className="number">
              {words.columns.forks}
            </th>
          </tr>
        </thead>
        <tbody>
          {summary.histories.map(({ forks, history, known, new_records, tag }) => (
            <tr key={history}>
              <th scope="row">
                {tag ?? "–"} <span className="mono muted">{history.slice(0, shownDigits)}</span>
              </th>
              <td className="number">{countText(new_records)}</td>
              <td>{known ? words.known : words.isNew}</td>
              <td className="number">{forks}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);

const shownDigits = 10;
