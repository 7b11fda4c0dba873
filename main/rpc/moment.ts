/** A moment as people and scripts write it: `2026-07-08T08:00:01Z`, a day, with or without fractions and an offset. */
import { instantFromMillis, isInstant, type Instant } from "../../shared/clock/instant.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";

/** Reads a moment; nothing given is now. A day is its first instant; a time without a zone is UTC. */
export const readMoment = (text: string | undefined, now: Instant): Outcome<Instant> => {
  if (text === undefined) return success(now);
  if (isInstant(text)) return success(text);
  const match = pattern.exec(text.trim());
  const [, day = "", time = "00:00", fraction = "", zone = "Z"] = match ?? [];
  const seconds = time.length === 5 ? `${time}:00` : time;
  const plain = `${day}T${seconds}.${fraction.padEnd(6, "0")}Z`;
  if (match === null || !isInstant(plain)) return notAMoment(text);
  if (zone.toUpperCase() === "Z") return success(plain);
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  const shift = zone.startsWith("-") ? minutes : -minutes;
  return success(instantFromMillis(Date.parse(`${plain.slice(0, 23)}Z`) + shift * 60_000, Number(plain.slice(23, 26))));
};

const pattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,6})\d*)?(Z|z|[+-]\d{2}:\d{2})?)?$/;

const notAMoment = (text: string) =>
  refuse("notAMoment", `"${text}" is not a time. Write it as 2026-03-01T08:30:00Z or as a day, 2026-03-01.`);
