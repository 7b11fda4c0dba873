/** Sets fields of an asset again: a new tag, a found serial number, the way out of a conflict. */
import { useState } from "react";
import { useLocation } from "wouter";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { Answered } from "../design/Answered.tsx";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { DescribeView } from "./DescribeView.tsx";
import { describedFields, setOf, type DescribedField } from "./described-fields.ts";

/** Only what was changed, or decided, is recorded. */
export const DescribeScreen = ({ history }: { readonly history: string }) => {
  const detail = useAsk("asset.get", { history });
  return (
    <Answered answer={detail} waiting={assetWords.waiting}>
      {(asset) => <DescribeForm asset={asset} />}
    </Answered>
  );
};

const DescribeForm = ({ asset }: { readonly asset: AssetDetail }) => {
  const [fields, setFields] = useState<ReadonlyArray<DescribedField>>(() => describedFields(asset));
  const [reason, setReason] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const classes = valueOr(useAsk("code.tables", {}), []).find(({ id }) => id === "equipment-class");
  const describe = useCommand("asset.describe");
  const signer = useSigner();
  const [, go] = useLocation();
  const submit = async (): Promise<void> => {
    const set = setOf(fields, classes?.edition ?? "");
    setEmpty(set === null);
    if (set === null) return;
    const outcome = await describe.run({
      history: asset.history,
      reason: reason.trim() === "" ? null : reason.trim(),
      set,
    });
    if (outcome?.ok !== true) return;
    say(assetWords.describeForm.done);
    go(addresses.asset(asset.history));
  };
  return (
    <DescribeView
      fields={fields}
      setFields={setFields}
      classes={classes?.rows ?? []}
      reason={reason}
      setReason={setReason}
      refusal={isEmpty ? assetWords.describeForm.nothing : (describe.failure?.message ?? null)}
      running={describe.running}
      signer={signer}
      submit={() => void submit()}
    />
  );
};
