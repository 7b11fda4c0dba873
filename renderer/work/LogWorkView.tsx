/** The form of work: the line that everybody reads first, then what failed, then what was done. */
import "./work.css";
import { Button, Checkbox } from "@mantine/core";
import type { DueTaskRow } from "../../shared/rpc/fleet-methods.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { Flag } from "../design/Flag.tsx";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { dueWords } from "../vocabulary/due-words.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { workWords } from "../vocabulary/work-words.ts";
import { AttachmentFields } from "./AttachmentFields.tsx";
import type { CodeTable } from "./CodeField.tsx";
import { DoneFields } from "./DoneFields.tsx";
import { FailureFields } from "./FailureFields.tsx";
import { MoreFields } from "./MoreFields.tsx";
import { SummaryFields } from "./SummaryFields.tsx";
import type { Attachments } from "./use-attachments.ts";
import type { WorkDraft } from "./work-draft.ts";

export interface LogWorkProps {
  /** Null while it is on its way: the form can be filled in meanwhile. */
  readonly asset: AssetDetail | null;
  readonly draft: WorkDraft;
  readonly change: (part: Partial<WorkDraft>) => void;
  readonly faults: ReadonlySet<string>;
  readonly tables: ReadonlyMap<string, CodeTable>;
  /** The tasks of the asset's plan. */
  readonly due: ReadonlyArray<DueTaskRow>;
  readonly attachments: Attachments;
  readonly refusal: string | null;
  readonly running: boolean;
  readonly signer: Signer;
  readonly submit: () => void;
  readonly discard: () => void;
}

/** From top to bottom by Tab, recorded by Ctrl+Enter. */
export const LogWorkView = (props: LogWorkProps) => {
  const { asset, refusal, running, signer, submit, discard } = props;
  return (
    <ScreenFrame
      title={workWords.log.title(asset?.tag[0]?.value ?? "…")}
      about={workWords.log.about}
      actions={
        <Button variant="default" onClick={discard} title={formWords.draft}>
          {formWords.discard}
        </Button>
      }
    >
      <Form submit={submit}>
        <SummaryFields {...props} withCategory />
        <PlannedTasks {...props} />
        <FailureFields {...props} equipmentClass={asset?.equipment_class[0]?.value.code ?? ""} />
        <DoneFields {...props} />
        <OpenDefects {...props} />
        <AttachmentFields files={props.draft.attachments} attachments={props.attachments} />
        <MoreFields {...props} counters={asset?.counters ?? []} />
        <FormFoot
          record={workWords.log.record}
          running={running || props.attachments.running !== null}
          refusal={refusal}
          signer={signer.person?.name ?? null}
          changeSigner={signer.change}
          words={formWords}
        />
      </Form>
    </ScreenFrame>
  );
};

const PlannedTasks = ({ due, draft, change }: LogWorkProps) => {
  if (due.length === 0) return null;
  const toggle = (key: string, done: boolean): void =>
    change({ fulfils: done ? [...draft.fulfils, key] : draft.fulfils.filter((task) => task !== key) });
  return (
    <fieldset className="stack tight">
      <legend>{dueWords.fulfils}</legend>
      {due.map(({ due_on, state, task }) => (
        <Checkbox
          key={task.key}
          checked={draft.fulfils.includes(task.key)}
          onChange={({ currentTarget }) => toggle(task.key, currentTarget.checked)}
          label={
            <span className="row-of">
              {task.title} <Flag tone={dueFlags[state]}>{dueWords.title(state, due_on)}</Flag>
            </span>
          }
        />
      ))}
    </fieldset>
  );
};

const dueFlags = { overdue: "bad", due: "warn", soon: "plain", later: "plain", unknown: "plain" } as const;

const OpenDefects = ({ asset, draft, change }: LogWorkProps) => {
  if (asset === null || asset.open_defects.length === 0) return null;
  const toggle = (record: string, closed: boolean): void =>
    change({ closes: closed ? [...draft.closes, record] : draft.closes.filter((id) => id !== record) });
  return (
    <fieldset className="stack tight">
      <legend>{workWords.closes}</legend>
      {asset.open_defects.map(({ record, summary, mode }) => (
        <Checkbox
          key={record}
          checked={draft.closes.includes(record)}
          onChange={({ currentTarget }) => toggle(record, currentTarget.checked)}
          label={
            <span className="row-of">
              {summary} {mode === null ? null : <Flag>{mode}</Flag>}
            </span>
          }
        />
      ))}
    </fieldset>
  );
};
