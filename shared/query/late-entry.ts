/** Late entries: recorded long after they happened (record-format.md, section 6). Counted and shown, never a fault. */
import { millisOfInstant, type Instant } from "../clock/instant.ts";

/** The limit where a charter says none. */
const lateEntryHoursUsual = 24;

/** Whether `at` lies further before the clock that recorded it than the charter's limit. */
export const isLateEntry = (at: Instant, recordedAt: Instant, limitHours: number | undefined): boolean =>
  millisOfInstant(recordedAt) - millisOfInstant(at) > (limitHours ?? lateEntryHoursUsual) * 3_600_000;
