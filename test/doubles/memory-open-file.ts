/** An open file of the faulty disk. */
import type { DiskAction } from "../../main/disk/disk-failure.ts";
import type { DiskOutcome, OpenFile } from "../../main/disk/disk-files.ts";
import type { MemoryFile } from "./memory-file.ts";
import { raise, type DiskOperation, type OperationGate } from "./operation-gate.ts";

export interface OpenContext {
  readonly path: string;
  readonly writable: boolean;
  /** Bytes that the disk has left. */
  readonly room: () => number;
  /** False once the process or the machine has ended that opened the file. */
  readonly isAlive: () => boolean;
}

/** Opens a file of the memory behind the gate. */
export const memoryOpenFile = (gate: OperationGate, file: MemoryFile, context: OpenContext): OpenFile => {
  const { path, writable } = context;
  let closed = false;
  const on = <T>(name: DiskOperation["name"], action: DiskAction, work: (short: boolean) => T, onError = nothing): DiskOutcome<T> =>
    gate.perform({ name, path }, {
      action,
      work: (short) => (closed || !context.isAlive() ? raise("EBADF") : work(short)),
      onError,
    });
  const write = (bytes: Uint8Array, position: number, short: boolean): number => {
    const growth = Math.max(0, position + bytes.length - file.size());
    const count = moved(bytes.length - Math.max(0, growth - context.room()), short);
    if (!writable) raise("EBADF");
    if (count <= 0 && bytes.length > 0) raise("ENOSPC");
    file.change({ kind: "write", position, bytes: bytes.slice(0, count) });
    return count;
  };
  const truncate = (size: number): void => (writable ? file.change({ kind: "truncate", size }) : raise("EINVAL"));
  return {
    path,
    read: (into, position) => on("read", "read", (short) => file.read(into.subarray(0, moved(into.length, short)), position)),
    write: (bytes, position) => on("write", "written", (short) => write(bytes, position, short)),
    datasync: () => on("datasync", "brought safely to disk", file.sync, file.loseChanges),
    sync: () => on("sync", "brought safely to disk", file.sync, file.loseChanges),
    truncate: (sizeBytes) => on("truncate", "cut to length", () => truncate(sizeBytes)),
    stat: () => on("statOpen", "examined", () => ({ kind: "file" as const, sizeBytes: file.size() })),
    close: () => on("close", "closed", () => void (closed = true)),
  };
};

const nothing = (): void => undefined;

/** Half, and at least one byte: a call that moves nothing is an error or the end, never short. */
const moved = (length: number, short: boolean): number => (short ? Math.ceil(length / 2) : length);
