/** Issues a warranty on an asset. */
import { useState } from "react";
import { useLocation } from "wouter";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { Answered } from "../design/Answered.tsx";
import { useDraft } from "../design/draft.ts";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { nowText } from "../vocabulary/time-words.ts";
import { warrantyWords } from "../vocabulary/warranty-words.ts";
import { IssueWarrantyView } from "./IssueWarrantyView.tsx";
import { emptyWarrantyDraft, warrantyRequestOf } from "./warranty-draft.ts";

/** Waits for the asset, then keeps a draft of its own. */
export const IssueWarrantyScreen = ({ history }: { readonly history: string }) => {
  const issuer = valueOr(useAsk("app.status", {}), null)?.party;
  return (
    <Answered answer={useAsk("asset.get", { history })} waiting={warrantyWords.waiting}>
      {(asset) => (issuer === undefined ? null : <Issuing asset={asset} issuer={issuer} />)}
    </Answered>
  );
};

const Issuing = ({ asset, issuer }: { readonly asset: AssetDetail; readonly issuer: string }) => {
  const [empty] = useState(() => emptyWarrantyDraft(knownOf(asset, issuer)));
  const [draft, changeDraft, dropDraft] = useDraft(`warranty.${asset.history}`, empty, empty);
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const issue = useCommand("warranty.issue");
  const signer = useSigner();
  const [, go] = useLocation();
  const submit = async (): Promise<void> => {
    const made = warrantyRequestOf(draft, asset.history);
    setFaults(made.ok ? new Set() : made.faults);
    if (!made.ok) return;
    const outcome = await issue.run(made.request);
    if (outcome?.ok !== true) return;
    dropDraft();
    say(warrantyWords.issuing.done(draft.certificateNumber));
    go(addresses.warranty(outcome.value.id));
  };
  return (
    <IssueWarrantyView
      tag={asset.tag[0]?.value ?? ""}
      draft={draft}
      change={(part) => changeDraft(() => part)}
      faults={faults}
      refusal={issue.failure?.message ?? null}
      running={issue.running}
      signer={signer}
      submit={() => void submit()}
    />
  );
};

const knownOf = (asset: AssetDetail, issuer: string) => {
  const [counter] = asset.counters;
  const named = [asset.maker[0]?.value, asset.model[0]?.value].filter((part) => part != null).join(" ");
  return {
    counter: counter?.counter ?? "operating hours",
    description: named,
    issuer,
    meter: counter?.value ?? "0",
    serial: asset.serial[0]?.value ?? "",
    started: nowText(new Date()).slice(0, 10),
    unit: counter?.unit ?? "h",
  };
};
