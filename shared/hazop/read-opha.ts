/**
 * Opens the bytes of an Open PHA study (`.opha`) or says in words why they are none: encrypted, cut off, not JSON, too
 * large, or another dialect.
 */
import { textOf } from "../encoding/utf8.ts";
import { refuse, success, type Outcome } from "../outcome/outcome.ts";

/** A JSON object whose members are not looked at yet. */
export type RawObject = Readonly<Record<string, unknown>>;

/** A study file of a dialect that is read here. The text stays as it is: edits are patched into it. */
export interface OphaFile {
  readonly text: string;
  readonly root: RawObject;
  readonly revision: number;
}

export type OphaRefusal =
  | "ophaTooLarge"
  | "ophaNotText"
  | "ophaNotJson"
  | "ophaCutOff"
  | "ophaEncrypted"
  | "ophaOtherDialect"
  | "ophaNoStudy";

export type OphaFailure = { readonly kind: OphaRefusal; readonly message: string };

/** A study of thousands of rows has a few megabytes. */
export const ophaBytesMax = 32 * 1024 * 1024;

/** Objects and arrays inside each other; the format has nine. */
const levelsMax = 64;

/** The revision whose members are written down in opha-members.ts. */
const revisionKnown = 39;

/** Opens a study. `name` is that of the file, for messages. */
export const readOpha = (bytes: Uint8Array, name: string): Outcome<OphaFile, OphaFailure> => {
  if (bytes.length > ophaBytesMax)
    return refuse(
      "ophaTooLarge",
      `${name} has ${bytes.length} bytes; a study of at most ${ophaBytesMax} bytes is taken. Is it the right file?`,
    );
  const foreign = foreignKind(bytes);
  if (foreign !== null)
    return refuse("ophaNotText", `${name} is ${foreign}, not an Open PHA study. Export the study as .opha first.`);
  const text = textOf(bytes);
  if (text === null)
    return refuse("ophaNotText", `${name} is not UTF-8 text, so it is no Open PHA study, or it is damaged.`);
  const root = parseWhole(text, name);
  return root.ok ? fileOf(text, root.value, name) : root;
};

/** True for a JSON object. */
export const isRawObject = (value: unknown): value is RawObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The objects of a list; nothing where the member is no list. */
export const rawObjects = (value: unknown): ReadonlyArray<RawObject> =>
  Array.isArray(value) ? value.filter(isRawObject) : [];

const parseWhole = (text: string, name: string): Outcome<RawObject, OphaFailure> => {
  if (text.trim() === "") return refuse("ophaNoStudy", `${name} is empty.`);
  if (!/^\ufeff?\s*[[{]/.test(text))
    return refuse("ophaNotJson", `${name} does not begin as an Open PHA study does, with "{". It is no .opha file.`);
  const { depth, isInText, levels } = bracketsOf(text);
  if (levels > levelsMax) return refuse("ophaNotJson", `${name} nests its parts deeper than any study does.`);
  const parsed = parseJson(text);
  if (parsed.ok && isRawObject(parsed.value)) return success(parsed.value);
  if (parsed.ok) return refuse("ophaNoStudy", `${name} is JSON, but holds no study.`);
  return isInText || depth > 0
    ? refuse(
        "ophaCutOff",
        `${name} is cut off after ${text.length} characters: ${depth} parts of it are still open. Copy it again.`,
      )
    : refuse("ophaNotJson", `${name} is not JSON: ${parsed.failure.message}.`);
};

const parseJson = (text: string): Outcome<unknown> => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return success(value);
  } catch (fault) {
    return refuse("json", fault instanceof Error ? fault.message : String(fault));
  }
};

const bracketsOf = (text: string) => {
  let [depth, levels] = [0, 0];
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isInText) {
      if (character === "\\") at++;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === "{" || character === "[") levels = Math.max(levels, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return { depth, isInText, levels };
};

const fileOf = (text: string, root: RawObject, name: string): Outcome<OphaFile, OphaFailure> => {
  const settings = root["Settings"];
  const encrypted = isRawObject(settings) ? settings["Encrypt"] : undefined;
  if (encrypted === true || encrypted === "true")
    return refuse(
      "ophaEncrypted",
      `${name} is encrypted (Settings.Encrypt). Open it in Open PHA with its password, switch encryption off and save it.`,
    );
  if (!isRawObject(settings) || !Array.isArray(root["Nodes"]))
    return refuse("ophaNoStudy", `${name} is JSON, but no Open PHA study: it has ${missingParts(root)}.`);
  const revision = settings["Ds_Rev"];
  const dialect = otherDialect(root, revision);
  if (dialect !== null || typeof revision !== "number")
    return refuse("ophaOtherDialect", `${name} is written in ${dialect ?? "another dialect"}. Nothing was taken in.`);
  return success({ text, root, revision });
};

const missingParts = (root: RawObject): string =>
  [
    ...(isRawObject(root["Settings"]) ? [] : ["no Settings"]),
    ...(Array.isArray(root["Nodes"]) ? [] : ["no Nodes"]),
  ].join(" and ");

/** Names the dialect of a study that is not read here; `null` for revision 39 and what comes after it. */
const otherDialect = (root: RawObject, revision: unknown): string | null => {
  const criteria = root["Risk_Criteria"];
  const [severity] = rawObjects(isRawObject(criteria) ? criteria["Severities"] : undefined);
  if (severity !== undefined && !("RM_Description" in severity))
    return `another dialect of the Open PHA format: its severities have ${Object.keys(severity).slice(0, 4).join(", ")} instead of RM_Description and RM_Tmel (Ds_Rev ${JSON.stringify(revision)}). Export it from the program itself`;
  if (typeof revision !== "number")
    return `another dialect of the Open PHA format: Settings.Ds_Rev is ${JSON.stringify(revision) ?? "missing"}, where Open PHA writes a number such as ${revisionKnown}`;
  if (revision < revisionKnown)
    return `an older revision of the Open PHA format (Ds_Rev ${revision}), whose figures for layers of protection differ from ${revisionKnown}: open it in the present Open PHA and save it`;
  return null;
};

const foreignKind = (bytes: Uint8Array): string | null => {
  const begins = (text: string): boolean => [...text].every((character, at) => bytes[at] === character.charCodeAt(0));
  if (begins("PK\u0003\u0004")) return "a ZIP file or an Excel workbook";
  if (begins("%PDF-")) return "a PDF";
  if (begins("SQLite format 3")) return "an SQLite database";
  if (begins("\u00d0\u00cf\u0011\u00e0")) return "an old Word or Excel file";
  if (begins("\u001f\u008b")) return "a gzip file";
  return begins("<") ? "XML or HTML" : null;
};
