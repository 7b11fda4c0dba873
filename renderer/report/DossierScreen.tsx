/** The service dossier of an asset: looked at first, then issued under a signature. */
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { useSigner } from "../rpc/use-signer.ts";
import { DossierView } from "./DossierView.tsx";

/** A preview records nothing. */
export const DossierScreen = ({ history }: { readonly history: string }) => {
  const asset = valueOr(useAsk("asset.get", { history }), null);
  const [previewed, setPreviewed] = useState<string | null>(null);
  const [issued, setIssued] = useState<ResponseOf<"report.issue"> | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const preview = useCommand("report.preview");
  const issue = useCommand("report.issue");
  const signer = useSigner();
  const { files } = useRpc();
  const look = async (): Promise<void> => {
    const outcome = await preview.run({ history, kind: "service-dossier" });
    if (outcome?.ok === true) setPreviewed(outcome.value.download);
  };
  const sign = async (): Promise<void> => {
    const outcome = await issue.run({ history, kind: "service-dossier", ...(role === null ? {} : { role }) });
    if (outcome?.ok === true) setIssued(outcome.value);
  };
  const pages =
    previewed === null ? null : { show: files.addressOf(previewed, true), save: files.addressOf(previewed, false) };
  return (
    <DossierView
      tag={asset?.tag[0]?.value ?? "…"}
      history={history}
      preview={pages}
      issued={issued}
      save={issued?.download == null ? null : files.addressOf(issued.download, false)}
      role={role}
      setRole={setRole}
      making={preview.running || issue.running}
      refusal={issue.failure?.message ?? preview.failure?.message ?? null}
      signer={signer}
      look={() => void look()}
      issue={() => void sign()}
    />
  );
};
