/** A place to drop a file, and the verdict on it. */
import "./verify.css";
import { Button, TextInput } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import type { VerdictReport } from "../../shared/rpc/rows.ts";
import { DropField } from "../design/DropField.tsx";
import { Notice } from "../design/Notice.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { Share } from "../design/Share.tsx";
import { verifyWords } from "../vocabulary/verify-words.ts";
import { VerdictLegend } from "./VerdictLegend.tsx";
import { VerdictView } from "./VerdictView.tsx";

export interface VerifyState {
  /** The file that was dropped last; empty before. */
  readonly name: string;
  readonly report: VerdictReport | null;
  readonly checking: boolean;
  readonly sending: { readonly share: number; readonly number: string; readonly stop: () => void } | null;
  readonly refusal: string | null;
}

export interface VerifyProps {
  readonly state: VerifyState;
  readonly trust: string;
  readonly setTrust: (text: string) => void;
  readonly isTrustRight: boolean;
  /** The register of this installation; null while it is not known. */
  readonly ownRegister: string | null;
  readonly take: (files: ReadonlyArray<File>) => void;
  readonly again: () => void;
}

/** The verdict in words, then everything that it stands on. */
export const VerifyView = (props: VerifyProps) => {
  const { state, take } = props;
  return (
    <ScreenFrame title={verifyWords.title} about={verifyWords.about} body="narrow">
      <div className="stack verify">
        <DropField
          label={
            <>
              <IconShieldCheck size={34} stroke={1.4} aria-hidden="true" />
              <strong>{verifyWords.drop}</strong>
              <span className="muted">{verifyWords.dropAbout}</span>
            </>
          }
          accept=".tlbundle,.pdf"
          disabled={state.sending !== null || state.checking}
          take={take}
        />
        <TrustField {...props} />
        <VerifyProgress state={state} />
        {state.report === null ? <VerdictLegend /> : <VerdictView name={state.name} report={state.report} />}
      </div>
    </ScreenFrame>
  );
};

const TrustField = ({ state, trust, setTrust, isTrustRight, ownRegister, again }: VerifyProps) => (
  <div className="row-of trust">
    <TextInput
      className="grow"
      label={verifyWords.trust}
      description={verifyWords.trustHelp}
      value={trust}
      spellCheck={false}
      error={isTrustRight ? null : verifyWords.trustFault}
      onChange={({ currentTarget }) => setTrust(currentTarget.value)}
    />
    {ownRegister === null ? null : (
      <Button variant="default" onClick={() => setTrust(ownRegister)}>
        {verifyWords.ownRegister}
      </Button>
    )}
    {state.report === null ? null : <Button onClick={again}>{verifyWords.again}</Button>}
  </div>
);

const VerifyProgress = ({ state: { name, sending, checking, refusal } }: Pick<VerifyProps, "state">) => (
  <>
    {sending === null ? null : (
      <Share
        label={`${verifyWords.uploading}: ${name}`}
        share={sending.share}
        number={sending.number}
        stop={{ word: verifyWords.stop, run: sending.stop }}
      />
    )}
    {checking ? <Share label={verifyWords.checking} share={null} number="" /> : null}
    {refusal === null ? null : (
      <Notice tone="bad" urgent>
        {refusal}
      </Notice>
    )}
  </>
);
