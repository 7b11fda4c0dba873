/** One record in one line: how it stands, when, what it says, who signed it. */
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { entryTitle } from "../vocabulary/record-words.ts";
import { occurredText, writerText } from "./entry-text.ts";
import { StandingMark } from "./StandingMark.tsx";

export interface RecordLineProps {
  readonly entry: TimelineEntry;
  /** What its history is called, where that is not plain from the place. */
  readonly title?: string;
}

/** Two lines where there is little room. */
export const RecordLine = ({ entry, title }: RecordLineProps) => (
  <div className="record-line">
    <StandingMark record={entry.id} standing={entry.standing.standing} />
    <span className="record-line-what">
      <span>
        <strong>{entryTitle(entry.type)}</strong> {entry.summary}
      </span>
      <span className="muted">
        <span className="mono">{occurredText(entry)}</span> · {writerText(entry.writer)}
        {title === undefined ? null : ` · ${decisionWords.of(title)}`}
      </span>
    </span>
  </div>
);
