/** The form of a maintenance plan: one block for each task, its interval by calendar beside that by counter. */
import { Autocomplete, Button, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { dueWords } from "../vocabulary/due-words.ts";
import { formWords } from "../vocabulary/form-words.ts";
import type { TaskDraft, TaskFaults, TaskField } from "./plan-draft.ts";

export interface PlanViewProps {
  readonly tag: string;
  readonly tasks: ReadonlyArray<TaskDraft>;
  readonly change: (index: number, part: Partial<TaskDraft>) => void;
  readonly add: () => void;
  readonly remove: (index: number) => void;
  readonly counters: AssetDetail["counters"];
  readonly reason: string;
  readonly setReason: (reason: string) => void;
  readonly faults: ReadonlyArray<TaskFaults>;
  readonly refusal: string | null;
  readonly running: boolean;
  readonly signer: Signer;
  readonly submit: () => void;
}

const words = dueWords.form;

/** From top to bottom by Tab, signed by Ctrl+Enter. */
export const PlanView = (props: PlanViewProps) => {
  const { tag, tasks, add, reason, setReason, refusal, running, signer, submit } = props;
  return (
    <ScreenFrame title={words.title(tag)} about={words.about}>
      <Form submit={submit}>
        {tasks.map((task, index) => (
          <TaskFields key={index} {...props} task={task} index={index} />
        ))}
        <div>
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
            {words.add}
          </Button>
        </div>
        <TextInput
          label={words.reason}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <FormFoot
          record={words.record}
          running={running}
          refusal={refusal}
          signer={signer.person?.name ?? null}
          changeSigner={signer.change}
          words={formWords}
        />
      </Form>
    </ScreenFrame>
  );
};

interface TaskFieldsProps extends PlanViewProps {
  readonly task: TaskDraft;
  readonly index: number;
}

const TaskFields = (props: TaskFieldsProps) => {
  const { task, index, change, remove, faults } = props;
  const fault = faults[index] ?? {};
  return (
    <fieldset className="plan-task">
      <legend>{task.title === "" ? `${index + 1}.` : task.title}</legend>
      <div className="form-grid">
        <TaskField {...props} field="title" label={words.task} fault="title" focus={task.title === ""} />
        <Button
          variant="default"
          className="plan-remove"
          leftSection={<IconTrash size={16} />}
          onClick={() => remove(index)}
        >
          {words.remove}
        </Button>
      </div>
      {fault.interval === true ? (
        <p role="alert" className="plan-fault">
          {words.faults["interval"]}
        </p>
      ) : null}
      <div className="form-grid">
        <TaskField {...props} field="months" label={words.months} fault="months" />
        <TaskField {...props} field="since" label={words.since} fault="since" />
        <TaskField {...props} field="toleranceDays" label={words.toleranceDays} fault="tolerance_days" />
      </div>
      <CounterFields {...props} />
      <Textarea
        label={words.instruction}
        value={task.instruction}
        autosize
        minRows={1}
        onChange={({ currentTarget }) => change(index, { instruction: currentTarget.value })}
      />
    </fieldset>
  );
};

const CounterFields = (props: TaskFieldsProps) => {
  const { task, index, change, counters, faults } = props;
  const choose = (counter: string): void => {
    const known = counters.find((each) => each.counter === counter);
    change(index, { counter, ...(known === undefined ? {} : { counterSince: known.value, unit: known.unit }) });
  };
  return (
    <div className="form-grid">
      <TaskField {...props} field="every" label={words.every} fault="every" />
      <Autocomplete
        label={words.counter}
        data={counters.map(({ counter }) => counter)}
        value={task.counter}
        error={faults[index]?.counter === true ? words.faults["counter"] : null}
        onChange={choose}
      />
      <TaskField {...props} field="unit" label={words.unit} fault="unit" />
      <TaskField {...props} field="counterSince" label={words.counterSince} fault="counter_since" />
      <TaskField {...props} field="tolerance" label={words.tolerance} fault="tolerance" />
    </div>
  );
};

interface TaskFieldProps extends TaskFieldsProps {
  readonly field: TaskField;
  readonly label: string;
  /** The word of the fault. */
  readonly fault: string;
  readonly focus?: boolean;
}

const numbers: ReadonlyArray<TaskField> = ["months", "toleranceDays", "every", "counterSince", "tolerance"];

const TaskField = ({ task, index, change, faults, field, label, fault, focus = false }: TaskFieldProps) => (
  <TextInput
    label={label}
    value={task[field]}
    autoFocus={focus && index === 0}
    inputMode={numbers.includes(field) ? "decimal" : "text"}
    error={faults[index]?.[field] === true ? words.faults[fault] : null}
    onChange={({ currentTarget }) => change(index, { [field]: currentTarget.value })}
  />
);
