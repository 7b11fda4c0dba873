/**
 * What kind of value a seal in a record covers: people, prices, customers, pseudonyms. By it a company decides what a
 * peer may read; the opening itself is not needed.
 */
import { isArray, isObject, type JsonObject, type JsonValue } from "../encoding/canonical-json.ts";
import { isHex } from "../encoding/hex.ts";

/** `other` is any text that a writer chose to seal. */
export const sealedKinds = ["people", "prices", "customers", "pseudonyms", "other"] as const;
export type SealedKind = (typeof sealedKinds)[number];

export interface SealedField {
  readonly sealed: string;
  readonly kind: SealedKind;
  /** The members that lead to it, joined by dots. */
  readonly field: string;
}

/** The sealed values of a body with their kinds. */
export const sealedFieldsOf = (type: string, body: JsonObject): ReadonlyArray<SealedField> => {
  const found: SealedField[] = [];
  visit(body, [], (sealed, path) => found.push({ field: path.join("."), kind: kindOf(type, body, path), sealed }));
  return found;
};

const kindOf = (type: string, body: JsonObject, path: ReadonlyArray<string>): SealedKind => {
  const base = type.slice(0, type.indexOf("@"));
  if (base === "register/party-enrolled") return body["kind"] === "person" ? "people" : "pseudonyms";
  return kindsByMember.get(path.at(-1) ?? "") ?? "other";
};

/** The schemas call these members alike wherever they stand. */
const kindsByMember: ReadonlyMap<string, SealedKind> = new Map([
  ["cost", "prices"],
  ["holder", "customers"],
  ["people", "people"],
  ["price", "prices"],
  ["recipient", "customers"],
]);

const visit = (
  value: JsonValue,
  path: ReadonlyArray<string>,
  found: (sealed: string, path: ReadonlyArray<string>) => void,
): void => {
  if (isArray(value)) for (const [index, element] of value.entries()) visit(element, [...path, String(index)], found);
  if (!isObject(value)) return;
  const { sealed } = value;
  if (Object.keys(value).length === 1 && isHex(sealed, 64)) found(sealed, path);
  else for (const [name, member] of Object.entries(value)) visit(member, [...path, name], found);
};
