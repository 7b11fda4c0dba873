/** Makes one report: looked at first as the very PDF, then issued under a signature. */
import { useState } from "react";
import type { ReportKindRow } from "../../shared/rpc/report-methods.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useMade } from "../rpc/use-made.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { useSigner } from "../rpc/use-signer.ts";
import { reportWords } from "../vocabulary/report-words.ts";
import { MakeReportView } from "./MakeReportView.tsx";
import { usePagesMade } from "./use-pages-made.ts";
import { useSubject, type ReportAbout } from "./use-subject.ts";

export interface MakeReportProps {
  readonly kind: string;
  readonly about: ReportAbout;
}

/** A preview is made at once, and again for another paper; it records nothing. */
export const MakeReportScreen = ({ kind, about }: MakeReportProps) => {
  const row = valueOr(useAsk("report.kinds", {}, { keep: true }), []).find((one) => one.kind === kind) ?? null;
  const subject = useSubject(about, row?.scope ?? null);
  const [paper, setPaper] = useState<ReportKindRow["papers"][number] | null>(null);
  const [issued, setIssued] = useState<ResponseOf<"report.issue"> | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const issue = useCommand("report.issue");
  const signer = useSigner();
  const { files } = useRpc();
  const pagesMade = usePagesMade();
  const asked = { kind, ...requestOf(about), ...(paper === null ? {} : { paper }) };
  const preview = useMade("report.preview", asked);
  const sign = async (): Promise<void> => {
    const outcome = await issue.run({ ...asked, ...(role === null ? {} : { role }) });
    if (outcome?.ok === true) setIssued(outcome.value);
  };
  const address = (handle: string | null | undefined, show: boolean): string | null =>
    handle == null ? null : files.addressOf(handle, show);
  return (
    <MakeReportView
      title={reportWords.title(row?.title ?? "…", subject)}
      row={row}
      paper={paper}
      setPaper={(wanted) => {
        setIssued(null);
        setPaper(wanted);
      }}
      shown={address(issued?.download ?? preview.value?.download, true)}
      savePreview={address(preview.value?.download, false)}
      previewed={preview.value}
      issued={issued}
      save={address(issued?.download, false)}
      role={role}
      setRole={setRole}
      making={preview.making || issue.running}
      pagesMade={pagesMade}
      refusal={issue.failure?.message ?? preview.failure?.message ?? null}
      signer={signer}
      look={preview.again}
      issue={() => void sign()}
    />
  );
};

/** The service dossier, at the address of its asset. */
export const DossierScreen = ({ history }: { readonly history: string }) => (
  <MakeReportScreen kind="service-dossier" about={{ history }} />
);

const requestOf = (about: ReportAbout) => {
  if ("history" in about) return about;
  const { name, trust, upload } = about;
  return { file: { upload }, file_name: name, ...(trust === null ? {} : { trust }) };
};
