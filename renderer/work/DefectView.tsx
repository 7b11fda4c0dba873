/** The form of a defect. */
import "./work.css";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { formWords } from "../vocabulary/form-words.ts";
import { workWords } from "../vocabulary/work-words.ts";
import { AttachmentFields } from "./AttachmentFields.tsx";
import { FailureFields } from "./FailureFields.tsx";
import type { LogWorkProps } from "./LogWorkView.tsx";
import { SummaryFields } from "./SummaryFields.tsx";

/** What is wrong, when it was seen, and a photo of it. */
export const DefectView = (props: Omit<LogWorkProps, "discard">) => {
  const { asset, draft, attachments, refusal, running, signer, submit } = props;
  return (
    <ScreenFrame title={workWords.defect.title(asset?.tag[0]?.value ?? "…")} about={workWords.defect.about}>
      <Form submit={submit}>
        <SummaryFields {...props} withCategory={false} />
        <FailureFields {...props} equipmentClass={asset?.equipment_class[0]?.value.code ?? ""} />
        <AttachmentFields files={draft.attachments} attachments={attachments} />
        <FormFoot
          record={workWords.defect.record}
          running={running || attachments.running !== null}
          refusal={refusal}
          signer={signer.person?.name ?? null}
          changeSigner={signer.change}
          words={formWords}
        />
      </Form>
    </ScreenFrame>
  );
};
