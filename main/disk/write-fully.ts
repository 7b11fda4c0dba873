/** Writes a whole range over calls that may move fewer bytes than asked. */
import { failed, success } from "../../shared/outcome/outcome.ts";
import { diskFailure } from "./disk-failure.ts";
import type { DiskOutcome, OpenFile } from "./disk-files.ts";

/** Writes every byte from `position` on. After a failure any part of them may have been written. */
export const writeFully = async (file: OpenFile, bytes: Uint8Array, position: number): DiskOutcome<void> => {
  for (let done = 0; done < bytes.length;) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (!written.ok) return written;
    if (written.value === 0) return failed(diskFailure("EIO", "written", file.path));
    done += written.value;
  }
  return success(undefined);
};
