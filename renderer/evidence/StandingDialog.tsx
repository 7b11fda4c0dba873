/** How one record stands: in a word, why, by which rules, with the records behind it and what one can do about it. */
import { Button, Modal } from "@mantine/core";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { Answered } from "../design/Answered.tsx";
import { Notice } from "../design/Notice.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { custodyWords } from "../vocabulary/custody-words.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { entryTitle } from "../vocabulary/record-words.ts";
import { standingWords } from "../vocabulary/standing-words.ts";
import { isCorrectable, occurredText, writerText } from "./entry-text.ts";
import { EndorseForm } from "./EndorseForm.tsx";
import { QuorumView } from "./QuorumView.tsx";
import { RecordLine } from "./RecordLine.tsx";
import { RulesView } from "./RulesView.tsx";

export interface StandingDialogProps {
  /** Null: closed. */
  readonly record: string | null;
  readonly showBytes: (record: string) => void;
  readonly correct: (entry: TimelineEntry) => void;
  readonly close: () => void;
}

const words = decisionWords.standing;

/** Closed by Escape. */
export const StandingDialog = ({ record, showBytes, correct, close }: StandingDialogProps) => {
  const answer = useAsk("decision.standing", { id: record ?? "" }, { when: record !== null });
  return (
    <Modal
      opened={record !== null}
      onClose={close}
      title={words.title}
      size="46rem"
      closeButtonProps={{ "aria-label": words.close }}
    >
      {record === null ? null : (
        <Answered answer={answer} waiting={decisionWords.waiting}>
          {(value) => <StandingView standing={value} showBytes={showBytes} correct={correct} />}
        </Answered>
      )}
    </Modal>
  );
};

interface StandingViewProps extends Pick<StandingDialogProps, "correct" | "showBytes"> {
  readonly standing: ResponseOf<"decision.standing">;
}

const StandingView = ({ standing, showBytes, correct }: StandingViewProps) => {
  const { behind, entry, own, permission, quorum } = standing;
  const { word, means, shape, tone } = standingWords[entry.standing.standing];
  const rules = [...(quorum?.rules ?? []), ...(permission === null ? [] : [permission])];
  return (
    <div className="stack">
      <p>
        <strong>{entryTitle(entry.type)}</strong> {entry.summary}
        <br />
        <span className="muted">
          <span className="mono">{occurredText(entry)}</span> · {writerText(entry.writer)}
        </span>
      </p>
      <div className="standing-word" data-tone={tone}>
        <StatusShape shape={shape} tone={tone} label={null} size={24} />
        <div>
          <strong>{word}.</strong> {means}
          <br />
          {entry.standing.reason ?? words.plain}
        </div>
      </div>
      {entry.surfaced_after.length === 0 ? null : <Notice tone="warn">{custodyWords.surfacedNotice}</Notice>}
      {quorum === null ? null : (
        <section>
          <h3>{decisionWords.quorum.title}</h3>
          <QuorumView quorum={quorum} />
        </section>
      )}
      {own.roles.length === 0 ? null : (
        <section className="stack tight">
          <Notice tone="warn">{decisionWords.quorum.yours}</Notice>
          <EndorseForm key={entry.id} target={entry.id} roles={own.roles} />
        </section>
      )}
      {behind.length === 0 ? null : (
        <section>
          <h3>{words.behind}</h3>
          <ul className="record-lines">
            {behind.map((one) => (
              <li key={one.entry.id}>
                <RecordLine entry={one.entry} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {rules.length === 0 ? null : (
        <section>
          <h3>{words.rules}</h3>
          <RulesView rules={rules} />
        </section>
      )}
      <div className="row-of">
        <Button variant="default" onClick={() => showBytes(entry.id)}>
          {words.bytes}
        </Button>
        {isCorrectable(entry) ? (
          <Button variant="default" onClick={() => correct(entry)}>
            {decisionWords.correction.correct}
          </Button>
        ) : null}
      </div>
    </div>
  );
};
