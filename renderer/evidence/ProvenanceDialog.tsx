/** The records behind a figure, each with its standing; from each one leads on to its bytes. */
import "./evidence.css";
import { Button, Modal } from "@mantine/core";
import { Link } from "wouter";
import type { RecordProof } from "../../shared/rpc/rows.ts";
import { Flag } from "../design/Flag.tsx";
import { Notice } from "../design/Notice.tsx";
import type { Answer } from "../rpc/answer.ts";
import { useAskEach } from "../rpc/use-ask.ts";
import { recordAddress } from "../vocabulary/addresses.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { entryTitle } from "../vocabulary/record-words.ts";
import { standingWords } from "../vocabulary/standing-words.ts";
import { occurredText, writerText } from "./entry-text.ts";
import type { Provenance } from "./provenance.ts";
import { StandingMark } from "./StandingMark.tsx";

export interface ProvenanceDialogProps {
  /** Null: closed. */
  readonly asked: Provenance | null;
  readonly close: () => void;
}

/** More records than this nobody reads one by one; the history shows them all. */
const shownRecordsMax = 40;
const words = assetWords.provenance;

/** Closed by Escape. */
export const ProvenanceDialog = ({ asked, close }: ProvenanceDialogProps) => {
  const shown = (asked?.records ?? []).slice(0, shownRecordsMax);
  const answers = useAskEach(
    "record.get",
    shown.map((id) => ({ id })),
  );
  return (
    <Modal opened={asked !== null} onClose={close} title={words.title} size="42rem">
      {asked === null ? null : (
        <div className="stack">
          <p>
            <strong>{asked.figure}</strong>
          </p>
          {asked.how === "" ? null : <p className="muted">{asked.how}</p>}
          {asked.reasons === undefined || asked.reasons.length === 0 ? null : (
            <ul className="lines">
              {asked.reasons.map(({ rule, text }) => (
                <li key={`${rule} ${text}`} className="reason">
                  <Flag>{rule}</Flag> <span className="grow">{text}</span>
                </li>
              ))}
            </ul>
          )}
          {asked.records.length === 0 ? <p className="muted">{words.noRecords}</p> : null}
          <ul className="lines provenance" aria-label={words.records(asked.records.length)}>
            {answers.map((answer, index) => (
              <li key={shown[index]}>
                <BehindRecord id={shown[index] ?? ""} answer={answer} close={close} />
              </li>
            ))}
          </ul>
          {asked.records.length > shown.length ? (
            <p className="muted">{words.more(asked.records.length - shown.length)}</p>
          ) : null}
        </div>
      )}
    </Modal>
  );
};

interface BehindRecordProps {
  readonly id: string;
  readonly answer: Answer<RecordProof>;
  readonly close: () => void;
}

const BehindRecord = ({ id, answer, close }: BehindRecordProps) => {
  if (answer.state === "waiting") return <span className="muted mono">{id.slice(0, shownDigits)}</span>;
  if (answer.state === "refused") return <Notice tone="warn">{answer.failure.message}</Notice>;
  const { entry, history } = answer.value;
  const { word, means } = standingWords[entry.standing.standing];
  return (
    <>
      <span className="provenance-what">
        <span className="row-of">
          <span className="mono">{occurredText(entry)}</span> {entryTitle(entry.type)} {entry.summary}
        </span>
        <span className="row-of muted">
          <StandingMark record={entry.id} standing={entry.standing.standing} /> {word}. {entry.standing.reason ?? means}
        </span>
        <span className="muted">{writerText(entry.writer)}</span>
      </span>
      <Button component={Link} href={recordAddress(entry.type, history, id)} variant="default" onClick={close}>
        {assetWords.timeline.bytes}
      </Button>
    </>
  );
};

const shownDigits = 10;
