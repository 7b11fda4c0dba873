/** One entry of a history: its standing by shape, when, what, by whom; opened, all that it says. */
import { Button } from "@mantine/core";
import { Fragment } from "react";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { Flag } from "../design/Flag.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { isImpossible } from "../../shared/query/time-marks.ts";
import { boundsWords, markSentences } from "../vocabulary/bounds-words.ts";
import { custodyWords } from "../vocabulary/custody-words.ts";
import { entryTitle } from "../vocabulary/record-words.ts";
import { standingWords } from "../vocabulary/standing-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { EntryDetailsView } from "../evidence/EntryDetailsView.tsx";
import { StandingMark } from "../evidence/StandingMark.tsx";
import { RecordLink } from "../evidence/RecordLink.tsx";
import { isCorrectable, occurredText, writerShort, writerText } from "../evidence/entry-text.ts";

export interface TimelineEntryProps {
  readonly entry: TimelineEntry;
  readonly history: string;
  readonly opened: boolean;
  readonly toggle: () => void;
  readonly showBytes: (id: string) => void;
  readonly correct: (entry: TimelineEntry) => void;
  /** Moves the focus by so many entries; nothing where the entry stands outside of the list. */
  readonly walk?: ((step: 1 | -1) => void) | undefined;
}

/** A corrected entry is struck and stays. */
export const TimelineEntryView = (props: TimelineEntryProps) => {
  const { entry, history, opened, toggle, showBytes, correct, walk } = props;
  return (
    <article className="entry" data-forked={entry.forked} data-opened={opened}>
      <button
        type="button"
        className="entry-head"
        aria-expanded={opened}
        onClick={toggle}
        onKeyDown={(event) => {
          const step = stepOf(event.key);
          if (step === null || walk === undefined) return;
          event.preventDefault();
          walk(step);
        }}
      >
        <EntryHead entry={entry} />
      </button>
      <EntryWhy entry={entry} history={history} />
      {opened ? (
        <div className="entry-body">
          <EntryDetailsView entry={entry} />
          <div className="row-of">
            <StandingMark record={entry.id} standing={entry.standing.standing} worded />
            <Button variant="default" onClick={() => showBytes(entry.id)}>
              {assetWords.timeline.bytes}
            </Button>
            {isCorrectable(entry) ? (
              <Button variant="default" onClick={() => correct(entry)}>
                {assetWords.timeline.correct}
              </Button>
            ) : null}
          </div>
        </div>
      ) : null}
    </article>
  );
};

/** The reason of a standing that is not plain, and the records that it, or a correction, leads to. */
const EntryWhy = ({ entry, history }: Pick<TimelineEntryProps, "entry" | "history">) => {
  const { standing, corrected_by, corrects } = entry;
  const behind = standing.behind.filter((id) => !corrected_by.includes(id) && id !== corrects);
  if (standing.reason === null && corrects === null && corrected_by.length === 0) return null;
  return (
    <p className="entry-why">
      <StandingMark record={entry.id} standing={standing.standing} />
      {standing.reason} <RecordLinks word={assetWords.timeline.correctedBy} history={history} ids={corrected_by} />
      <RecordLinks word={assetWords.timeline.corrects} history={history} ids={corrects === null ? [] : [corrects]} />
      <RecordLinks word={assetWords.timeline.behind} history={history} ids={behind} />
    </p>
  );
};

interface RecordLinksProps {
  readonly word: string;
  readonly history: string;
  readonly ids: ReadonlyArray<string>;
}

const RecordLinks = ({ word, history, ids }: RecordLinksProps) =>
  ids.length === 0 ? null : (
    <>
      {word}{" "}
      {ids.map((id) => (
        <Fragment key={id}>
          <RecordLink history={history} id={id} />{" "}
        </Fragment>
      ))}
    </>
  );

const stepOf = (key: string): 1 | -1 | null => {
  if (key === "ArrowDown") return 1;
  return key === "ArrowUp" ? -1 : null;
};

const EntryHead = ({ entry }: { readonly entry: TimelineEntry }) => {
  const { word, shape, tone } = standingWords[entry.standing.standing];
  const title = entryTitle(entry.type);
  const isCorrected = entry.corrected_by.length > 0;
  return (
    <>
      <span className="entry-mark">
        <StatusShape shape={shape} tone={tone} label={word} />
      </span>
      <span className="entry-when mono">{occurredText(entry)}</span>
      <span className={isCorrected ? "entry-what struck" : "entry-what"}>
        {title === "" ? null : <span className="entry-title">{title}</span>} {entry.summary}
      </span>
      <span className="entry-who clip" title={writerText(entry.writer)}>
        {writerShort(entry.writer)}
      </span>
      <span className="entry-flags">
        {entry.late ? (
          <Flag tone="warn" title={assetWords.timeline.lateMeans(timeText(entry.recorded_at))}>
            {assetWords.timeline.late}
          </Flag>
        ) : null}
        {isImpossible(entry.bounds.marks) ? (
          <Flag tone="warn" title={entry.bounds.marks.map((mark) => markSentences[mark]).join(" ")}>
            {boundsWords.impossible}
          </Flag>
        ) : null}
        {entry.surfaced_after.length > 0 ? (
          <Flag tone="warn" title={custodyWords.surfacedMeans}>
            {custodyWords.flag}
          </Flag>
        ) : null}
        {entry.forked ? <Flag title={assetWords.timeline.forkMeans}>{assetWords.timeline.fork}</Flag> : null}
        {entry.shared ? null : (
          <span title={assetWords.timeline.unshared}>
            <StatusShape shape="half" tone="calm" label={assetWords.timeline.unshared} size={13} />
          </span>
        )}
        <span className="entry-position muted mono">{assetWords.timeline.position(entry.position)}</span>
      </span>
    </>
  );
};
