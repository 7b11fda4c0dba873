/** Lets one process at a time set up the checkout; others that start in the meantime wait for it. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { toolsFolder } from "./places.mjs";

const lockFile = join(toolsFolder, "setup.lock");

/** Short against the seconds that an installation takes, long enough to cost nothing. */
const lookAgainMillis = 200;

/** Does `work` while no other process of this checkout sets up. A lock left by a process that has died is taken over. */
export const alone = async (work) => {
  mkdirSync(toolsFolder, { recursive: true });
  while (!taken()) {
    removeIfLeftOver();
    await pause(lookAgainMillis);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
};

const taken = () => {
  try {
    const handle = openSync(lockFile, "wx");
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
};

const removeIfLeftOver = () => {
  const holder = holderOfLock();
  if (holder !== undefined && !isAlive(holder)) rmSync(lockFile, { force: true });
};

/** The process that holds the lock; undefined while it has not written its number yet, or has just gone. */
const holderOfLock = () => {
  try {
    const text = readFileSync(lockFile, "utf8");
    return text === "" ? undefined : Number(text);
  } catch {
    return undefined;
  }
};

const isAlive = (processId) => {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};
