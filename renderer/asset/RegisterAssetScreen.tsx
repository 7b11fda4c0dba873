/** Registers an asset: begins its history, then leads to it. */
import { useState } from "react";
import { useLocation } from "wouter";
import { say } from "../design/said.ts";
import { useDraft } from "../design/draft.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { assetRequestOf, emptyAssetDraft } from "./asset-draft.ts";
import { RegisterAssetView } from "./RegisterAssetView.tsx";

const draftKey = "asset";

/** What is typed in stays until it is recorded. */
export const RegisterAssetScreen = () => {
  const [draft, changeDraft, dropDraft] = useDraft(draftKey, emptyAssetDraft, {
    ...emptyAssetDraft,
    identifiers: [{ scheme: "", value: "" }],
  });
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const classes = valueOr(useAsk("code.tables", {}), []).find(({ id }) => id === "equipment-class");
  const register = useCommand("asset.register");
  const signer = useSigner();
  const [, go] = useLocation();
  const submit = async (): Promise<void> => {
    const made = assetRequestOf(draft, classes?.edition ?? "");
    setFaults(made.ok ? new Set() : made.faults);
    if (!made.ok) return;
    const outcome = await register.run(made.request);
    if (outcome?.ok !== true) return;
    dropDraft();
    say(assetWords.registerForm.done(made.request.tag));
    go(addresses.asset(outcome.value.history));
  };
  return (
    <RegisterAssetView
      draft={draft}
      setDraft={(next) => changeDraft(() => next)}
      faults={faults}
      classes={classes?.rows ?? []}
      refusal={register.failure?.message ?? null}
      running={register.running}
      signer={signer}
      submit={() => void submit()}
    />
  );
};
