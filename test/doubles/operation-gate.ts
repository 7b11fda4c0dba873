/** The gate that every operation of the faulty disk passes: it counts them and fails those that the plan names. */
import { diskFailure, systemErrorCode, type DiskAction } from "../../main/disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome, OpenFile } from "../../main/disk/disk-files.ts";
import { failed, success } from "../../shared/outcome/outcome.ts";

export interface DiskOperation {
  readonly name: keyof DiskFiles | Exclude<keyof OpenFile, "path" | "stat"> | "statOpen";
  readonly path: string;
}

/** `error` does nothing but fail (a failed sync loses what was pending), `short` moves half the bytes of a read or write. */
export type Fault =
  | { readonly how: "error"; readonly code: string }
  | { readonly how: "short" | "crashBefore" | "crashAfter" };

/** Says what becomes of an operation; `index` counts from 0 since the plan was made. */
export type FaultPlan = (operation: DiskOperation, index: number) => Fault | null;

/** Fails operation `index` of those that follow. */
export const faultAt = (index: number, fault: Fault): FaultPlan => (_, at) => (at === index ? fault : null);

export interface OperationWork<T> {
  readonly action: DiskAction;
  readonly work: (short: boolean) => T;
  /** What a planned error destroys besides failing. */
  readonly onError?: () => void;
}

export interface OperationGate {
  readonly perform: <T>(operation: DiskOperation, work: OperationWork<T>) => DiskOutcome<T>;
  readonly operations: () => ReadonlyArray<DiskOperation>;
  /** Replaces the plan and counts from 0 again. */
  readonly plan: (plan: FaultPlan | null) => void;
  readonly isOff: () => boolean;
  readonly powerOn: () => void;
}

/** A gate with no plan. */
export const operationGate = (): OperationGate => {
  let operations: DiskOperation[] = [];
  let plan: FaultPlan | null = null;
  let off = false;
  const perform: OperationGate["perform"] = async (operation, { action, work, onError }) => {
    const fault = off ? null : (plan?.(operation, operations.length) ?? null);
    if (!off) operations.push(operation);
    if (fault?.how === "crashBefore") off = true;
    if (fault?.how === "error") onError?.();
    try {
      if (off) raise("EIO");
      if (fault?.how === "error") raise(fault.code);
      const value = work(fault?.how === "short");
      if (fault?.how !== "crashAfter") return success(value);
      off = true;
      return raise("EIO");
    } catch (error) {
      return failed(diskFailure(systemErrorCode(error), action, operation.path));
    }
  };
  const setPlan = (next: FaultPlan | null): void => {
    plan = next;
    operations = [];
  };
  const powerOn = (): void => {
    off = false;
    setPlan(null);
  };
  return { perform, operations: () => operations, plan: setPlan, isOff: () => off, powerOn };
};

/** Ends an operation with an error of the operating system. */
export const raise = (code: string): never => {
  throw new SystemError(code);
};

class SystemError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}
