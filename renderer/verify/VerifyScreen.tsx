/** Verifies a file that is dropped on it; takes nothing in. */
import { useEffect, useEffectEvent, useState } from "react";
import type { VerdictReport } from "../../shared/rpc/rows.ts";
import { takeDroppedFiles } from "../design/dropped-file.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useUpload } from "../rpc/use-upload.ts";
import { percentText } from "../vocabulary/size-words.ts";
import { verifyWords } from "../vocabulary/verify-words.ts";
import { VerifyView, type VerifyState } from "./VerifyView.tsx";

interface Held {
  readonly name: string;
  readonly handle: string;
}

/** The verdict stays while one looks elsewhere. */
let remembered: { readonly held: Held; readonly report: VerdictReport } | null = null;

/** The register to trust can be named before or after. */
export const VerifyScreen = () => {
  const [trust, setTrust] = useState("");
  const [name, setName] = useState(remembered?.held.name ?? "");
  const [report, setReport] = useState(remembered?.report ?? null);
  const upload = useUpload();
  const verify = useCommand("verify.file");
  const status = valueOr(useAsk("app.status", {}), null);
  const isTrustRight = trust === "" || /^[0-9a-f]{64}$/.test(trust);
  const judge = async (held: Held): Promise<void> => {
    const outcome = await verify.run({ file: { upload: held.handle }, ...(trust === "" ? {} : { trust }) });
    if (outcome?.ok !== true) return;
    remembered = { held, report: outcome.value };
    setReport(outcome.value);
  };
  const take = async (file: File): Promise<void> => {
    setName(file.name);
    setReport(null);
    remembered = null;
    const handle = await upload.hand(file);
    if (handle !== null) await judge({ name: file.name, handle });
  };
  const takeDropped = useEffectEvent((file: File): void => void take(file));
  useEffect(() => takeDroppedFiles((file) => takeDropped(file)), []);
  const state: VerifyState = {
    name,
    report,
    checking: verify.running,
    sending:
      upload.share === null
        ? null
        : { share: upload.share, number: percentText(upload.share), stop: upload.stop },
    refusal: upload.broken ? verifyWords.broken : (upload.message ?? verify.failure?.message ?? null),
  };
  return (
    <VerifyView
      state={state}
      trust={trust}
      setTrust={(text) => setTrust(text.trim().toLowerCase())}
      isTrustRight={isTrustRight}
      ownRegister={status?.register ?? null}
      take={([file]) => {
        if (file !== undefined && isTrustRight) void take(file);
      }}
      again={() => {
        if (remembered !== null && isTrustRight) void judge(remembered.held);
      }}
    />
  );
};
