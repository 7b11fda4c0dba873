/**
 * Recovery keys beside a copy: the key that a register promises to follow a person's (pre-rotation, record-format.md,
 * section 5), sealed by a passphrase. It has never signed anything: used keys are never copied.
 */
import { canonicalBytes, parseCanonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { sealedSeedJson, sealedSeedSchema, type SealedSeed } from "../keystore/sealed-seed.ts";

/** Puts one there; one for the same person's key before is replaced. */
export const writeRecoveryKey = async (
  files: DiskFiles,
  folder: string,
  sealed: SealedSeed,
): Promise<Outcome<void>> => {
  const made = await makeFolderDurably(files, folder);
  if (!made.ok) return made;
  const of = sealed.former?.at(-1) ?? sealed.key;
  return writeDurably(files, `${folder}/${of}.json`, canonicalBytes(sealedSeedJson(sealed)));
};

/** Those that can be read; a damaged file is no reason to do without the others. */
export const readRecoveryKeys = async (
  files: DiskFiles,
  folder: string,
): Promise<Outcome<ReadonlyArray<SealedSeed>>> => {
  const names = await files.list(folder);
  if (!names.ok) return names.failure.kind === "missing" ? success([]) : names;
  const found: SealedSeed[] = [];
  for (const name of names.value.filter((one) => /^[0-9a-f]{64}\.json$/.test(one))) {
    const bytes = await readBounded(files, `${folder}/${name}`, keyBytesMax);
    const parsed = bytes.ok ? parseCanonicalBytes(bytes.value) : bytes;
    const sealed = parsed.ok ? sealedSeedSchema.safeParse(parsed.value) : null;
    if (sealed?.success === true) found.push(sealed.data);
  }
  return success(found);
};

const keyBytesMax = 64 * 1024;
