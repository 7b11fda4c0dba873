/** Lets one process at a time set up the checkout; others that start in the meantime wait for it. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { toolsFolder } from "./places.mjs";

const lockFile = join(toolsFolder, "setup.lock");

/** Short against the seconds that an installation takes, long enough to cost nothing. */
const lookAgainMillis = 200;

/** The holder touches its lock this often. */
const signOfLifeMillis = 2_000;

/** Far beyond any pause of a living holder: its process number now belongs to another program. */
const silentForMillis = 60_000;

/**
 * Does `work` while no other process of this checkout sets up. A lock left by a process that has died is taken over.
 */
export const alone = async (work) => {
  mkdirSync(toolsFolder, { recursive: true });
  while (!taken()) {
    if (isLeftOver()) rmSync(lockFile, { force: true });
    else await pause(lookAgainMillis);
  }
  const signsOfLife = setInterval(() => utimesSync(lockFile, new Date(), new Date()), signOfLifeMillis);
  try {
    return await work();
  } finally {
    clearInterval(signsOfLife);
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

const isLeftOver = () => {
  try {
    const holder = readFileSync(lockFile, "utf8");
    const silent = Date.now() - statSync(lockFile).mtimeMs > silentForMillis;
    return silent || (holder !== "" && !isAlive(Number(holder)));
  } catch {
    return false;
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
