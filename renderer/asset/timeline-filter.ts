/** What of a history is looked at. */
import { recordTypes } from "../../shared/record-type/record-types.ts";
import type { Standing } from "../../shared/register/standing.ts";
import type { RequestOf } from "../../shared/rpc/methods.ts";

export interface TimelineFilter {
  /** Empty: any. */
  readonly type: string;
  /** The key that wrote; empty: any. */
  readonly writer: string;
  readonly text: string;
  /** Days, `2026-11-22`; empty: open. */
  readonly from: string;
  readonly until: string;
  readonly standing: Standing | null;
}

/** All of it. */
export const wholeHistory: TimelineFilter = { from: "", standing: null, text: "", type: "", until: "", writer: "" };

/** True when something is left out. */
export const isFiltered = (filter: TimelineFilter): boolean =>
  filter.standing !== null ||
  [filter.type, filter.writer, filter.text.trim(), filter.from, filter.until].some((part) => part !== "");

/** The types that a history of an asset can hold. */
export const timelineTypes: ReadonlyArray<string> = Object.keys(recordTypes).filter(
  (type) => !type.startsWith("register/"),
);

type Wanted = Pick<RequestOf<"history.timeline">, "before" | "from" | "standing" | "text" | "types" | "writer">;

/** The part of the question that this filter asks; days are those of this computer's zone. */
export const wantedOf = ({ from, standing, text, type, until, writer }: TimelineFilter): Wanted => ({
  ...(from === "" ? {} : { from: instantOf(from, 0) }),
  ...(until === "" ? {} : { before: instantOf(until, 1) }),
  ...(standing === null ? {} : { standing }),
  ...(text.trim() === "" ? {} : { text: text.trim() }),
  ...(type === "" ? {} : { types: [type] }),
  ...(writer === "" ? {} : { writer }),
});

/** The first moment of the day that is so many days after another. */
const instantOf = (day: string, later: number): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString().replace("Z", "000Z");
};
