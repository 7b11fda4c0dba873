/** Counts the file operations of an action and fails each of them once in every way, as SQLite tests its own files. */
import { faultAt, type DiskOperation, type Fault } from "../doubles/operation-gate.ts";
import { faultyDisk, type FaultyDisk } from "../doubles/faulty-disk-files.ts";

export interface FaultScenario<T> {
  /** Brings a fresh disk into the state before the action. */
  readonly prepare: (disk: FaultyDisk) => Promise<void>;
  /** The action whose operations fail; it says what it was promised, and never throws. */
  readonly act: (disk: FaultyDisk) => Promise<T>;
  /** Looks at the disk after the failure, in a new process. */
  readonly verify: (disk: FaultyDisk, promised: T) => Promise<void>;
  /** How often the power is cut at each point, each time with other survivors; 4 by default. */
  readonly powerCuts?: number;
  /** Only every nth of all runs, spread over operations and ways, where all of them take too long for every day; 1 by default. */
  readonly every?: number;
}

/** Gives the number of runs. After a crash the power is cut with several seeds: what was not synced survives differently. */
export const failEachOperation = async <T>(scenario: FaultScenario<T>): Promise<number> => {
  const operations = await operationsOf(scenario);
  const runs = operations.flatMap((operation, index) =>
    faultsOf(operation).flatMap((fault) => (isCrash(fault) ? seeds(scenario) : [0]).map((seed): Run => ({ index, fault, seed }))),
  );
  const some = runs.filter((_, index) => index % (scenario.every ?? 1) === 0);
  for (const run of some) await runOnce(scenario, run);
  return some.length;
};

/** A crash after an operation that is no sync is the crash before the next one, and reading changes nothing. */
const faultsOf = ({ name }: DiskOperation): ReadonlyArray<Fault> => [
  { how: "error", code: "EIO" },
  ...(needsRoom.has(name) ? [{ how: "error", code: "ENOSPC" } as const] : []),
  ...(name === "read" || name === "write" ? [{ how: "short" } as const] : []),
  ...(changes.has(name) ? [{ how: "crashBefore" } as const] : []),
  ...(name.toLowerCase().includes("sync") ? [{ how: "crashAfter" } as const] : []),
];

type OperationName = DiskOperation["name"];
const needsRoom: ReadonlySet<OperationName> = new Set<OperationName>(["open", "write", "makeFolder", "datasync", "sync"]);
const changes: ReadonlySet<OperationName> = new Set<OperationName>([
  "open", "write", "truncate", "datasync", "sync", "rename", "link", "unlink", "makeFolder", "removeFolder", "syncFolder",
]);

const seeds = <T>({ powerCuts = 4 }: FaultScenario<T>): ReadonlyArray<number> => Array.from({ length: powerCuts }, (_, at) => at + 1);

const isCrash = ({ how }: Fault): boolean => how === "crashBefore" || how === "crashAfter";

const operationsOf = async <T>({ prepare, act, verify }: FaultScenario<T>): Promise<ReadonlyArray<DiskOperation>> => {
  const disk = faultyDisk();
  await prepare(disk);
  disk.plan(null);
  const promised = await act(disk);
  const operations = [...disk.operations()];
  disk.kill();
  await verify(disk, promised);
  return operations;
};

interface Run {
  readonly index: number;
  readonly fault: Fault;
  readonly seed: number;
}

const runOnce = async <T>({ prepare, act, verify }: FaultScenario<T>, { index, fault, seed }: Run): Promise<void> => {
  const disk = faultyDisk();
  await prepare(disk);
  disk.plan(faultAt(index, fault));
  const promised = await act(disk);
  const operation = disk.operations()[index];
  const where = `${fault.how}${fault.how === "error" ? ` ${fault.code}` : ""} at operation ${index} (${operation?.name} ${operation?.path}), seed ${seed}`;
  if (disk.isOff()) disk.powerCut(seed);
  else disk.kill();
  await verify(disk, promised).catch((cause: unknown) => {
    throw new Error(`After ${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
};
