/** The form of a modification: what is different, in kind or not, and what that does to the studies. */
import "./work.css";
import { Radio, Select, Textarea, TextInput } from "@mantine/core";
import { changeKinds } from "../../shared/service/change-body.ts";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { changeWords } from "../vocabulary/change-words.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { AttachmentFields } from "./AttachmentFields.tsx";
import { ChangeEffect, type ChangeEffectProps } from "./ChangeEffect.tsx";
import { isInKind, type ChangeDraft } from "./change-draft.ts";
import { PartFields } from "./PartFields.tsx";
import type { Attachments } from "./use-attachments.ts";

export interface ChangeProps extends Pick<ChangeEffectProps, "studies"> {
  /** As on the plate. */
  readonly tag: string;
  readonly draft: ChangeDraft;
  readonly change: (part: Partial<ChangeDraft>) => void;
  /** Members of the request that are not right yet. */
  readonly faults: ReadonlySet<string>;
  readonly attachments: Attachments;
  readonly refusal: string | null;
  readonly running: boolean;
  readonly signer: Signer;
  readonly submit: () => void;
}

type FieldsProps = Pick<ChangeProps, "draft" | "change" | "faults">;

/** From top to bottom by Tab, signed by Ctrl+Enter. */
export const ChangeView = (props: ChangeProps) => {
  const { tag, draft, change, faults, studies, attachments, refusal, running, signer, submit } = props;
  return (
    <ScreenFrame title={changeWords.title(tag)} about={changeWords.about}>
      <Form submit={submit}>
        <WhatFields draft={draft} change={change} faults={faults} />
        <InKindField draft={draft} change={change} />
        <ChangeEffect studies={studies} inKind={isInKind(draft)} />
        <WhyFields draft={draft} change={change} faults={faults} />
        <PartFields
          parts={draft.parts}
          setParts={(parts) => change({ parts })}
          fault={faults.has("parts") ? (changeWords.faults.parts ?? null) : null}
        />
        <AttachmentFields files={draft.attachments} attachments={attachments} />
        <FormFoot
          record={changeWords.record}
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

const faultOf = (faults: ReadonlySet<string>, member: string): string | null =>
  faults.has(member) ? (changeWords.faults[member] ?? null) : null;

const WhatFields = ({ draft, change, faults }: FieldsProps) => (
  <div className="form-grid">
    <TextInput
      className="wide"
      label={changeWords.summary}
      description={changeWords.summaryHelp}
      value={draft.summary}
      error={faultOf(faults, "summary")}
      autoFocus
      required
      onChange={({ currentTarget }) => change({ summary: currentTarget.value })}
    />
    <Select
      label={changeWords.kind}
      description={changeWords.onlyParts}
      data={changeKinds.map((value) => ({ label: changeWords.kinds[value], value }))}
      value={draft.change === "" ? null : draft.change}
      error={faultOf(faults, "change")}
      searchable
      required
      allowDeselect={false}
      onChange={(chosen) => change({ change: chosen ?? draft.change })}
    />
    <TextInput
      label={changeWords.occurred}
      description={changeWords.occurredHelp}
      value={draft.occurred}
      error={faultOf(faults, "occurred")}
      onChange={({ currentTarget }) => change({ occurred: currentTarget.value })}
    />
  </div>
);

const InKindField = ({ draft, change }: Pick<FieldsProps, "draft" | "change">) => (
  <Radio.Group
    label={changeWords.inKind}
    value={isInKind(draft) ? "replaced" : "changed"}
    onChange={(chosen) => change({ inKind: chosen === "replaced" })}
  >
    <div className="form-grid in-kind">
      {(["changed", "replaced"] as const).map((choice) => (
        <Radio
          key={choice}
          value={choice}
          label={changeWords[choice].title}
          description={changeWords[choice].means}
          disabled={choice === "replaced" && draft.change !== "part"}
        />
      ))}
    </div>
  </Radio.Group>
);

const WhyFields = ({ draft, change, faults }: FieldsProps) => (
  <div className="form-grid">
    <Textarea
      className="wide"
      label={changeWords.reason}
      autosize
      minRows={2}
      value={draft.reason}
      error={faultOf(faults, "reason")}
      onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
    />
    <TextInput
      label={changeWords.authorization}
      description={changeWords.authorizationHelp}
      value={draft.authorization}
      error={faultOf(faults, "authorization")}
      onChange={({ currentTarget }) => change({ authorization: currentTarget.value })}
    />
  </div>
);
