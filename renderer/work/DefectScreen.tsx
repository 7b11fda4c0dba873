/** Reports a defect: the short form, for whoever passes by. */
import { useState } from "react";
import { useLocation } from "wouter";
import { useDraft } from "../design/draft.ts";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { nowText, zoneText } from "../vocabulary/time-words.ts";
import { workWords } from "../vocabulary/work-words.ts";
import { DefectView } from "./DefectView.tsx";
import { useAttachments } from "./use-attachments.ts";
import { useCodeTables } from "./use-code-tables.ts";
import { emptyWorkDraft, workDraftShape } from "./work-draft.ts";
import { defectRequestOf } from "./work-request.ts";

/** Has a draft of its own. */
export const DefectScreen = ({ history }: { readonly history: string }) => {
  const [empty] = useState(() => emptyWorkDraft(nowText(new Date())));
  const [draft, changeDraft, dropDraft] = useDraft(`defect.${history}`, empty, workDraftShape);
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const asset = valueOr(useAsk("asset.get", { history }), null);
  const tables = useCodeTables();
  const attachments = useAttachments(changeDraft);
  const report = useCommand("work.report-defect");
  const signer = useSigner();
  const [, go] = useLocation();
  const submit = async (): Promise<void> => {
    if (attachments.running !== null) return;
    const made = defectRequestOf(draft, { history, editionOf: tables.editionOf, zone: zoneText(new Date()) });
    setFaults(made.ok ? new Set() : made.faults);
    if (!made.ok) return;
    const outcome = await report.run(made.request);
    if (outcome?.ok !== true) return;
    dropDraft();
    say(workWords.defect.done(made.request.summary));
    go(addresses.asset(history));
  };
  return (
    <DefectView
      asset={asset}
      draft={draft}
      change={(part) => changeDraft(() => part)}
      faults={faults}
      tables={tables.byId}
      due={[]}
      attachments={attachments}
      refusal={report.failure?.message ?? null}
      running={report.running}
      signer={signer}
      submit={() => void submit()}
    />
  );
};
