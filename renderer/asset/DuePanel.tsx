/** What is due on the machine: by the calendar, by a counter, whichever is first; each figure says where it is from. */
import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { DueTaskRow } from "../../shared/rpc/fleet-methods.ts";
import { unitSymbol } from "../../shared/quantity/unit.ts";
import { Flag } from "../design/Flag.tsx";
import { Panel } from "../design/Panel.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { dueWords } from "../vocabulary/due-words.ts";
import { Figure } from "../evidence/Figure.tsx";

export interface DuePanelProps {
  readonly history: string;
  /** Null while it is on its way. */
  readonly tasks: ReadonlyArray<DueTaskRow> | null;
}

/** The most urgent first. */
export const DuePanel = ({ history, tasks }: DuePanelProps) => (
  <Panel
    title={dueWords.panel}
    flush
    actions={
      <Link href={addresses.plan(history)} className="panel-link">
        {tasks === null || tasks.length === 0 ? dueWords.plan : dueWords.change}
      </Link>
    }
  >
    {tasks === null || tasks.length === 0 ? (
      <p className="nothing">{dueWords.none}</p>
    ) : (
      <ul className="lines">
        {tasks.toSorted(byUrgency).map((row) => (
          <li key={`${row.task.key} ${row.behind[0]}`}>
            <DueLine history={history} row={row} />
          </li>
        ))}
      </ul>
    )}
  </Panel>
);

const order = ["overdue", "due", "soon", "later", "unknown"] as const;

const byUrgency = (left: DueTaskRow, right: DueTaskRow): number =>
  order.indexOf(left.state) - order.indexOf(right.state) || ((left.due_on ?? "9") < (right.due_on ?? "9") ? -1 : 1);

const DueLine = ({ history, row }: { readonly history: string; readonly row: DueTaskRow }) => {
  const { shape, tone, word } = dueWords.states[row.state];
  const says = row.due_on === null ? word : dueWords.dueOn(row.due_on);
  return (
    <>
      <span className="due-what">
        <span className="due-title">
          <StatusShape shape={shape} tone={tone} label={null} />
          <strong>{row.task.title}</strong>
        </span>
        <span className="due-facts">
          <Flag tone={tone === "calm" ? "plain" : tone}>{word}</Flag>{" "}
          <Figure figure={`${row.task.title}: ${says}`} how={howOf(row)} records={row.behind}>
            {says}
          </Figure>{" "}
          <span className="muted">{dueWords.by[row.by]}</span> <Estimate row={row} />
        </span>
        <CounterLeft row={row} />
        <span className="muted">{row.done === null ? dueWords.neverDone : dueWords.lastDone(row.done.day)}</span>
      </span>
      <Button component={Link} href={addresses.logTask(history, row.task.key)} variant="default">
        {dueWords.log}
      </Button>
    </>
  );
};

const Estimate = ({ row }: { readonly row: DueTaskRow }) =>
  row.estimated && row.counter !== null && row.task.counter !== null ? (
    <Flag title={dueWords.estimateMeans(row.counter.per_day ?? "", unitSymbol(row.task.counter.unit))}>
      {dueWords.estimate}
    </Flag>
  ) : null;

const CounterLeft = ({ row: { counter, task } }: { readonly row: DueTaskRow }) => {
  if (counter === null || task.counter === null) return null;
  const unit = unitSymbol(task.counter.unit);
  if (counter.left === null || counter.now === null) return <span className="muted">{dueWords.noReading}</span>;
  const says = dueWords.left(counter.left, unit);
  return (
    <Figure
      figure={`${task.title}: ${says}`}
      how={dueWords.leftHow(counter.due, counter.now.value, unit)}
      records={[counter.now.record]}
    >
      {says}
    </Figure>
  );
};

/** The rule in words, with the numbers that it used. */
const howOf = ({ task, calendar, counter, done, overdue_after }: DueTaskRow): string =>
  [
    ...(task.calendar === null || calendar === null
      ? []
      : [dueWords.howCalendar(task.calendar, calendar.due, done !== null)]),
    ...(task.counter === null || counter === null
      ? []
      : [dueWords.howCounter(task.counter.every, unitSymbol(task.counter.unit), task.counter.counter, counter.due)]),
    ...(counter?.per_day === null || counter === null || task.counter === null
      ? []
      : [dueWords.estimateMeans(counter.per_day, unitSymbol(task.counter.unit))]),
    ...(overdue_after === null ? [] : [`${dueWords.tolerance(overdue_after)}.`]),
  ].join(" ");
