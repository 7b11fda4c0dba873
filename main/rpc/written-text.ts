/** Text as a writer puts it into records and openings: in normal form C, without what deceives or vanishes. */
import { isArray, isObject, type JsonValue } from "../../shared/encoding/canonical-json.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { unfitText } from "../../shared/record-type/inspect-record.ts";

/** A plain value with all its text in Unicode's normal form C: keyboards and file systems give other forms. */
export const asWritten = (value: unknown): JsonValue =>
  JSON.parse(JSON.stringify(value), (_name, member: unknown) =>
    typeof member === "string" ? member.normalize("NFC") : member,
  );

/** The first character anywhere in the text of a value that writers do not use; `null` when there is none. */
export const unfitIn = (value: JsonValue): string | null => {
  if (typeof value === "string") return unfitText(value);
  const inside = isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inside.map(unfitIn).find((found) => found !== null) ?? null;
};

/** A name as it is written down; refused with the character that no name holds. */
export const writtenName = (name: string): Outcome<string> => {
  const written = name.normalize("NFC").trim();
  if (written === "") return refuse("nameUnfit", "A name is missing: it holds nothing but blanks.");
  const unfit = unfitText(written);
  if (unfit === null && !written.includes("\n")) return success(written);
  return refuse("nameUnfit", `The name holds ${unfit ?? "a line end"}. Write it without.`);
};
