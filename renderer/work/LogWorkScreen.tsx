/** Logs work on an asset: what is typed in is kept until it is recorded. */
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { DueTaskRow } from "../../shared/rpc/fleet-methods.ts";
import { useDraft } from "../design/draft.ts";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { nowText, zoneText } from "../vocabulary/time-words.ts";
import { workWords } from "../vocabulary/work-words.ts";
import { LogWorkView } from "./LogWorkView.tsx";
import { useAttachments } from "./use-attachments.ts";
import { useCodeTables } from "./use-code-tables.ts";
import { emptyWorkDraft, workDraftShape } from "./work-draft.ts";
import { workRequestOf } from "./work-request.ts";

export interface LogWorkScreenProps {
  readonly history: string;
  /** The planned task that the work begins with; null for any other work. */
  readonly task: string | null;
}

/** Leads back to the asset, where the new entry stands on top. */
export const LogWorkScreen = ({ history, task }: LogWorkScreenProps) => {
  const [empty] = useState(() => emptyWorkDraft(nowText(new Date())));
  const [draft, changeDraft, dropDraft] = useDraft(`work.${history}`, empty, workDraftShape);
  const due = valueOr(useAsk("asset.due", { history }), null)?.tasks ?? [];
  const begun = useRef(false);
  const begin = useEffectEvent((wanted: DueTaskRow["task"]): void => {
    if (begun.current) return;
    begun.current = true;
    changeDraft((before) => ({
      fulfils: [...new Set([...before.fulfils, wanted.key])],
      ...(before.summary === "" ? { category: "preventive", summary: wanted.title } : {}),
    }));
  });
  const wanted = due.find((row) => row.task.key === task)?.task;
  useEffect(() => {
    if (wanted !== undefined) begin(wanted);
  }, [wanted]);
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const asset = valueOr(useAsk("asset.get", { history }), null);
  const tables = useCodeTables();
  const attachments = useAttachments(changeDraft);
  const log = useCommand("work.log");
  const signer = useSigner();
  const [, go] = useLocation();
  const submit = async (): Promise<void> => {
    if (attachments.running !== null) return;
    const made = workRequestOf(draft, { history, editionOf: tables.editionOf, zone: zoneText(new Date()) });
    setFaults(made.ok ? new Set() : made.faults);
    if (!made.ok) return;
    const outcome = await log.run(made.request);
    if (outcome?.ok !== true) return;
    dropDraft();
    say(workWords.log.done(made.request.summary));
    go(addresses.asset(history));
  };
  return (
    <LogWorkView
      asset={asset}
      draft={draft}
      change={(part) => changeDraft(() => part)}
      faults={faults}
      tables={tables.byId}
      due={due}
      attachments={attachments}
      refusal={log.failure?.message ?? null}
      running={log.running}
      signer={signer}
      submit={() => void submit()}
      discard={() => changeDraft(() => emptyWorkDraft(nowText(new Date())))}
    />
  );
};
