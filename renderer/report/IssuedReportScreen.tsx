/** One issued document: its pages, its proof, to whom it went; verified again by one press. */
import { useState } from "react";
import type { IssuedReportRow } from "../../shared/rpc/report-methods.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { useSigner } from "../rpc/use-signer.ts";
import { HandOverDialog } from "./HandOverDialog.tsx";
import { IssuedReportView } from "./IssuedReportView.tsx";

/** Made anew for each document. */
export const IssuedReportScreen = ({ row }: { readonly row: IssuedReportRow }) => {
  const [verdict, setVerdict] = useState<ResponseOf<"report.verify"> | null>(null);
  const [handing, setHanding] = useState(false);
  const copy = useAsk("report.open", { record: row.record }, { when: row.kept });
  const verify = useCommand("report.verify");
  const signer = useSigner();
  const { files } = useRpc();
  const handle = copy.state === "here" ? copy.value.download : null;
  const check = async (): Promise<void> => {
    const outcome = await verify.run({ record: row.record });
    if (outcome?.ok === true) setVerdict(outcome.value);
  };
  return (
    <>
      <IssuedReportView
        row={row}
        shown={handle === null ? null : files.addressOf(handle, true)}
        save={handle === null ? null : files.addressOf(handle, false)}
        verdict={verdict}
        verifying={verify.running}
        refusal={verify.failure?.message ?? (copy.state === "refused" ? copy.failure.message : null)}
        verify={() => void check()}
        handOver={() => setHanding(true)}
      />
      <HandOverDialog row={handing ? row : null} close={() => setHanding(false)} signer={signer} />
    </>
  );
};
