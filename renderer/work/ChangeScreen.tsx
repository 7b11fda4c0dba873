/** Records a modification of an asset, and tells beforehand which nodes of which studies it makes stale. */
import { useState } from "react";
import { useLocation } from "wouter";
import { useDraft } from "../design/draft.ts";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { changeWords } from "../vocabulary/change-words.ts";
import { nowText, zoneText } from "../vocabulary/time-words.ts";
import { ChangeView } from "./ChangeView.tsx";
import { changeDraftShape, changeRequestOf, emptyChangeDraft } from "./change-draft.ts";
import { useAttachments } from "./use-attachments.ts";

const noFaults: ReadonlySet<string> = new Set();

/** Has a draft of its own. Once it was tried to sign, each fault goes away as it is put right. */
export const ChangeScreen = ({ history }: { readonly history: string }) => {
  const [empty] = useState(() => emptyChangeDraft(nowText(new Date())));
  const [draft, changeDraft, dropDraft] = useDraft(`change.${history}`, empty, changeDraftShape);
  const [zone] = useState(() => zoneText(new Date()));
  const [tried, setTried] = useState(false);
  const asset = valueOr(useAsk("asset.get", { history }), null);
  const studies = useAsk("hazop.of-asset", { history });
  const attachments = useAttachments(changeDraft);
  const record = useCommand("asset.record-change");
  const signer = useSigner();
  const [, go] = useLocation();
  const made = changeRequestOf(draft, { history, zone });
  const submit = async (): Promise<void> => {
    setTried(true);
    if (attachments.running !== null || !made.ok) return;
    const outcome = await record.run(made.request);
    if (outcome?.ok !== true) return;
    dropDraft();
    say(changeWords.done(made.request.summary));
    go(addresses.asset(history));
  };
  return (
    <ChangeView
      tag={asset?.tag[0]?.value ?? "…"}
      draft={draft}
      change={(part) => changeDraft(() => part)}
      faults={tried && !made.ok ? made.faults : noFaults}
      studies={studies}
      attachments={attachments}
      refusal={record.failure?.message ?? null}
      running={record.running}
      signer={signer}
      submit={() => void submit()}
    />
  );
};
