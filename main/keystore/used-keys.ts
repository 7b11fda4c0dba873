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
}

/** The notes in the folder of the outside marks. */
export const usedKeys = (files: DiskFiles, markFolder: string): UsedKeys => {
  const pathOf = (key: string): string => `${markFolder}/used-${key}`;
  const has: UsedKeys["has"] = async (key) => {
    const facts = await files.stat(pathOf(key));
    return facts.ok || facts.failure.kind === "missing" ? success(facts.ok) : facts;
  };
  return {
    has,
    note: async (key) => {
      const known = await has(key);
      if (!known.ok || known.value) return known.ok ? success(undefined) : known;
      const folder = await makeFolderDurably(files, markFolder, 0o700);
      return folder.ok ? writeDurably(files, pathOf(key), canonicalBytes({ key })) : folder;
    },
  };
};
