/** The moment that a stated time of work stands for in the order of a history. */
import { isInstant, type Instant } from "../clock/instant.ts";
import type { Occurred } from "./work-body.ts";

/**
 * The first moment that a stated time can mean, or `null` for one that is not in the calendar. An unstated zone is read
 * as UTC; the record's body keeps what was stated.
 */
export const occurredInstant = ({ value, zone }: Pick<Occurred, "value" | "zone">): Instant | null => {
  const stated = `${value}${"0000-00-00T00:00:00.000000".slice(value.length)}Z`;
  if (!isInstant(stated)) return null;
  const offset = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  return offset === null ? stated : moved(stated, offset);
};

const moved = (stated: Instant, [, sign, hours, minutes]: RegExpExecArray): Instant | null => {
  const aheadOfUtc = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  const millis = Date.parse(`${stated.slice(0, 19)}Z`) - aheadOfUtc * 60_000;
  const utc = `${new Date(millis).toISOString().slice(0, 19)}${stated.slice(19)}`;
  return isInstant(utc) ? utc : null;
};
