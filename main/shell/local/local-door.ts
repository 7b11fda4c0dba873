/**
 * Where a running program can be reached by commands of the same user: a socket in a folder that only this user may
 * enter.
 */
import { createHash } from "node:crypto";
import { chmod, lstat, mkdir } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";

/** The path of the socket (on Windows: of the pipe) for a data folder. */
export const localDoor = async (folder: string): Promise<Outcome<string>> => {
  const { uid, username } = userInfo();
  const name = createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 24);
  if (process.platform === "win32") return success(`\\\\.\\pipe\\throughlife-${username}-${name}`);
  const room = join(tmpdir(), `throughlife-${uid}`);
  await mkdir(room, { mode: 0o700, recursive: true });
  const facts = await lstat(room);
  // Somebody else could have made the folder first and would then own what is put into it.
  if (!facts.isDirectory() || facts.uid !== uid)
    return refuse("doorTaken", `${room} belongs to somebody else, so commands cannot reach the running program.`);
  await chmod(room, 0o700);
  return success(join(room, `${name}.sock`));
};
