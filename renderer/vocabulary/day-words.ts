/** Days of the calendar: they have no hour, so no zone moves them. */
import { dayText } from "./time-words.ts";

/** `2026-11-22`, as the person wants dates to be written. */
export const calendarDayText = (day: string): string => dayText(`${day}T12:00:00`);
