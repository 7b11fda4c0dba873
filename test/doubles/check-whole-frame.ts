/** Both halves of the product's check of a frame, one behind the other, as a stream of frames meets them. */
import type { FrameFailure } from "../../shared/ledger/frame.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { createCheckSigned, readSigned } from "../../main/signature/check-frame.ts";

/** Gives the id of a frame that is taken, or why it is refused. */
export type CheckFrame = (frame: Uint8Array) => Outcome<RecordId, FrameFailure>;

/** Makes a check with a memory of its own for keys. */
export const createCheckFrame = (): CheckFrame => {
  const check = createCheckSigned();
  return (frame) => {
    const id = check(frame);
    const read = id.ok ? readSigned(id.value, frame) : id;
    return read.ok ? success(read.value.id) : read;
  };
};
