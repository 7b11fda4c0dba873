/** The form of a core programme: its rows are what graders tick. */
import "./core.css";
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { formWords } from "../vocabulary/form-words.ts";
import {
  deductionKinds,
  emptyCriterion,
  emptyUpgrade,
  type CriterionDraft,
  type ProgrammeDraft,
  type UpgradeDraft,
} from "./programme-draft.ts";

export interface ProgrammeViewProps {
  readonly draft: ProgrammeDraft;
  readonly change: (part: Partial<ProgrammeDraft>) => void;
  readonly faults: ReadonlySet<string>;
  /** True for the next edition of one that holds here. */
  readonly recorded: boolean;
  readonly refusal: string | null;
  readonly running: boolean;
  readonly signer: Signer;
  readonly submit: () => void;
}

const words = coreWords.programme;
const outcomes = ["FULL", "DAMAGED", "NONE", "HOLD"] as const;

/** Every fault stands beside its part. */
export const ProgrammeView = (props: ProgrammeViewProps) => (
  <ScreenFrame title={words.editing(props.draft.title)} about={words.editAbout}>
    <Form submit={props.submit}>
      <Head {...props} />
      <Criteria {...props} />
      <Upgrades {...props} />
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

const faultOf = (faults: ReadonlySet<string>, member: string): string | null =>
  faults.has(member) ? (coreWords.faults[member] ?? null) : null;

const Head = ({ change, draft, faults, recorded }: ProgrammeViewProps) => {
  const field = (member: HeadMember, label: string, fault = member === "window" ? "window_days" : member) => (
    <TextInput
      label={label}
      value={draft[member]}
      error={faultOf(faults, fault)}
      onChange={({ currentTarget }) => change({ [member]: currentTarget.value })}
    />
  );
  return (
    <div className="form-grid">
      {field("title", words.name)}
      {field("owner", words.owner)}
      {field("edition", words.edition)}
      {field("document", words.document)}
      {field("source", words.source)}
      {field("currency", words.currency)}
      {field("window", words.window)}
      {recorded ? field("reason", words.reason) : null}
    </div>
  );
};

type HeadMember = "title" | "owner" | "edition" | "document" | "source" | "currency" | "window" | "reason";

const Criteria = ({ change, draft, faults }: ProgrammeViewProps) => {
  const setRow = (index: number, part: Partial<CriterionDraft>): void =>
    change({ criteria: draft.criteria.map((row, at) => (at === index ? { ...row, ...part } : row)) });
  return (
    <fieldset className="stack tight">
      <legend>{words.criteria}</legend>
      {draft.criteria.map((row, index) => (
        <div key={index} className="form-row criterion-row">
          <TextInput
            label={words.code}
            value={row.code}
            onChange={({ currentTarget }) => setRow(index, { code: currentTarget.value })}
          />
          <TextInput
            label={words.words}
            value={row.name}
            onChange={({ currentTarget }) => setRow(index, { name: currentTarget.value })}
          />
          <Select
            label={words.outcome}
            data={outcomes.map((value) => ({ label: coreWords.outcomes[value], value }))}
            value={row.outcome}
            allowDeselect={false}
            onChange={(chosen) => setRow(index, { outcome: outcomes.find((one) => one === chosen) ?? row.outcome })}
          />
          <Select
            label={words.kind}
            data={deductionKinds.map((value) => ({ label: words.kinds[value], value }))}
            value={row.kind}
            allowDeselect={false}
            onChange={(chosen) => setRow(index, { kind: deductionKinds.find((one) => one === chosen) ?? row.kind })}
          />
          <TextInput
            label={words.value}
            value={row.value}
            inputMode="decimal"
            disabled={row.kind === "none" || row.kind === "stated"}
            onChange={({ currentTarget }) => setRow(index, { value: currentTarget.value })}
          />
          <ActionIcon
            aria-label={words.remove(row.code)}
            onClick={() => change({ criteria: draft.criteria.filter((_, at) => at !== index) })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {faults.has("criteria") ? <p role="alert">{coreWords.faults["criteria"]}</p> : null}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => change({ criteria: [...draft.criteria, emptyCriterion] })}
        >
          {words.add_criterion}
        </Button>
      </div>
    </fieldset>
  );
};

const Upgrades = ({ change, draft, faults }: ProgrammeViewProps) => {
  const setRow = (index: number, part: Partial<UpgradeDraft>): void =>
    change({ upgrades: draft.upgrades.map((row, at) => (at === index ? { ...row, ...part } : row)) });
  return (
    <fieldset className="stack tight">
      <legend>{words.upgrades}</legend>
      {draft.upgrades.map((row, index) => (
        <div key={index} className="form-row upgrade-row">
          {(["core", "sold", "value"] as const).map((member) => (
            <TextInput
              key={member}
              label={{ core: words.coreModel, sold: words.soldModel, value: words.value }[member]}
              value={row[member]}
              onChange={({ currentTarget }) => setRow(index, { [member]: currentTarget.value })}
            />
          ))}
          <ActionIcon
            aria-label={words.remove(`${row.core} ${row.sold}`)}
            onClick={() => change({ upgrades: draft.upgrades.filter((_, at) => at !== index) })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      {faults.has("upgrades") ? <p role="alert">{coreWords.faults["upgrades"]}</p> : null}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => change({ upgrades: [...draft.upgrades, emptyUpgrade] })}
        >
          {words.add_upgrade}
        </Button>
      </div>
    </fieldset>
  );
};
