/** This installation: what it is, a checkpoint of its journal, its index anew. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { CopyText } from "../design/CopyText.tsx";
import { Facts, type Fact } from "../design/Facts.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { SealingRow } from "./SealingRow.tsx";
import { RenewalPanel, type RenewalPanelProps } from "./RenewalPanel.tsx";

const words = settingsWords.care;

/** Both pieces of care are harmless at any time. */
export const InstallationScreen = () => {
  const status = useAsk("app.status", {});
  const [note, setNote] = useState<string | null>(null);
  const checkpoint = useCommand("journal.checkpoint");
  const rebuild = useCommand("index.rebuild");
  const sign = async (): Promise<void> => {
    const outcome = await checkpoint.run({});
    if (outcome?.ok !== true) return;
    setNote(outcome.value.note);
    say(words.checkpointed(outcome.value.size));
  };
  const build = async (): Promise<void> => {
    const outcome = await rebuild.run({});
    if (outcome?.ok === true) say(words.rebuilt(outcome.value.records, outcome.value.seconds));
  };
  const refusal = checkpoint.failure ?? rebuild.failure;
  // While the dialog shows what was made the need is met already: what was there stays until the screen is left.
  const [need, setNeed] = useState<RenewalPanelProps["need"] | null>(null);
  const now = valueOr(status, null)?.must_renew ?? null;
  if (now !== null && now.reason !== need?.reason) setNeed(now);
  return (
    <>
      {need === null ? null : <RenewalPanel need={need} isMet={now === null} />}
      <Panel title={words.title}>
        <div className="stack">
          <Answered answer={status} waiting={settingsWords.waiting}>
            {(value) => <Facts facts={factsOf(value)} />}
          </Answered>
          <Care about={words.checkpointAbout} word={words.checkpoint} running={checkpoint.running} run={sign} />
          {note === null ? null : <CopyText text={note} label={words.copyNote} form="block" />}
          <SealingRow />
          <Care about={words.rebuildAbout} word={words.rebuild} running={rebuild.running} run={build} />
          {refusal === null ? null : (
            <Notice tone="bad" urgent>
              {refusal.message}
            </Notice>
          )}
        </div>
      </Panel>
    </>
  );
};

const factsOf = (status: ResponseOf<"app.status">): ReadonlyArray<Fact> => [
  { name: words.party, value: status.party },
  { name: words.folder, value: <span className="mono">{status.folder}</span> },
  {
    name: words.installation,
    value: <CopyText text={status.installation} label={words.copyInstallation} form="line" />,
  },
  { name: words.version, value: status.version },
  { name: words.shell, value: words.shells[status.shell] },
  { name: words.peerPort, value: status.peer_port ?? words.noPeerPort },
];

interface CareProps {
  readonly about: string;
  readonly word: string;
  readonly running: boolean;
  readonly run: () => Promise<void>;
}

const Care = ({ about, word, running, run }: CareProps) => (
  <div className="row-of ends">
    <span className="muted grow">{about}</span>
    <Button variant="default" loading={running} onClick={() => void run()}>
      {word}
    </Button>
  </div>
);
