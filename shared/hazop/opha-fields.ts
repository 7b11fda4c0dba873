/** Reads single members of an Open PHA record, with the ways in which the format says "nothing". */
import { isRawObject, rawObjects, type RawObject } from "./read-opha.ts";

/** The records of a list; the seed record of an empty list is none. */
export const entries = (list: unknown): ReadonlyArray<RawObject> => rawObjects(list).filter(({ ID }) => ID !== "empty");

/** A text member; anything else that has a plain text is given as that. */
export const textIn = (record: RawObject, member: string): string => {
  const value = record[member];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
};

/** A choice: `"null"`, `null`, `"empty"` and blank mean that nothing is selected. */
export const choiceIn = (record: RawObject, member: string): string | null => {
  const value = textIn(record, member);
  return value === "" || value === "null" || value === "empty" ? null : value;
};

/** A choice as text, blank where nothing is selected. */
export const shownChoice = (record: RawObject, member: string): string => choiceIn(record, member) ?? "";

/** The ids of a list of references. */
export const idsIn = (record: RawObject, member: string): ReadonlyArray<string> =>
  entries(record[member]).map(({ ID }) => (typeof ID === "string" ? ID : ""));

/** What the study says about itself. */
export const overviewOf = (root: RawObject): RawObject => {
  const overview = root["Overview"];
  return isRawObject(overview) ? overview : {};
};

/** The risk matrix with its legends. */
export const criteriaOf = (root: RawObject): RawObject => {
  const criteria = root["Risk_Criteria"];
  return isRawObject(criteria) ? criteria : {};
};
