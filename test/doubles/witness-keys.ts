/** Witnesses for tests: their keys, and policies over them. */
import { noteKeyOf, noteKeyText, noteNameOf, type NoteKey } from "../../shared/ledger/note-key.ts";
import { parseWitnessPolicy, type WitnessPolicy } from "../../shared/witness/witness-policy.ts";
import { seededSigner } from "./seeded-signer.ts";
import { valueOf } from "./value-of.ts";

/** The key of the witness of a number. */
export const witnessKey = (number: number): NoteKey => {
  const known = keys.get(number);
  if (known !== undefined) return known;
  const { key } = seededSigner(9000 + number);
  const made = noteKeyOf(noteNameOf(key), "cosignature", key);
  keys.set(number, made);
  return made;
};

const keys = new Map<number, NoteKey>();

/** The lines that name witnesses W1, W2, ... */
export const witnessLines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `witness W${index + 1} ${noteKeyText(witnessKey(index + 1))}\n`).join("");

/** The text of a policy that wants `wanted` of W1, W2, ... */
export const policyText = (count: number, wanted: number | "all" | "any"): string => {
  const names = Array.from({ length: count }, (_, index) => `W${index + 1}`).join(" ");
  return `${witnessLines(count)}group everybody ${wanted} ${names}\nquorum everybody\n`;
};

export const policyOf = (text: string): WitnessPolicy => valueOf(parseWitnessPolicy(text));
