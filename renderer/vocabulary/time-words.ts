/** Times as this program shows them: ISO, 24 hours, in the zone of the machine; the exact instant stands behind. */

/** `2026-11-22 09:12`, local. What is no time is shown as it is. */
export const timeText = (instant: string): string => {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : `${dayOf(date)} ${clockOf(date)}`;
};

/** `09:12` for today, `2026-11-22 09:12` for any other day. */
export const shortTimeText = (instant: string, now: Date): string => {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return dayOf(date) === dayOf(now) ? clockOf(date) : `${dayOf(date)} ${clockOf(date)}`;
};

/** `2026-11-22`, local. */
export const dayText = (instant: string): string => timeText(instant).slice(0, dayLength);

/** `14:03:07`, local: for readings that follow each other by seconds. */
export const secondText = (instant: string): string => {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : `${clockOf(date)}:${two(date.getSeconds())}`;
};

/** `2026-11-22 09:12:33.123456 UTC`: all that the record says. */
export const exactText = (instant: string): string => instant.replace("T", " ").replace(/Z$/, " UTC");

/** `2026-11-22 09:12` of now, as a form begins with it. */
export const nowText = (now: Date): string => `${dayOf(now)} ${clockOf(now)}`;

/** `+02:00`, the zone of the machine at that time. */
export const zoneText = (date: Date): string => {
  const minutes = -date.getTimezoneOffset();
  const magnitude = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(magnitude / 60))}:${two(magnitude % 60)}`;
};

const dayLength = 10;

const two = (value: number): string => String(value).padStart(2, "0");

const dayOf = (date: Date): string =>
  `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

const clockOf = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`;
