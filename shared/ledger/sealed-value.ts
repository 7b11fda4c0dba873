/** Sealed values, openings and attachment references, recognised by shape wherever they stand in a body (section 2). */
import { digestHex } from "../crypto/digest.ts";
import { canonicalBytes, isArray, isObject, type JsonObject, type JsonValue } from "../encoding/canonical-json.ts";
import { isHex } from "../encoding/hex.ts";
import type { Opening } from "./bundle.ts";

/** What stands in the record in place of a value that is personal or confidential. */
export interface SealedValue {
  readonly sealed: string;
}

/** A larger thing that lies beside the record, named by its digest. */
export interface AttachmentReference {
  readonly media_type: string;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

/** Seals a value for its writer; `salt` is random hex32. Returns what goes into the body and the opening beside it. */
export const sealValue = (
  value: JsonValue,
  writer: string,
  salt: string,
): { readonly sealed: SealedValue; readonly opening: Opening } => {
  const opening = { for: writer, salt, value };
  return { sealed: { sealed: openingDigest(opening) }, opening };
};

/** The digest that a record holds of an opening: SHA-256 of its canonical bytes. */
export const openingDigest = (opening: Opening): string => digestHex(canonicalBytes({ ...opening }));

/** The digests of all sealed values in a body. */
export const sealedIn = (body: JsonValue): ReadonlyArray<string> => {
  const found: string[] = [];
  visitObjects(body, (value) => {
    if (Object.keys(value).length === 1 && isHex(value["sealed"], 64)) found.push(value["sealed"]);
  });
  return found;
};

/** All attachment references in a body. */
export const attachmentsIn = (body: JsonValue): ReadonlyArray<AttachmentReference> => {
  const found: AttachmentReference[] = [];
  visitObjects(body, (value) => {
    const { media_type, name, sha256, size } = value;
    if (Object.keys(value).length !== 4 || !isHex(sha256, 64) || !isSize(size)) return;
    if (typeof media_type === "string" && typeof name === "string") found.push({ media_type, name, sha256, size });
  });
  return found;
};

const isSize = (size: JsonValue | undefined): size is number =>
  typeof size === "number" && Number.isSafeInteger(size) && size >= 0;

const visitObjects = (value: JsonValue, visit: (value: JsonObject) => void): void => {
  if (isArray(value)) for (const element of value) visitObjects(element, visit);
  if (!isObject(value)) return;
  visit(value);
  for (const member of Object.values(value)) visitObjects(member, visit);
};
