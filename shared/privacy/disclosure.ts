/** A disclosure: the opening of one sealed value in a small file, for the party that it concerns. */
import { canonicalBytes, isObject, parseCanonicalBytes, type JsonObject } from "../encoding/canonical-json.ts";
import { isHex } from "../encoding/hex.ts";
import { parseOpening, type Opening } from "../ledger/bundle.ts";
import { openingDigest } from "../ledger/sealed-value.ts";
import { refuse, success, type Outcome } from "../outcome/outcome.ts";
import { sealedFieldsOf } from "./sealed-kind.ts";

export interface Disclosure {
  readonly opening: Opening;
  /** The record that holds the seal. */
  readonly record: string;
}

/** An opening holds what one record could. */
export const disclosureBytesMax = 64 * 1024;

export const disclosureBytes = ({ opening, record }: Disclosure): Uint8Array =>
  canonicalBytes({ format: "throughlife/disclosure", opening: { ...opening }, record, v: 1 });

/** The disclosure in these bytes; whether it opens anything is asked of the record that it names. */
export const parseDisclosure = (bytes: Uint8Array): Outcome<Disclosure> => {
  const parsed = bytes.length > disclosureBytesMax ? null : parseCanonicalBytes(bytes);
  const value = parsed?.ok === true && isObject(parsed.value) ? parsed.value : {};
  const opening = isObject(value["opening"]) ? parseOpening(value["opening"]) : null;
  const { format, record, v } = value;
  if (format !== "throughlife/disclosure" || v !== 1 || !isHex(record, 64) || opening === null)
    return refuse("disclosureUnreadable", "This file is no disclosure of a sealed value, or it was damaged.");
  return success({ opening, record });
};

/**
 * The digest of the sealed value that the disclosure opens in the record; refused where the record holds no value that
 * this very opening was sealed as: another value, another salt, another writer.
 */
export const openedBy = (
  { opening, record: id }: Disclosure,
  record: { readonly type: string; readonly body: JsonObject; readonly writer: string },
): Outcome<string> => {
  const digest = openingDigest(opening);
  const fields = sealedFieldsOf(record.type, record.body);
  if (fields.some(({ sealed }) => sealed === digest)) return success(digest);
  return refuse(
    "disclosureWrong",
    fields.length === 0
      ? `The record ${id.slice(0, 12)}… holds no sealed value, so there is nothing to disclose in it.`
      : `No value in the record ${id.slice(0, 12)}… was sealed as this value with this salt by this writer. Whoever disclosed it sealed something else, or it was changed since. Nothing was taken in.`,
  );
};
