/** What a record of work or of a defect says, as names and values. */
import type { ReactNode } from "react";
import type { Code } from "../../shared/asset/asset-body.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import type { AssetChanged } from "../../shared/service/change-body.ts";
import type { DefectReported, WorkPerformed } from "../../shared/service/work-body.ts";
import { planTaskText, type ServicePlanned } from "../../shared/service/plan-body.ts";
import type { Fact } from "../design/Facts.tsx";
import { Flag } from "../design/Flag.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { changeWords } from "../vocabulary/change-words.ts";
import { AttachmentLink } from "./AttachmentLink.tsx";
import { writerText } from "./entry-text.ts";
import { CodeText } from "./CodeText.tsx";
import { quantityText } from "../vocabulary/number-words.ts";

const words = assetWords.details;

type WorkEntry = Pick<TimelineEntry, "opened" | "writer">;

/** Only what was filled in. */
export const workFacts = (work: WorkPerformed, { opened, writer }: WorkEntry): ReadonlyArray<Fact> => [
  ...failureFacts(work.failure),
  ...textFact(words.done, work.done),
  ...codeFact(words.activity, "maintenance-activity", work.activity),
  ...textFact(words.category, work.category),
  ...textFact(words.activeHours, work.active_hours === null ? null : words.hours(work.active_hours)),
  ...textFact(words.downHours, work.down_hours === null ? null : words.hours(work.down_hours)),
  ...listFact(words.parts, work.parts.map(partText)),
  ...listFact(
    words.counters,
    work.counters.map(({ counter, reading }) => `${counter}: ${quantityText(reading.value, reading.unit)}`),
  ),
  ...listFact(words.fulfils, work.fulfils ?? []),
  ...attachmentFacts(work.attachments, writerText(writer)),
  ...sealedFact(words.people, work.people?.sealed, opened),
  ...sealedFact(words.cost, work.cost?.sealed, opened),
  ...listFact(
    words.closes,
    work.closes.map((id) => id.slice(0, 10)),
  ),
  ...listFact(
    words.references,
    work.references.map(({ scheme, value }) => `${scheme}: ${value}`),
  ),
  ...textFact(words.source, work.source === null ? null : words.sourceRow(work.source.mapping, work.source.row)),
];

/** What is wrong, and what was attached to show it. */
export const defectFacts = (defect: DefectReported, { writer }: Pick<WorkEntry, "writer">): ReadonlyArray<Fact> => [
  ...failureFacts(defect.failure),
  ...attachmentFacts(defect.attachments, writerText(writer)),
];

const failureFacts = (failure: WorkPerformed["failure"]): ReadonlyArray<Fact> =>
  failure === null
    ? []
    : [
        ...textFact(words.failed, failure.text),
        ...codeFact(words.mode, "failure-mode", failure.mode),
        ...codeFact(words.mechanism, "failure-mechanism", failure.mechanism),
        ...codeFact(words.cause, "failure-cause", failure.cause),
        ...codeFact(words.detection, "detection-method", failure.detection),
        ...textFact(words.impact, failure.impact),
        ...textFact(words.operating, failure.operating_condition),
      ];

const attachmentFacts = (attachments: WorkPerformed["attachments"], by: string): ReadonlyArray<Fact> =>
  attachments.length === 0
    ? []
    : [
        {
          name: words.attachments,
          value: (
            <div className="attachments">
              {attachments.map((file) => (
                <AttachmentLink key={file.sha256} file={file} by={by} />
              ))}
            </div>
          ),
        },
      ];

/** What was changed, in kind or not, and why. */
export const changeFacts = (change: AssetChanged, { writer }: Pick<WorkEntry, "writer">): ReadonlyArray<Fact> => [
  { name: changeWords.details.kind, value: changeWords.kinds[change.change] },
  { name: changeWords.details.inKind, value: change.in_kind ? changeWords.details.yes : changeWords.details.no },
  ...textFact(words.reason, change.reason),
  ...textFact(changeWords.details.authorization, change.authorization),
  ...listFact(words.parts, change.parts.map(partText)),
  ...attachmentFacts(change.attachments, writerText(writer)),
];

/** The tasks of a plan, each with its intervals. */
export const planFacts = ({ reason, replaces, tasks }: ServicePlanned): ReadonlyArray<Fact> => [
  ...tasks.map((task) => ({
    name: task.title,
    value: [planTaskText(task), task.instruction].filter((part) => part !== null).join(". "),
  })),
  ...listFact(
    words.replaces,
    replaces.map((id) => id.slice(0, 10)),
  ),
  ...textFact(words.reason, reason),
];

const partText = ({ name, number, quantity, serial }: WorkPerformed["parts"][number]): string =>
  [quantityText(quantity.value, quantity.unit), name, number, serial].filter((part) => part !== null).join(", ");

const textFact = (name: string, value: string | null): ReadonlyArray<Fact> =>
  value === null || value === "" ? [] : [{ name, value: <span className="keep-lines">{value}</span> }];

const codeFact = (name: string, table: string, code: Code | null): ReadonlyArray<Fact> =>
  code === null ? [] : [{ name, value: <CodeText table={table} code={code} /> }];

const listFact = (name: string, values: ReadonlyArray<ReactNode>): ReadonlyArray<Fact> =>
  values.length === 0 ? [] : [{ name, value: values.map((value, index) => <div key={index}>{value}</div>) }];

const sealedFact = (name: string, sealed: string | undefined, opened: TimelineEntry["opened"]): ReadonlyArray<Fact> => {
  const opening = opened.find((each) => each.sealed === sealed);
  if (sealed === undefined) return [];
  if (opening?.state === "open") return [{ name, value: openedText(opening.value) }];
  return [{ name, value: <Flag>{words.sealed[opening?.state ?? "withheld"]}</Flag> }];
};

const openedText = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(String).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
};
