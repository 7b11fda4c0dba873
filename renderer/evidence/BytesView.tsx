/** "Show me the bytes": everything that proves one record, to be read, copied and checked by other means. */
import "./evidence.css";
import type { ReactNode } from "react";
import type { RecordProof } from "../../shared/rpc/rows.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Notice } from "../design/Notice.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { entryTitle } from "../vocabulary/record-words.ts";
import { standingWords } from "../vocabulary/standing-words.ts";
import { StandingMark } from "./StandingMark.tsx";
import { EntryDetailsView } from "./EntryDetailsView.tsx";

const words = assetWords.bytes;

/** From the record outwards: bytes, signature, parents, its line, the proof, the checkpoint. */
export const BytesView = ({ proof }: { readonly proof: RecordProof }) => {
  const { standing, reason } = proof.entry.standing;
  const { word, means } = standingWords[standing];
  return (
    <div className="stack">
      <p className="row-of">
        <StandingMark record={proof.id} standing={standing} />
        <strong>{entryTitle(proof.entry.type)}</strong> {proof.entry.summary}
      </p>
      <p>
        {word}. {reason ?? means}
      </p>
      <details className="bytes-says">
        <summary>{words.says}</summary>
        <EntryDetailsView entry={proof.entry} />
      </details>
      <p className="muted">{words.intro}</p>
      <Part title={words.id}>
        <CopyText text={proof.id} label={words.copy(words.id)} />
      </Part>
      <Part title={words.bytes}>
        <CopyText text={proof.bytes} label={words.copy(words.bytes)} form="block" />
      </Part>
      <Part title={words.signature}>
        <CopyText text={proof.signature} label={words.copy(words.signature)} />
      </Part>
      <Part title={words.writer}>
        <CopyText text={proof.entry.writer.key} label={words.copy(words.writer)} />
      </Part>
      <Hashes title={words.parents} hashes={proof.parents} />
      <Hashes title={words.register} hashes={proof.register} />
      <LinePart proof={proof} />
      {proof.checkpoint === null ? (
        <Notice tone="calm">{words.noCheckpoint}</Notice>
      ) : (
        <Part title={words.checkpoint}>
          <CopyText text={proof.checkpoint} label={words.copy(words.checkpoint)} form="block" />
        </Part>
      )}
    </div>
  );
};

const LinePart = ({ proof }: { readonly proof: RecordProof }) => {
  const { line } = proof;
  if (line === null) return <Notice tone="calm">{words.noLine}</Notice>;
  return (
    <>
      <Part title={`${words.line}: ${words.lineNumber(line.index, line.size)}`}>
        <CopyText text={line.text} label={words.copy(words.line)} form="block" />
      </Part>
      <Part title={words.leaf}>
        <CopyText text={line.leaf_sha256} label={words.copy(words.leaf)} />
      </Part>
      <Part title={`${words.proof}: ${words.proofSteps(line.proof.length)}`}>
        <CopyText text={line.proof.join("\n")} label={words.copy(words.proof)} form="block" />
      </Part>
    </>
  );
};

interface HashesProps {
  readonly title: string;
  readonly hashes: ReadonlyArray<string>;
}

const Hashes = ({ title, hashes }: HashesProps) =>
  hashes.length === 0 ? null : (
    <Part title={title}>
      {hashes.map((hash) => (
        <CopyText key={hash} text={hash} label={words.copy(title)} />
      ))}
    </Part>
  );

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="bytes-part">
    <h3>{title}</h3>
    {children}
  </section>
);
