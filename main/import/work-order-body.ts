/** The records of imported work: what a mapped row says, in the words of `service/performed@1`. */
import type { Instant } from "../../shared/clock/instant.ts";
import { occurredInstant } from "../../shared/service/occurred-instant.ts";
import type { WorkPerformed } from "../../shared/service/work-body.ts";
import type { MappedRow } from "../../shared/service/work-order-mapping.ts";

/** The body of a row; its cost is sealed by the caller. */
export const workBodyOf = (mapped: MappedRow, { cost, source }: Pick<WorkPerformed, "cost" | "source">) =>
  ({
    active_hours: null,
    activity: null,
    attachments: [],
    category: null,
    closes: [],
    cost,
    counters: [],
    done: mapped.done,
    down_hours: null,
    failure: null,
    occurred: mapped.occurred,
    parts: [],
    people: null,
    references: mapped.references.map((reference) => ({ ...reference })),
    source,
    summary: mapped.summary,
  }) satisfies WorkPerformed;

/** The first moment that the stated date can mean; the body keeps the date as it was given. */
export const workInstantOf = ({ occurred }: MappedRow): Instant => {
  const instant = occurredInstant(occurred);
  if (instant === null) throw new Error(`The mapping let "${occurred.value}" pass as a time`);
  return instant;
};
