/** The keys that sign notes, and their text form, the "verifier key" (C2SP signed-note, v1.0.0). */
import { digest } from "../crypto/digest.ts";
import { acceptableKey, type PublicKey } from "../crypto/key-rule.ts";
import { base64Of, bytesOfBase64 } from "../encoding/base64.ts";
import { bytesOfHex, hexOf, isHex } from "../encoding/hex.ts";
import { utf8Of } from "../encoding/utf8.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";

/**
 * What a key's signatures say: `signature` (type 0x01) signs a text, `cosignature` (type 0x04) a checkpoint at a time.
 */
export type NoteKeyUse = "signature" | "cosignature";

export interface NoteKey {
  readonly name: string;
  readonly use: NoteKeyUse;
  readonly key: PublicKey;
  /** The first four bytes of SHA-256(name || LF || type || key) as eight hex digits; with the name it finds the key. */
  readonly id: string;
}

export type NoteKeyFailure = Failure & {
  readonly kind: "noteKeyShape" | "noteKeyType" | "noteKeyId" | "keyNotAcceptable";
};

/** Makes a note key with its id. A name that no note could hold is a broken program and throws. */
export const noteKeyOf = (name: string, use: NoteKeyUse, key: PublicKey): NoteKey => {
  if (!isKeyName(name)) throw new Error(`"${name}" cannot be the name of a note key`);
  return { name, use, key, id: idOf(name, keyMaterial(use, key)) };
};

/** The name and origin of this project's log and witness keys (record-format.md, section 7, Checkpoint). */
export const noteNameOf = (key: PublicKey): string => `throughlife/${key}`;

/** NAME+ID+BASE64, as it is given to others and stands in installation.json. */
export const noteKeyText = ({ name, use, key, id }: NoteKey): string =>
  `${name}+${id}+${base64Of(keyMaterial(use, key))}`;

/** Reads a verifier key. Rule 1 (record-format.md, section 3) is applied by `check`, which may remember its answers. */
export const parseNoteKey = (
  text: string,
  check: (key: string) => Outcome<PublicKey> = acceptableKey,
): Outcome<NoteKey, NoteKeyFailure> => {
  const [name = "", id = "", ...base64] = text.split("+");
  const material = bytesOfBase64(base64.join("+"));
  if (!isKeyName(name) || !isHex(id, 8) || material === null) return badShape(text);
  const use = useByType.get(material[0] ?? 0);
  if (use === undefined) return refuse("noteKeyType", `The verifier key "${name}" is not of type 1 or 4 (Ed25519).`);
  if (material.length !== 33) return badShape(text);
  if (idOf(name, material) !== id) return wrongId(name, id);
  const key = check(hexOf(material.subarray(1)));
  return key.ok ? success({ name, use, key: key.value, id }) : refuse("keyNotAcceptable", key.failure.message);
};

/** Key names are not empty and hold neither Unicode spaces, plus signs nor control characters. */
export const isKeyName = (name: string): boolean =>
  name !== "" && name.isWellFormed() && !/[\p{White_Space}+\u0000-\u001f]/u.test(name);

const typeByUse: Readonly<Record<NoteKeyUse, number>> = { signature: 0x01, cosignature: 0x04 };
const useByType: ReadonlyMap<number, NoteKeyUse> = new Map([
  [0x01, "signature"],
  [0x04, "cosignature"],
]);

const keyMaterial = (use: NoteKeyUse, key: PublicKey): Uint8Array =>
  Uint8Array.of(typeByUse[use], ...(bytesOfHex(key) ?? []));

// A name may be as long as a text can be, and arguments of a call may not: so the bytes are copied.
const idOf = (name: string, material: Uint8Array): string => {
  const line = utf8Of(`${name}\n`);
  const named = new Uint8Array(line.length + material.length);
  named.set(line);
  named.set(material, line.length);
  return hexOf(digest(named).subarray(0, 4));
};

const wrongId = (name: string, id: string): Outcome<never, NoteKeyFailure> =>
  refuse("noteKeyId", `The id ${id} of the verifier key "${name}" does not fit its name and key. Copy it again.`);

const badShape = (text: string): Outcome<never, NoteKeyFailure> => {
  const form = 'a name, eight hex digits and base64, joined by "+"';
  return refuse("noteKeyShape", `"${text.slice(0, 80)}" is not a verifier key: ${form}. Copy it again.`);
};
