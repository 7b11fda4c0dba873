/** The form of a new asset. */
import { ActionIcon, Button, Select, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { fieldWords } from "../vocabulary/record-words.ts";
import type { AssetDraft } from "./asset-draft.ts";

export interface RegisterAssetProps {
  readonly draft: AssetDraft;
  readonly setDraft: (draft: AssetDraft) => void;
  /** Members of the request that are not right yet. */
  readonly faults: ReadonlySet<string>;
  readonly classes: ResponseOf<"code.tables">[number]["rows"];
  readonly refusal: string | null;
  readonly running: boolean;
  readonly signer: Signer;
  readonly submit: () => void;
}

const words = assetWords.registerForm;

/** Every fault stands beside its field. */
export const RegisterAssetView = (props: RegisterAssetProps) => (
  <ScreenFrame title={words.title} about={words.about}>
    <Form submit={props.submit}>
      <AssetFields {...props} />
      <Identifiers {...props} />
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

const AssetFields = ({ draft, setDraft, faults, classes }: RegisterAssetProps) => {
  const faultOf = (member: string): string | null => (faults.has(member) ? (words.faults[member] ?? null) : null);
  const text = (member: TextMember, label: string) => (
    <TextInput
      label={label}
      value={draft[member]}
      onChange={({ currentTarget }) => setDraft({ ...draft, [member]: currentTarget.value })}
    />
  );
  return (
    <div className="form-grid">
      <TextInput
        label={words.tag}
        description={words.tagHelp}
        value={draft.tag}
        error={faultOf("tag")}
        autoFocus
        required
        onChange={({ currentTarget }) => setDraft({ ...draft, tag: currentTarget.value })}
      />
      <Select
        label={words.equipmentClass}
        description={" "}
        data={classes.map(({ code, name }) => ({ value: code, label: `${code}  ${name}` }))}
        value={draft.equipmentClass === "" ? null : draft.equipmentClass}
        error={faultOf("equipment_class")}
        searchable
        required
        onChange={(chosen) => setDraft({ ...draft, equipmentClass: chosen ?? "" })}
      />
      <TextInput
        label={words.lifeNumber}
        description={words.lifeHelp}
        value={draft.lifeNumber}
        inputMode="numeric"
        error={faultOf("life_number")}
        onChange={({ currentTarget }) => setDraft({ ...draft, lifeNumber: currentTarget.value })}
      />
      {text("serial", fieldWords.serial)}
      {text("maker", fieldWords.maker)}
      {text("model", fieldWords.model)}
      {text("location", fieldWords.location)}
      <Textarea
        className="wide"
        label={fieldWords.description}
        value={draft.description}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => setDraft({ ...draft, description: currentTarget.value })}
      />
    </div>
  );
};

type TextMember = "serial" | "maker" | "model" | "location";

const Identifiers = ({ draft, setDraft, faults }: RegisterAssetProps) => {
  const setRows = (identifiers: AssetDraft["identifiers"]): void => setDraft({ ...draft, identifiers });
  const change = (index: number, part: Partial<AssetDraft["identifiers"][number]>): void =>
    setRows(draft.identifiers.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <fieldset className="stack tight">
      <legend>{words.identifiers}</legend>
      {draft.identifiers.map(({ scheme, value }, index) => (
        <div key={index} className="form-row identifiers">
          <TextInput
            label={words.scheme}
            value={scheme}
            onChange={({ currentTarget }) => change(index, { scheme: currentTarget.value })}
          />
          <TextInput
            label={words.value}
            value={value}
            onChange={({ currentTarget }) => change(index, { value: currentTarget.value })}
          />
          <ActionIcon
            aria-label={words.removeIdentifier}
            onClick={() => setRows(draft.identifiers.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {faults.has("identifiers") ? <p role="alert">{words.faults["identifiers"]}</p> : null}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => setRows([...draft.identifiers, { scheme: "", value: "" }])}
        >
          {words.addIdentifier}
        </Button>
      </div>
    </fieldset>
  );
};
