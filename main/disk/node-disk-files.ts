/** The real disk, over Node's promises. */
import { constants, type Stats } from "node:fs";
import { link, mkdir, open, readdir, rename, rmdir, stat, unlink, type FileHandle } from "node:fs/promises";
import { failed, success } from "../../shared/outcome/outcome.ts";
import { diskFailure, systemErrorCode, type DiskAction } from "./disk-failure.ts";
import type { DiskFiles, DiskOutcome, FileFacts, OpenFile, OpenHow } from "./disk-files.ts";

/**
 * `platform` is `process.platform`: Windows cannot sync a folder, and says EPERM where another program holds a file.
 */
export const nodeDiskFiles = (platform: string): DiskFiles => ({
  open: (path, how, mode = 0o644) =>
    attempt(how === "create" || how === "createNew" ? "created" : "opened", path, async () =>
      openFile(path, await open(path, flagsByHow[how], mode)),
    ),
  rename: (from, to) => attempt("renamed", to, () => rename(from, to), platform),
  link: (from, to) => attempt("linked", to, () => link(from, to)),
  unlink: (path) => attempt("deleted", path, () => unlink(path), platform),
  makeFolder: (path, mode = 0o755) => attempt("made", path, () => mkdir(path, { mode })),
  removeFolder: (path) => attempt("deleted", path, () => rmdir(path), platform),
  list: (path) => attempt("listed", path, async () => (await readdir(path)).sort()),
  stat: (path) => attempt("examined", path, async () => factsOf(await stat(path))),
  syncFolder: (path) => attempt("brought safely to disk", path, () => syncFolder(path, platform)),
});

const attempt = async <T>(action: DiskAction, path: string, work: () => Promise<T>, platform = ""): DiskOutcome<T> => {
  try {
    return success(await work());
  } catch (error) {
    const code = systemErrorCode(error);
    return failed(diskFailure(platform === "win32" && heldOnWindows.has(code) ? "EBUSY" : code, action, path));
  }
};

const heldOnWindows: ReadonlySet<string> = new Set(["EPERM", "EACCES", "EBUSY"]);

const flagsByHow: Readonly<Record<OpenHow, number>> = {
  read: constants.O_RDONLY,
  readWrite: constants.O_RDWR,
  create: constants.O_RDWR | constants.O_CREAT,
  createNew: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
};

const openFile = (path: string, handle: FileHandle): OpenFile => ({
  path,
  read: (into, position) =>
    attempt("read", path, async () => (await handle.read(into, 0, into.length, position)).bytesRead),
  write: (bytes, position) =>
    attempt("written", path, async () => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten),
  datasync: () => attempt("brought safely to disk", path, () => handle.datasync()),
  sync: () => attempt("brought safely to disk", path, () => handle.sync()),
  truncate: (sizeBytes) => attempt("cut to length", path, () => handle.truncate(sizeBytes)),
  stat: () => attempt("examined", path, async () => factsOf(await handle.stat())),
  close: () => attempt("closed", path, () => handle.close()),
});

const factsOf = (stats: Stats): FileFacts => ({
  kind: stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other",
  sizeBytes: stats.size,
});

const syncFolder = async (path: string, platform: string): Promise<void> => {
  if (platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } catch (error) {
    if (!cannotSyncFolders.has(systemErrorCode(error))) throw error;
  } finally {
    await handle.close();
  }
};

/** Some network and FUSE file systems refuse to sync a folder at all; their names are durable by their own rules. */
const cannotSyncFolders: ReadonlySet<string> = new Set(["EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);
