/** When something happened, as records state it. */
import type { Occurred } from "../../shared/service/work-body.ts";
import { zoneText } from "../vocabulary/time-words.ts";

/** This minute, in the zone of the machine. */
export const minuteOccurred = (now: Date): Occurred => {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  const zone = zoneText(now);
  return { precision: "minute", value: local.slice(0, 16), zone };
};

/** A day that was typed, null where it is none. */
export const typedDay = (text: string): Occurred | null =>
  /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) && !Number.isNaN(Date.parse(text.trim()))
    ? { precision: "day", value: text.trim(), zone: "unstated" }
    : null;
