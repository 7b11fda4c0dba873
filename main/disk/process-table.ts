/**
 * Tells whether a process that left its name behind still runs; a number alone is not enough, systems give it out
 * again.
 */
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { systemErrorCode } from "./disk-failure.ts";

export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the units of the system: only equality counts. */
  readonly started: string;
  /** The boot of the machine, "0" where the system does not tell. */
  readonly boot: string;
  /** The process namespace: from another one nobody can see whether it runs. */
  readonly namespace: string;
  readonly host: string;
}

export interface ProcessTable {
  readonly self: ProcessIdentity;
  readonly look: (identity: ProcessIdentity) => "running" | "gone" | "elsewhere";
}

/**
 * The processes of this machine. On Linux start time and boot tell a process from a later one of the same number; on
 * other systems a number that was given out again counts as running.
 */
export const nodeProcessTable = (): ProcessTable => {
  const boot = readOr("/proc/sys/kernel/random/boot_id", "0").slice(0, 8);
  const host = hostname()
    .replaceAll(/[^A-Za-z0-9-]/g, "-")
    .slice(0, hostLengthMax);
  const started = startOf(process.pid) ?? String(Math.round(performance.timeOrigin));
  const self = { pid: process.pid, started, boot, namespace: processNamespace(), host };
  return { self, look: (identity) => look(identity, self) };
};

/** Leaves room for the rest of a file name of 255 bytes. */
const hostLengthMax = 100;

const look = (identity: ProcessIdentity, self: ProcessIdentity): "running" | "gone" | "elsewhere" => {
  if (identity.host !== self.host) return "elsewhere";
  if (identity.boot !== self.boot) return "gone";
  if (identity.namespace !== self.namespace) return "elsewhere";
  if (!answers(identity.pid)) return "gone";
  const started = startOf(identity.pid);
  return started === undefined || started === identity.started ? "running" : "gone";
};

const answers = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) !== "ESRCH";
  }
};

/** Field 22 of /proc/PID/stat (proc(5)), counted behind the name, which may hold anything; a zombie has ended. */
const startOf = (pid: number): string | undefined => {
  const line = readOr(`/proc/${pid}/stat`, "");
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? "ended" : fields[19];
};

const processNamespace = (): string => {
  try {
    return /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? "0";
  } catch {
    return "0";
  }
};

const readOr = (path: string, fallback: string): string => {
  try {
    return readFileSync(path, "latin1").trim();
  } catch {
    return fallback;
  }
};
