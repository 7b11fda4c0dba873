/**
 * One process at a time writes into a data folder. Each that wants it first announces itself by a file of its own in
 * `lock/`, then looks at the others: of two that come together at least one sees the other. Only files of ended
 * processes are ever deleted by somebody else, so a kill at any moment leaves at most a name that the next process
 * clears away.
 */
import { setTimeout as timer } from "node:timers/promises";
import { failed, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "./disk-failure.ts";
import type { DiskFiles, DiskOutcome } from "./disk-files.ts";
import { makeFolderDurably } from "./make-folder-durably.ts";
import type { ProcessIdentity, ProcessTable } from "./process-table.ts";
import type { Wait } from "./rename-patiently.ts";

export interface DataFolderLock {
  /** Once, at the orderly end. */
  readonly release: () => DiskOutcome<void>;
}

/** Another process holds the folder. */
export interface FolderIsOpen extends Failure {
  readonly kind: "openElsewhere";
  readonly pid: number;
  readonly path: string;
}

export interface LockOptions {
  readonly processes: ProcessTable;
  readonly wait?: Wait;
}

/** Takes the data folder for this process, or says which process holds it. */
export const lockDataFolder = async (
  files: DiskFiles,
  dataFolder: string,
  { processes, wait = timer }: LockOptions,
): Promise<Outcome<DataFolderLock, DiskFailure | FolderIsOpen>> => {
  const made = await makeFolderDurably(files, `${dataFolder}/lock`);
  if (!made.ok) return made;
  for (let tries = 1; ; tries++) {
    const lock = await announceAndLook(files, dataFolder, processes);
    if (lock.ok || lock.failure.kind !== "openElsewhere" || tries === triesMax) return lock;
    await wait(retryMs + (processes.self.pid % retrySpreadMs));
  }
};

/** Two that start together may both step back; the spread by pid lets one of them through the next time. */
const triesMax = 3;
const retryMs = 20;
const retrySpreadMs = 97;

type LockOutcome = Promise<Outcome<DataFolderLock, DiskFailure | FolderIsOpen>>;

const announceAndLook = async (files: DiskFiles, dataFolder: string, processes: ProcessTable): LockOutcome => {
  const folder = `${dataFolder}/lock`;
  const own = nameOf(processes.self);
  const announced = await announce(files, `${folder}/${own}`);
  if (!announced.ok) {
    return announced.failure.kind === "exists" ? failed(folderIsOpen(dataFolder, own, processes.self)) : announced;
  }
  const lock = await lookAround(files, dataFolder, own, processes);
  if (!lock.ok) await files.unlink(`${folder}/${own}`);
  return lock;
};

const announce = async (files: DiskFiles, path: string): DiskOutcome<void> => {
  const file = await files.open(path, "createNew");
  return file.ok ? file.value.close() : file;
};

const lookAround = async (files: DiskFiles, dataFolder: string, own: string, processes: ProcessTable): LockOutcome => {
  const folder = `${dataFolder}/lock`;
  const names = await files.list(folder);
  if (!names.ok) return names;
  for (const name of names.value) {
    const other = identityOf(name);
    if (name === own || other === undefined) continue;
    if (processes.look(other) !== "gone") return failed(folderIsOpen(dataFolder, name, other, processes.self));
    const cleared = await files.unlink(`${folder}/${name}`);
    if (!cleared.ok && cleared.failure.kind !== "missing") return cleared;
  }
  return success({ release: () => files.unlink(`${folder}/${own}`) });
};

const nameOf = ({ pid, started, boot, namespace, host }: ProcessIdentity): string =>
  [pid, started, boot, namespace, host].join(".");

const namePattern = /^(?<pid>\d{1,10})\.(?<started>\w+)\.(?<boot>\w+)\.(?<namespace>\w+)\.(?<host>[A-Za-z0-9-]+)$/;

const identityOf = (name: string): ProcessIdentity | undefined => {
  const { pid, started, boot, namespace, host } = namePattern.exec(name)?.groups ?? {};
  if (pid === undefined || started === undefined || boot === undefined || namespace === undefined) return undefined;
  return host === undefined ? undefined : { pid: Number(pid), started, boot, namespace, host };
};

const folderIsOpen = (path: string, name: string, holder: ProcessIdentity, self = holder): FolderIsOpen => {
  const { pid } = holder;
  const elsewhere = holder.host !== self.host || holder.namespace !== self.namespace;
  const where = elsewhere ? `pid ${pid} on ${holder.host}` : `pid ${pid}`;
  const advice = elsewhere
    ? `Close it there; if that machine or container no longer runs it, delete ${path}/lock/${name}.`
    : "Close it there, or wait until it has finished, and try again.";
  return { kind: "openElsewhere", pid, path, message: `${path} is open in another process (${where}). ${advice}` };
};
