/**
 * What a reader finds wrong in a record beyond its bytes: it is marked, stored and forwarded, never refused (section
 * 2).
 */
import { microsBetween, type Instant } from "../clock/instant.ts";
import { canonicalText, isArray, isObject, type JsonObject, type JsonValue } from "../encoding/canonical-json.ts";
import type { FieldText, Inspection } from "../ledger/history.ts";
import type { LedgerRecord } from "../ledger/record.ts";
import { moneyText } from "../quantity/money.ts";
import { gradeFault } from "../reman/core-body.ts";
import { labelFault } from "../warranty/decide-warranty.ts";
import { isKnownType, recordTypes, type RecordTypeName } from "./record-types.ts";

/** An `at` may lie this far ahead of the clock that recorded it (section 6). */
export const aheadOfClockMaxMinutes = 5;

/** True for a time that no writer states: more than five minutes after its clock (section 6). */
export const isAheadOfClock = (at: Instant, utc: Instant): boolean =>
  at > utc && microsBetween(utc, at) > aheadOfClockMaxMinutes * 60_000_000;

/**
 * All that decides what is found in a record besides the record, as one text: what was found by another program does
 * not count. `inspectionVersion` is raised when a schema of a type that is known already finds something else.
 */
export const inspectionText = (): string =>
  [`inspection ${inspectionVersion}`, ...Object.keys(recordTypes).sort()].join("\n");

const inspectionVersion = 1;

/** Inspects the body, the text and the time of a record whose bytes are in order. */
export const inspectRecord = (record: LedgerRecord): Inspection => {
  const fault = bodyFault(record) ?? textFault(record.body) ?? timeFault(record);
  return fault === null ? { fault, sets: fieldsSet(record) } : { fault, sets: nothing };
};

/**
 * The first thing in a text that writers do not use: a control, bidi, line-separating or byte-order character, half of
 * a surrogate pair, a form that is not NFC; `null` when it is fine.
 */
export const unfitText = (text: string): string | null => {
  if (plainText.test(text)) return null;
  const found = forbidden.exec(text)?.[0];
  if (found !== undefined)
    return `the character U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  if (!text.isWellFormed()) return "half of a surrogate pair";
  return text.normalize("NFC") === text ? null : "text that is not in Unicode's normal form C";
};

/** ASCII that is seen, and line feeds: nothing in it is ever unfit. */
const plainText = /^[\n\x20-\x7e]*$/;
const forbidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
const nothing: ReadonlyArray<FieldText> = [];

const bodyFault = ({ type, body, history }: LedgerRecord): string | null => {
  if (!isKnownType(type)) return `This program does not know the type ${type}.`;
  if (foundingTypes.has(type) !== (history === null))
    return `A record of the type ${type} ${history === null ? "cannot found" : "must found"} a history.`;
  const parsed = recordTypes[type].safeParse(body);
  if (parsed.success) return meaningFault(type, body);
  const [issue] = parsed.error.issues;
  return `The body of ${type} does not fit its schema at "${issue?.path.join(".") ?? ""}": ${issue?.message ?? "it is wrong"}.`;
};

const foundingTypes: ReadonlySet<string> = new Set([
  "asset/registered@1",
  "core/programme-published@1",
  "hazop/study-imported@1",
  "register/charter@1",
  "report/verified@1",
]);

// Sums and labels that must follow from what stands beside them: a reader computes them again.
const meaningFault = (type: RecordTypeName, body: JsonObject): string | null => {
  if (type === "core/graded@1") return gradeFault(recordTypes[type].parse(body));
  return type === "warranty/issued@1" ? labelFault(recordTypes[type].parse(body)) : null;
};

const timeFault = ({ at, clock }: LedgerRecord): string | null =>
  isAheadOfClock(at, clock.utc)
    ? `It claims to have happened at ${at}, more than ${aheadOfClockMaxMinutes} minutes after it was recorded.`
    : null;

// Names need no look: a body that fits the strict schema of its type has the names of the schema.
const textFault = (value: JsonValue): string | null => {
  if (typeof value === "string") return textMark(value);
  if (typeof value !== "object" || value === null) return null;
  for (const member of isArray(value) ? value : Object.values(value)) {
    const fault = textFault(member);
    if (fault !== null) return fault;
  }
  return null;
};

const textMark = (text: string): string | null => {
  const unfit = unfitText(text);
  return unfit === null ? null : `Its text holds ${unfit}.`;
};

/** The single-valued fields of an asset: registered once, described again. */
const fieldsSet = ({ type, body }: LedgerRecord): ReadonlyArray<FieldText> => {
  if (type === "core/graded@1") return gradeSet(body);
  const fields = type === "asset/registered@1" ? body : type === "asset/described@1" ? body["set"] : undefined;
  if (!isObject(fields)) return nothing;
  return assetFieldNames.flatMap((name): ReadonlyArray<FieldText> => {
    const value = fields[name];
    return value === undefined ? [] : [[name, canonicalText(value)]];
  });
};

/** Two grades of one receipt that have not seen each other are a conflict, like two serial numbers. */
const gradeSet = (body: JsonObject): ReadonlyArray<FieldText> => {
  const grade = recordTypes["core/graded@1"].safeParse(body);
  if (!grade.success) return nothing;
  const { credit_minor, deposit, outcome, receipt } = grade.data;
  const credit = credit_minor === null ? "not decided" : moneyText({ ...deposit, minor: credit_minor });
  return [[`core_grade ${receipt}`, canonicalText(`${outcome}, credit ${credit}`)]];
};

const assetFieldNames = ["description", "equipment_class", "location", "maker", "model", "serial", "tag"] as const;
