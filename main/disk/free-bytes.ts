/** How much room is left on a disk. */
import { statfs } from "node:fs/promises";

/** Bytes that this user may still write where `path` is; null where the system does not say. */
export const freeBytes = (path: string): Promise<number | null> =>
  statfs(path).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
