/** Starts a program that outlives this one. */
import { spawn } from "node:child_process";

/** A browser that refuses to run, for want of a display or as root, has ended by then; one that runs has not. */
const settledAfterMillis = 1_500;

/**
 * Starts the program on its own. True once it runs, or when it has handed its work to one that ran already and ended
 * well; false when it is not installed or ends at once with a fault. On Windows the parameters are passed on unquoted.
 */
export const startProgram = (program: string, parameters: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, parameters, { detached: true, stdio: "ignore", windowsVerbatimArguments: true });
    const settled = setTimeout(() => resolve(true), settledAfterMillis);
    const settle = (runs: boolean): void => {
      clearTimeout(settled);
      resolve(runs);
    };
    child.once("error", () => settle(false));
    child.once("exit", (code) => settle(code === 0));
    child.unref();
  });
