/**
 * A disk in memory that forgets what was not synced when the power is cut, counts what is asked of it, and fails any operation
 * on request. It passes the same contract suite as the real one (test/contract/disk-files.test.ts).
 */
import { posix } from "node:path";
import type { DiskFiles, FileFacts, OpenHow } from "../../main/disk/disk-files.ts";
import { memoryFile, type MemoryFile } from "./memory-file.ts";
import { memoryNames, type MemoryNode } from "./memory-names.ts";
import { memoryOpenFile } from "./memory-open-file.ts";
import { operationGate, raise, type DiskOperation, type FaultPlan } from "./operation-gate.ts";
import { seededRandom } from "./seeded-random.ts";

export interface FaultyDisk {
  readonly files: DiskFiles;
  /** What was asked since the last `plan`, `powerCut` or `kill`. */
  readonly operations: () => ReadonlyArray<DiskOperation>;
  /** Replaces the plan and counts from 0 again; `null` fails nothing. */
  readonly plan: (plan: FaultPlan | null) => void;
  /** True after a planned crash: every operation fails until `powerCut` or `kill` starts the machine again. */
  readonly isOff: () => boolean;
  /** Cuts the power and gives it back: open files are gone, what was not synced survives by the dice of `seed`. */
  readonly powerCut: (seed: number) => void;
  /** The process dies, the machine lives on: open files are gone, everything written is there. */
  readonly kill: () => void;
  /** Flips one bit of a file, visible and durable, as a bad disk does; what else is pending in it becomes durable too. */
  readonly flipBit: (path: string, bit: number) => void;
}

export interface FaultyDiskOptions {
  /** All files together have room for so many bytes. */
  readonly capacityBytes?: number;
  /** Nothing can be changed (EROFS), as on a write-protected stick; asked before each operation. */
  readonly isReadOnly?: () => boolean;
}

/** An empty disk, where only the folder `/` exists. Paths are absolute, with slashes. */
export const faultyDisk = (options: FaultyDiskOptions = {}): FaultyDisk => {
  const { capacityBytes = Infinity, isReadOnly = () => false } = options;
  const gate = operationGate();
  let names = memoryNames(new Map([["/", { kind: "folder" }]]));
  let session = 0;

  const writable = (): void => (isReadOnly() ? raise("EROFS") : undefined);
  const room = (): number => capacityBytes - names.files().reduce((sum, file) => sum + file.size(), 0);
  const nodeAt = (path: string): MemoryNode => names.get(path) ?? raise("ENOENT");
  const needFolder = (path: string): unknown => (nodeAt(path).kind === "folder" ? undefined : raise("ENOTDIR"));
  const needFree = (path: string): unknown => (names.get(path) === undefined ? undefined : raise("EEXIST"));

  const fileFor = (path: string, how: OpenHow): MemoryFile => {
    needFolder(posix.dirname(path));
    if (how !== "read") writable();
    if (how === "createNew") needFree(path);
    const creates = how === "create" || how === "createNew";
    if (creates && names.get(path) === undefined) names.set(path, { kind: "file", file: memoryFile() });
    const node = nodeAt(path);
    return node.kind === "file" ? node.file : raise("EISDIR");
  };
  const open = (path: string, how: OpenHow) => {
    const opened = session;
    const context = { path, writable: how !== "read", room, isAlive: () => opened === session };
    return memoryOpenFile(gate, fileFor(path, how), context);
  };
  const place = (path: string, node: MemoryNode): void => {
    writable();
    needFolder(posix.dirname(path));
    needFree(path);
    names.set(path, node);
  };
  const rename = (from: string, to: string): void => {
    writable();
    needFolder(posix.dirname(to));
    if (nodeAt(from).kind === "file" && names.get(to)?.kind === "folder") raise("EISDIR");
    if (from !== to) names.move(from, to);
  };
  const remove = (path: string, kind: MemoryNode["kind"]): void => {
    writable();
    if (nodeAt(path).kind !== kind) raise(kind === "file" ? "EISDIR" : "ENOTDIR");
    if (names.inFolder(path).length > 0) raise("ENOTEMPTY");
    names.set(path, null);
  };
  const list = (path: string): ReadonlyArray<string> => {
    needFolder(path);
    return names.inFolder(path).map((child) => posix.basename(child)).sort();
  };

  const files: DiskFiles = {
    open: (path, how) => gate.perform({ name: "open", path }, { action: "opened", work: () => open(path, how) }),
    rename: (from, to) => gate.perform({ name: "rename", path: to }, { action: "renamed", work: () => rename(from, to) }),
    link: (from, to) => gate.perform({ name: "link", path: to }, { action: "linked", work: () => place(to, nodeAt(from)) }),
    unlink: (path) => gate.perform({ name: "unlink", path }, { action: "deleted", work: () => remove(path, "file") }),
    makeFolder: (path) =>
      gate.perform({ name: "makeFolder", path }, { action: "made", work: () => place(path, { kind: "folder" }) }),
    removeFolder: (path) =>
      gate.perform({ name: "removeFolder", path }, { action: "deleted", work: () => remove(path, "folder") }),
    list: (path) => gate.perform({ name: "list", path }, { action: "listed", work: () => list(path) }),
    stat: (path) => gate.perform({ name: "stat", path }, { action: "examined", work: () => factsOf(nodeAt(path)) }),
    syncFolder: (path) => {
      const work = (): void => (needFolder(path), names.sync(path));
      return gate.perform({ name: "syncFolder", path }, { action: "brought safely to disk", work });
    },
  };
  const restart = (): void => {
    session++;
    gate.powerOn();
  };
  const powerCut = (seed: number): void => {
    names = names.afterPowerCut(seededRandom(seed));
    restart();
  };
  const flip = (path: string, bit: number): void => {
    const node = nodeAt(path);
    if (node.kind === "file") flipBit(node.file, bit);
  };
  return { files, operations: gate.operations, plan: gate.plan, isOff: gate.isOff, powerCut, kill: restart, flipBit: flip };
};

const factsOf = (node: MemoryNode): FileFacts =>
  node.kind === "folder" ? { kind: "folder", sizeBytes: 0 } : { kind: "file", sizeBytes: node.file.size() };

const flipBit = (file: MemoryFile, bit: number): void => {
  const position = Math.floor(bit / 8);
  const byte = new Uint8Array(1);
  if (file.read(byte, position) === 0) throw new Error(`Bit ${bit} lies behind the end of the file`);
  file.change({ kind: "write", position, bytes: byte.map((value) => value ^ (1 << (bit % 8))) });
  file.sync();
};
