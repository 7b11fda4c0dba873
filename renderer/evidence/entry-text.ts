/** Short texts of an entry: when it happened as exactly as it is known, and who signed it. */
import type { TimelineEntry, WriterRow } from "../../shared/rpc/rows.ts";
import { recordTypes } from "../../shared/record-type/record-types.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { timeText } from "../vocabulary/time-words.ts";

/** As it was given where the body says so, a day without an invented hour; else the time of the record. */
export const occurredText = (entry: TimelineEntry): string => {
  const given = occurredOf(entry);
  return given === null ? timeText(entry.at) : given.value.replace("T", " ").slice(0, timeText(entry.at).length);
};

/** Name, or what is known instead; then role and organisation. */
export const writerText = ({ name, kind, organisation, roles }: WriterRow): string =>
  [name ?? (kind === null ? assetWords.timeline.unknownKey : assetWords.timeline.withheldName), roles[0], organisation]
    .filter((part) => part !== undefined && part !== null)
    .join(" · ");

/** Name and organisation, where there is little room. */
export const writerShort = ({ name, kind, organisation }: WriterRow): string =>
  [name ?? (kind === null ? assetWords.timeline.unknownKey : assetWords.timeline.withheldName), organisation]
    .filter((part) => part !== null)
    .join(" · ");

/** The body's own time: work, defects and changes have one. */
export const occurredOf = ({ type, body }: TimelineEntry) => {
  const parsed = isDated(type) ? recordTypes[type].safeParse(body) : undefined;
  return parsed?.success === true ? parsed.data.occurred : null;
};

/** `register/*` and `record/*` are not corrected, nor what was corrected already (record-format.md, section 4). */
export const isCorrectable = ({ type, corrected_by }: TimelineEntry): boolean =>
  corrected_by.length === 0 && !type.startsWith("record/") && !type.startsWith("register/");

const datedTypes = ["asset/changed@1", "service/defect-reported@1", "service/performed@1"] as const;

const isDated = (type: string): type is (typeof datedTypes)[number] => datedTypes.some((dated) => dated === type);
