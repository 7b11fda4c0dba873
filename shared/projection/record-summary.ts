/**
 * What each type of record says in one line, for timelines and lists. Signed text alone is used, never an opened value.
 */
import type { Code } from "../asset/asset-body.ts";
import { shortId } from "../ledger/record.ts";
import type { Quantity } from "../quantity/quantity.ts";
import type { BodyOf, RecordTypeName } from "../record-type/record-types.ts";

/** A list shows at most so many characters of a text; the whole is one click away. */
export const summaryCharactersMax = 200;

/** One sentence for each type. A type that is added to the union does not compile until it stands here. */
export const summaries: { readonly [T in RecordTypeName]: (body: BodyOf<T>) => string } = {
  "asset/counter-read@1": ({ readings }) =>
    readings.map(({ counter, reading }) => `${counter} ${measured(reading)}`).join(", "),
  "asset/described@1": ({ set }) =>
    Object.entries(set)
      .map(([field, value]) => describedField(field, value ?? null))
      .join(", "),
  "asset/registered@1": ({ tag, equipment_class, maker, model, serial }) =>
    `Registered ${[tag, equipment_class.code, maker, model, serial].filter((part) => part !== null).join(", ")}`,
  "condition/read@1": ({ gaps, readings }) =>
    readings.length === 0
      ? `No value of ${counted(gaps.length, "channel")}`
      : readings.map((reading) => `${reading.channel} ${measured(reading)}`).join(", "),
  "record/corrected@1": ({ reason, target }) => `Corrected ${shortId(target)}: ${reason.replaceAll("_", " ")}`,
  "record/endorsed@1": ({ role, statement, target }) =>
    `Endorsed ${shortId(target)} as ${role}${statement === "" ? "" : `: ${statement}`}`,
  "record/erased@1": ({ sealed }) => `Erased ${counted(sealed.length, "sealed value")}`,
  "record/joined@1": () => "Joined the lines that were written apart",
  "register/charter@1": ({ name }) => `Founded the register: ${name}`,
  "register/key-revoked@1": ({ key, reason }) => `Revoked the key ${shortId(key)}: ${reason}`,
  "register/key-rotated@1": ({ old }) => `Replaced the key ${shortId(old)}`,
  "register/parties-merged@1": ({ parties, reason }) =>
    `Merged ${counted(parties.length, "party", "parties")} into one: ${reason}`,
  "register/party-enrolled@1": ({ kind, name, party, roles }) =>
    `${party === null ? "Enrolled" : "Enrolled again"} ${partyName(name, kind)} as ${listed(roles)}`,
  "register/rules-changed@1": ({ reason }) => `Changed the rules: ${reason}`,
  "report/issued@1": ({ pages, title }) => `Issued "${title}", ${counted(pages.length, "page")}`,
  "service/defect-reported@1": ({ summary }) => summary,
  "service/performed@1": ({ summary }) => summary,
  "service/planned@1": ({ replaces, tasks }) =>
    tasks.length === 0
      ? `Ended ${counted(replaces.length, "plan")}`
      : `Planned ${counted(tasks.length, "task")}: ${tasks.map(({ title }) => title).join(", ")}`,
};

/** Cuts a text to what a list shows; a cut is seen. */
export const shortened = (text: string): string => {
  const line = text.replaceAll("\n", " ");
  const characters = [...line];
  return characters.length <= summaryCharactersMax
    ? line
    : `${characters.slice(0, summaryCharactersMax - 1).join("")}…`;
};

const measured = ({ unit, value }: Quantity): string => (unit === "1" ? value : `${value} ${unit}`);

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const partyName = (name: string | { readonly sealed: string }, kind: string): string =>
  typeof name === "string" ? name : `a ${kind}`;

const listed = (names: ReadonlyArray<string>): string =>
  names.length === 0 ? "party without a role" : names.join(", ");

const describedField = (field: string, value: string | Code | null): string =>
  `${field.replaceAll("_", " ")}: ${fieldText(value)}`;

const fieldText = (value: string | Code | null): string => {
  if (value === null) return "none";
  return typeof value === "string" ? value : value.code;
};
