/** Keys that signed two records with one number: both branches side by side, and the proof as a file. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { EquivocationRow } from "../../shared/rpc/decision-methods.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Notice } from "../design/Notice.tsx";
import { EntryDetailsView } from "../evidence/EntryDetailsView.tsx";
import { RecordLine } from "../evidence/RecordLine.tsx";
import { writerText } from "../evidence/entry-text.ts";
import type { Answer } from "../rpc/answer.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { sizeText } from "../vocabulary/size-words.ts";
import { DecisionList } from "./DecisionList.tsx";

const words = decisionWords.equivocation;

/** One card for each key and number. */
export const EquivocationsView = ({ answer }: { readonly answer: Answer<ResponseOf<"decision.equivocations">> }) => (
  <DecisionList
    answer={answer}
    none={decisionWords.none.equivocations}
    keyOf={({ history, seq, writer }) => `${history} ${writer.key} ${seq}`}
  >
    {(row) => (
      <>
        <h2>
          {words.says(writerText(row.writer), row.seq)} {decisionWords.of(row.title)}
        </h2>
        {row.own ? <Notice tone="bad">{words.own}</Notice> : null}
        <div className="branches">
          {row.records.map((entry, index) => (
            <section key={entry.id} className="branch" aria-label={words.branch(index)}>
              <h3>{words.branch(index)}</h3>
              <RecordLine entry={entry} />
              <EntryDetailsView entry={entry} />
            </section>
          ))}
        </div>
        <div className="row-of">
          <span className="muted">{words.key}</span>
          <CopyText text={row.writer.key} label={words.key} />
          <span className="muted">{words.disputed(row.disputed)}</span>
        </div>
        <ProofOf row={row} />
      </>
    )}
  </DecisionList>
);

const ProofOf = ({ row: { history, seq, writer } }: { readonly row: EquivocationRow }) => {
  const [made, setMade] = useState<{ readonly says: string; readonly address: string } | null>(null);
  const exporting = useCommand("decision.export-proof");
  const { files } = useRpc();
  const make = async (): Promise<void> => {
    const outcome = await exporting.run({ history, seq, writer: writer.key });
    if (outcome?.ok !== true || outcome.value.download === null) return;
    const { bytes, download } = outcome.value;
    setMade({ address: files.addressOf(download, false), says: words.made(sizeText(bytes)) });
  };
  return (
    <div className="stack tight">
      {exporting.failure === null ? null : (
        <Notice tone="bad" urgent>
          {exporting.failure.message}
        </Notice>
      )}
      {made === null ? null : <Notice tone="good">{made.says}</Notice>}
      <div>
        {made === null ? (
          <Button variant="default" onClick={() => void make()} loading={exporting.running}>
            {words.make}
          </Button>
        ) : (
          <Button component="a" href={made.address} download>
            {words.save}
          </Button>
        )}
      </div>
    </div>
  );
};
