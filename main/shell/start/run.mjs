/** Runs a program in the foreground: signals go to it, its end becomes ours. */
import { spawn } from "node:child_process";
import { constants } from "node:os";

const startedBy = process.ppid;

/** Soon enough for a user who waits for the program to close. */
const npmWatchMillis = 250;

const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Starts a program and resolves when it has ended, with its exit code or the signal that ended it. While it runs,
 * signals sent to this process are passed on to it. Rejects when the program cannot be started.
 */
export const run = (program, parameters, options) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: "inherit", ...options });
    const stopPassing = passSignals(child);
    child.once("error", (error) => {
      stopPassing();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      stopPassing();
      resolve({ code, signal });
    });
  });

/** Ends this process as the program ended: with its exit code, or by the same signal. */
export const endLike = ({ code, signal }) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  if (signal !== null) process.kill(process.pid, signal);
};

/**
 * npm passes a signal to the shell that it runs us in, and most shells end by it without passing it on. That the shell
 * is gone is all that we get to know.
 */
const hasLostNpm = () => process.env.npm_lifecycle_event !== undefined && process.ppid !== startedBy;

const passSignals = (child) => {
  const handlers = passedOn.map((signal) => [signal, () => passSignal(child, signal)]);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  const npmWatch = setInterval(() => hasLostNpm() && child.kill("SIGTERM"), npmWatchMillis);
  return () => {
    clearInterval(npmWatch);
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
};

/** A terminal sends Ctrl+C to every process in front of it: passing it on would count as pressing it twice. */
const passSignal = (child, signal) => {
  if (signal === "SIGINT" && process.stdin.isTTY) return;
  child.kill(signal);
};
