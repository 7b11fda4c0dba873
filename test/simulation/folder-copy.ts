/** Copies of a folder on a simulated disk, as backups keep them. */
import type { DiskFiles } from "../../main/disk/disk-files.ts";
import { valueOf } from "../doubles/value-of.ts";

/** Path -> bytes; `null` for a folder. */
export type FolderCopy = ReadonlyMap<string, Uint8Array | null>;

/** Reads everything below a folder. */
export const copyFolder = async (files: DiskFiles, folder: string): Promise<FolderCopy> => {
  const copy = new Map<string, Uint8Array | null>([[folder, null]]);
  for (const name of valueOf(await files.list(folder))) {
    const path = `${folder}/${name}`;
    const { kind, sizeBytes } = valueOf(await files.stat(path));
    if (kind === "folder") for (const [below, bytes] of await copyFolder(files, path)) copy.set(below, bytes);
    else copy.set(path, await readWhole(files, path, sizeBytes));
  }
  return copy;
};

/** Puts a copy in the place of what is there, durably. */
export const putBack = async (files: DiskFiles, folder: string, copy: FolderCopy): Promise<void> => {
  await removeBelow(files, folder);
  for (const [path, bytes] of copy) {
    if (bytes !== null) await writeWhole(files, path, bytes);
    else if (path !== folder) valueOf(await files.makeFolder(path));
  }
  for (const [path, bytes] of copy) if (bytes === null) valueOf(await files.syncFolder(path));
};

const removeBelow = async (files: DiskFiles, folder: string): Promise<void> => {
  for (const name of valueOf(await files.list(folder))) {
    const path = `${folder}/${name}`;
    const { kind } = valueOf(await files.stat(path));
    if (kind === "folder") await removeBelow(files, path);
    valueOf(await (kind === "folder" ? files.removeFolder(path) : files.unlink(path)));
  }
};

const readWhole = async (files: DiskFiles, path: string, sizeBytes: number): Promise<Uint8Array> => {
  const file = valueOf(await files.open(path, "read"));
  const bytes = new Uint8Array(sizeBytes);
  valueOf(await file.read(bytes, 0));
  valueOf(await file.close());
  return bytes;
};

const writeWhole = async (files: DiskFiles, path: string, bytes: Uint8Array): Promise<void> => {
  const file = valueOf(await files.open(path, "createNew"));
  if (bytes.length > 0) valueOf(await file.write(bytes, 0));
  valueOf(await file.sync());
  valueOf(await file.close());
};
