/** A verification report: the file is chosen first, then the report on it is made. */
import { Button, TextInput } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { DropField } from "../design/DropField.tsx";
import { Notice } from "../design/Notice.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { Share } from "../design/Share.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useUpload, type Upload } from "../rpc/use-upload.ts";
import { reportWords } from "../vocabulary/report-words.ts";
import { percentText } from "../vocabulary/size-words.ts";
import { MakeReportScreen } from "./MakeReportScreen.tsx";

const words = reportWords.file;

/** Made anew for each file. */
export const FileReportScreen = ({ kind }: { readonly kind: string }) => {
  const [trust, setTrust] = useState("");
  const [held, setHeld] = useState<{ readonly name: string; readonly upload: string } | null>(null);
  const upload = useUpload();
  const own = valueOr(useAsk("app.status", {}), null)?.register ?? null;
  const isTrustRight = trust === "" || /^[0-9a-f]{64}$/.test(trust);
  const take = async (file: File): Promise<void> => {
    const handle = await upload.hand(file);
    if (handle !== null) setHeld({ name: file.name, upload: handle });
  };
  if (held !== null) return <MakeReportScreen kind={kind} about={{ ...held, trust: trust === "" ? null : trust }} />;
  return (
    <ScreenFrame title={words.title} about={words.about} body="narrow">
      <div className="stack">
        <div className="row-of report-trust">
          <TextInput
            className="grow"
            label={words.trust}
            description={words.trustHelp}
            value={trust}
            spellCheck={false}
            error={isTrustRight ? null : words.trustFault}
            onChange={({ currentTarget }) => setTrust(currentTarget.value.trim().toLowerCase())}
          />
          {own === null ? null : (
            <Button variant="default" onClick={() => setTrust(own)}>
              {words.ownRegister}
            </Button>
          )}
        </div>
        <DropField
          label={
            <>
              <IconShieldCheck size={34} stroke={1.4} aria-hidden="true" />
              <strong>{words.drop}</strong>
            </>
          }
          accept=".tlbundle,.pdf"
          disabled={upload.share !== null || !isTrustRight}
          take={([file]) => {
            if (file !== undefined) void take(file);
          }}
        />
        <Sending upload={upload} />
      </div>
    </ScreenFrame>
  );
};

const Sending = ({ upload: { broken, message, share, stop } }: { readonly upload: Upload }) => (
  <>
    {share === null ? null : (
      <Share
        label={words.uploading}
        share={share}
        number={percentText(share)}
        stop={{ word: reportWords.stop, run: stop }}
      />
    )}
    {message === null && !broken ? null : (
      <Notice tone="bad" urgent>
        {message ?? words.broken}
      </Notice>
    )}
  </>
);
