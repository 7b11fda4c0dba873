/** What is wrong with a request or an answer, and where, in words: the place is what a caller looks for. */
import type { z } from "zod";

/**
 * The faults of a value that a schema refused, each with its place: what stands there wrongly before what is missing.
 * The first few say enough.
 */
export const requestFault = ({ issues }: z.ZodError): string => {
  const sorted = [...issues.filter((issue) => !isMissing(issue)), ...issues.filter(isMissing)];
  const faults = sorted.slice(0, faultsMax).map((issue) => issueText(issue, []));
  const others = issues.length - faults.length;
  return `${faults.join("; ")}${others > 0 ? `; and ${others} more` : ""}`;
};

/** A sentence with more places than this is not read. */
const faultsMax = 4;

type Issue = z.core.$ZodIssue;
type Place = ReadonlyArray<PropertyKey>;

const issueText = (issue: Issue, above: Place): string => {
  const place = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => strangerText([...place, key])).join("; ");
  if (issue.code === "invalid_union") return unionText(issue.errors, place);
  if (isMissing(issue)) return `"${nameOf(place)}" is missing`;
  const where = place.length === 0 ? "the request itself" : `"${nameOf(place)}"`;
  return `${where}: ${issue.message}`;
};

/** A value that fits none of several forms is told what each of them lacks. */
const unionText = (forms: ReadonlyArray<ReadonlyArray<Issue>>, place: Place): string => {
  const texts = forms.flatMap(([first]) => (first === undefined ? [] : [issueText(first, place)]));
  const [only, ...others] = new Set(texts);
  if (only === undefined) return `"${nameOf(place)}" does not fit`;
  return others.length === 0 ? only : `either ${[only, ...others].join(", or ")}`;
};

const strangerText = (place: Place): string => `"${nameOf(place)}" is no member`;

const isMissing = (issue: Issue): boolean =>
  issue.code === "invalid_type" && issue.message.endsWith("received undefined");

const nameOf = (place: Place): string => place.map(String).join(".");
