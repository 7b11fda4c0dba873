/** All that an entry says, by its type; a type that this version does not know shows its body as it is. */
import "./evidence.css";
import { Facts, type Fact } from "../design/Facts.tsx";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { recordTypes } from "../../shared/record-type/record-types.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { exactText } from "../vocabulary/time-words.ts";
import { conditionFacts, counterFacts, descriptionFacts } from "./asset-body-facts.tsx";
import { occurredOf, writerText } from "./entry-text.ts";
import { timeFacts } from "./time-facts.tsx";
import { roomFacts } from "./room-facts.tsx";
import { changeFacts, defectFacts, planFacts, workFacts } from "./work-body-facts.tsx";

const words = assetWords.details;

/** Names and values. */
export const EntryDetailsView = ({ entry }: { readonly entry: TimelineEntry }) => (
  <Facts facts={[...roomFacts(entry), ...bodyFacts(entry), ...recordFacts(entry)]} />
);

const bodyFacts = (entry: TimelineEntry): ReadonlyArray<Fact> => {
  const { type, body } = entry;
  const work = type === "service/performed@1" ? recordTypes[type].safeParse(body).data : undefined;
  if (work !== undefined) return workFacts(work, entry);
  const defect = type === "service/defect-reported@1" ? recordTypes[type].safeParse(body).data : undefined;
  if (defect !== undefined) return defectFacts(defect, entry);
  const change = type === "asset/changed@1" ? recordTypes[type].safeParse(body).data : undefined;
  if (change !== undefined) return changeFacts(change, entry);
  const plan = type === "service/planned@1" ? recordTypes[type].safeParse(body).data : undefined;
  if (plan !== undefined) return planFacts(plan);
  const condition = type === "condition/read@1" ? recordTypes[type].safeParse(body).data : undefined;
  if (condition !== undefined) return conditionFacts(condition);
  const counters = type === "asset/counter-read@1" ? recordTypes[type].safeParse(body).data : undefined;
  if (counters !== undefined) return counterFacts(counters);
  const described = type === "asset/described@1" ? recordTypes[type].safeParse(body).data : undefined;
  if (described !== undefined) return descriptionFacts(described);
  return [{ name: words.body, value: <pre className="entry-json">{JSON.stringify(body, null, 2)}</pre> }];
};

const recordFacts = (entry: TimelineEntry): ReadonlyArray<Fact> => {
  const occurred = occurredOf(entry);
  return [
    ...(occurred === null
      ? []
      : [
          {
            name: words.occurred,
            value: `${occurred.value.replace("T", " ")} (${occurred.zone}, ${occurred.precision})`,
          },
        ]),
    { name: words.recorded, value: exactText(entry.recorded_at) },
    ...(entry.received === null ? [] : [{ name: words.received, value: exactText(entry.received) }]),
    ...timeFacts(entry),
    { name: words.writer, value: writerText(entry.writer) },
  ];
};
