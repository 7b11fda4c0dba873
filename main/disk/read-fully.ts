/** Reads a whole range over calls that may move fewer bytes than asked. */
import { success } from "../../shared/outcome/outcome.ts";
import type { DiskOutcome, OpenFile } from "./disk-files.ts";

/** Reads until `into` is full or the file ends, and returns the count. */
export const readFully = async (file: OpenFile, into: Uint8Array, position: number): DiskOutcome<number> => {
  let done = 0;
  while (done < into.length) {
    const read = await file.read(into.subarray(done), position + done);
    if (!read.ok) return read;
    if (read.value === 0) break;
    done += read.value;
  }
  return success(done);
};
