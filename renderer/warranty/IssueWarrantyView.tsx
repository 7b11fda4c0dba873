/** The form of a warranty: what is promised first, the small print folded away. */
import "./warranty.css";
import { Select, Textarea, TextInput } from "@mantine/core";
import { startEvents, strategies } from "../../shared/warranty/warranty-body.ts";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { warrantyWords } from "../vocabulary/warranty-words.ts";
import type { WarrantyDraft } from "./warranty-draft.ts";

export interface IssueWarrantyViewProps {
  readonly tag: string;
  readonly draft: WarrantyDraft;
  readonly change: (part: Partial<WarrantyDraft>) => void;
  readonly faults: ReadonlySet<string>;
  readonly refusal: string | null;
  readonly running: boolean;
  readonly signer: Signer;
  readonly submit: () => void;
}

const words = warrantyWords.issuing;

/** Every fault stands beside its field. */
export const IssueWarrantyView = (props: IssueWarrantyViewProps) => (
  <ScreenFrame title={words.title(props.tag)} about={words.about}>
    <Form submit={props.submit}>
      <Product {...props} />
      <Limits {...props} />
      <AsNew {...props} />
      <Small {...props} />
      <FormFoot
        record={words.record}
        running={props.running}
        refusal={props.refusal}
        signer={props.signer.person?.name ?? null}
        changeSigner={props.signer.change}
        words={formWords}
      />
    </Form>
  </ScreenFrame>
);

type TextMember = Exclude<keyof WarrantyDraft, "strategy" | "startEvent" | "unproved"> & keyof typeof words;

interface FieldProps extends Pick<IssueWarrantyViewProps, "change" | "draft" | "faults"> {
  readonly member: TextMember;
  /** The word of the fault that stands beside it. */
  readonly fault?: string;
  readonly help?: string;
}

const Field = ({ change, draft, fault, faults, help, member }: FieldProps) => (
  <TextInput
    label={words[member]}
    value={draft[member]}
    error={fault !== undefined && faults.has(fault) ? (warrantyWords.faults[fault] ?? null) : null}
    {...(help === undefined ? {} : { description: help })}
    onChange={({ currentTarget }) => change({ [member]: currentTarget.value })}
  />
);

const Lines = ({ change, draft, member }: Omit<FieldProps, "faults">) => (
  <Textarea
    label={words[member]}
    value={draft[member]}
    autosize
    minRows={2}
    onChange={({ currentTarget }) => change({ [member]: currentTarget.value })}
  />
);

const Product = (props: IssueWarrantyViewProps) => (
  <div className="form-grid">
    <Field {...props} member="certificateNumber" fault="certificate_number" />
    <Select
      label={words.strategy}
      data={strategies.map((value) => ({ label: warrantyWords.strategies[value], value }))}
      value={props.draft.strategy}
      allowDeselect={false}
      onChange={(chosen) =>
        props.change({ strategy: strategies.find((one) => one === chosen) ?? props.draft.strategy })
      }
    />
    <Field {...props} member="description" fault="description" />
    <Field {...props} member="part" />
    <Field {...props} member="serial" />
    <Field {...props} member="issuer" fault="issuer" />
    <Field {...props} member="address" />
    <Field {...props} member="holder" />
  </div>
);

const Limits = (props: IssueWarrantyViewProps) => (
  <fieldset>
    <legend>{warrantyWords.detail.limits}</legend>
    <div className="form-grid">
      <Select
        label={words.startEvent}
        data={startEvents.map((value) => ({ label: warrantyWords.starts[value], value }))}
        value={props.draft.startEvent}
        allowDeselect={false}
        onChange={(chosen) =>
          props.change({ startEvent: startEvents.find((one) => one === chosen) ?? props.draft.startEvent })
        }
      />
      <Field {...props} member="started" fault="started" />
      <Field {...props} member="months" fault="months" />
      <Field {...props} member="counter" fault="usage" />
      <Field {...props} member="unit" />
      <Field {...props} member="limit" fault="usage" />
      <Field {...props} member="meter" fault="meter" />
      <Field {...props} member="remedy" fault="remedy" />
    </div>
  </fieldset>
);

const AsNew = (props: IssueWarrantyViewProps) =>
  props.draft.strategy === "remanufactured" ? (
    <fieldset>
      <legend>{words.asNew}</legend>
      <div className="form-grid">
        <Field {...props} member="asNewMonths" fault="reference" />
        <Field {...props} member="asNewLimit" />
        <Field {...props} member="asNewSource" fault="reference" />
      </div>
    </fieldset>
  ) : null;

const Small = (props: IssueWarrantyViewProps) => (
  <details className="more-fields" open={props.faults.has("service") || props.faults.has("evidence")}>
    <summary>{words.more}</summary>
    <div className="form-grid">
      <Lines {...props} member="covered" />
      <Lines {...props} member="excluded" />
      <Lines {...props} member="conditions" />
      <Lines {...props} member="exclusions" />
      <Lines {...props} member="evidence" />
      <Lines {...props} member="procedure" />
      <Field {...props} member="serviceMonths" fault="service" />
      <Field {...props} member="tolerance" fault="service" />
      <Select
        label={words.unproved}
        data={(["undecided", "not_covered"] as const).map((value) => ({ label: words.unproveds[value], value }))}
        value={props.draft.unproved}
        allowDeselect={false}
        onChange={(chosen) => props.change({ unproved: chosen === "not_covered" ? "not_covered" : "undecided" })}
      />
      <Field {...props} member="usageClass" />
      <Field {...props} member="application" />
      <Field {...props} member="original" />
      <Field {...props} member="coreSerial" />
      <Field {...props} member="liability" />
      <Field {...props} member="transfer" />
      <Field {...props} member="law" />
    </div>
  </details>
);
