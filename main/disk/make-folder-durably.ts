/** Makes a folder with all its parents so that a power cut does not take it away again. */
import { dirname } from "node:path";
import { failed, success } from "../../shared/outcome/outcome.ts";
import { diskFailure } from "./disk-failure.ts";
import type { DiskFiles, DiskOutcome } from "./disk-files.ts";

/**
 * Makes what is missing of `path`; `mode` (default 0o755) is given to each new folder. A folder that is there is fine.
 */
export const makeFolderDurably = async (files: DiskFiles, path: string, mode = 0o755): DiskOutcome<void> => {
  const facts = await files.stat(path);
  if (facts.ok) return facts.value.kind === "folder" ? success(undefined) : failed(diskFailure("EEXIST", "made", path));
  if (facts.failure.kind !== "missing" || dirname(path) === path) return facts;
  const parent = await makeFolderDurably(files, dirname(path), mode);
  if (!parent.ok) return parent;
  const made = await files.makeFolder(path, mode);
  return made.ok || made.failure.kind === "exists" ? files.syncFolder(dirname(path)) : made;
};
