/**
 * Notes, outside of the data folder, which renewed keys have been used on this machine: a backup may hold the same
 * promised successor once more, and no key signs for two copies of a folder.
 */
import { canonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { writeDurably } from "../disk/write-durably.ts";

export interface UsedKeys {
  readonly has: (key: string) => Promise<Outcome<boolean>>;
  /** Durable before the key signs for the first time. */
  readonly note: (key: string) => Promise<Outcome<void>>;
  /** True for the key of an installation that was renewed on this machine: whoever has it came from a backup. */
  readonly isFormer: (key: string) => Promise<Outcome<boolean>>;
  readonly noteFormer: (key: string) => Promise<Outcome<void>>;
}

/** The notes in the folder of the outside marks. */
export const usedKeys = (files: DiskFiles, markFolder: string): UsedKeys => {
  const has = async (name: string): Promise<Outcome<boolean>> => {
    const facts = await files.stat(`${markFolder}/${name}`);
    return facts.ok || facts.failure.kind === "missing" ? success(facts.ok) : facts;
  };
  const note = async (name: string, key: string): Promise<Outcome<void>> => {
    const known = await has(name);
    if (!known.ok || known.value) return known.ok ? success(undefined) : known;
    const folder = await makeFolderDurably(files, markFolder, 0o700);
    return folder.ok ? writeDurably(files, `${markFolder}/${name}`, canonicalBytes({ key })) : folder;
  };
  return {
    has: (key) => has(`used-${key}`),
    isFormer: (key) => has(`former-${key}`),
    note: (key) => note(`used-${key}`, key),
    noteFormer: (key) => note(`former-${key}`, key),
  };
};
