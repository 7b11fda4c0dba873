/** The instrument profiles that the program knows: checked, and each named by the SHA-256 of its canonical bytes. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  parseInstrumentProfile,
  profileDocument,
  type InstrumentProfile,
} from "../../shared/condition/instrument-profile.ts";
import { digestHex } from "../../shared/crypto/digest.ts";
import { canonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ShelvedProfile } from "./host-message.ts";
import type { InstrumentFailure } from "./instrument-failure.ts";

/** A profile with the digest by which readings name it. */
export const shelve = (profile: InstrumentProfile): ShelvedProfile => ({
  profile,
  sha256: digestHex(canonicalBytes(profileDocument(profile))),
});

/** Reads all profiles of a folder, sorted by id. The first that is not valid is named with its file. */
export const readProfileShelf = async (
  folder: string,
): Promise<Outcome<ReadonlyArray<ShelvedProfile>, InstrumentFailure>> => {
  const names = await readdir(folder).catch(() => null);
  if (names === null)
    return refuse("profileUnknown", `The folder ${folder} with the instrument profiles cannot be read.`);
  const shelf: ShelvedProfile[] = [];
  for (const name of names.filter((one) => one.endsWith(".json")).sort()) {
    const shelved = await readProfile(join(folder, name));
    if (!shelved.ok) return shelved;
    shelf.push(shelved.value);
  }
  return success(shelf);
};

/** The profile of an id on the shelf, or of a JSON file that a path names. */
export const findProfile = async (
  shelf: ReadonlyArray<ShelvedProfile>,
  name: string,
): Promise<Outcome<ShelvedProfile, InstrumentFailure>> => {
  const known = shelf.find(({ profile }) => profile.id === name);
  if (known !== undefined) return success(known);
  if (name.endsWith(".json")) return readProfile(name);
  const ids = shelf.map(({ profile }) => profile.id).join(", ");
  return refuse(
    "profileUnknown",
    `There is no instrument profile ${name}. Known are ${ids === "" ? "none" : ids}; a .json file with a profile will do too.`,
  );
};

/** No instrument has a longer profile, and no other file is read whole. */
const profileBytesMax = 1_000_000;

const readProfile = async (path: string): Promise<Outcome<ShelvedProfile, InstrumentFailure>> => {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return refuse("profileUnknown", `The instrument profile ${path} cannot be read. Check the path.`);
  const document = bytes.length > profileBytesMax ? undefined : jsonOf(bytes.toString("utf8"));
  if (document === undefined)
    return refuse("profileInvalid", `${path} is not an instrument profile: it is not JSON, or too long.`);
  const parsed = parseInstrumentProfile(document);
  return parsed.ok ? success(shelve(parsed.value)) : refuse("profileInvalid", `${path}: ${parsed.failure.message}`);
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
