/**
 * Checks frames as the product does, each once for all installations of a run: the same bytes have the same verdict.
 */
import { checkBatch } from "../../main/signature/frame-batch.ts";
import { createCheckFrame, type CheckFrame } from "../doubles/check-whole-frame.ts";
import type { CheckedFrames, FrameChecker } from "../../main/signature/frame-checker.ts";
import { frameReader, type FrameReader } from "../../main/signature/frame-reader.ts";
import { storedFrame } from "../../main/signature/stored-frame.ts";
import { failed, success } from "../../shared/outcome/outcome.ts";

/** A checker without threads. */
export const checkedOnce = (): FrameChecker => {
  const check = createCheckFrame();
  const known = new Map<string, ReturnType<CheckFrame>>();
  const once: CheckFrame = (frame) => {
    const text = Buffer.from(frame.buffer, frame.byteOffset, frame.length).toString("latin1");
    const before = known.get(text) ?? check(frame);
    known.set(text, before);
    return before;
  };
  return { check: (source) => checkStream(frameReader(source), once), close: async () => undefined };
};

async function* checkStream(reader: FrameReader, check: CheckFrame): CheckedFrames {
  let given = 0;
  try {
    while (!reader.ended() || reader.ready() > 0) {
      if (reader.ready() === 0) {
        await reader.more();
        continue;
      }
      const frames = reader.take(framesMax);
      const { failure, ids } = checkBatch(0, frames, check);
      given += ids.length;
      if (ids.length > 0)
        yield success(
          ids.flatMap((id, index) => (frames[index] === undefined ? [] : [storedFrame(id, frames[index])])),
        );
      if (failure !== null) return yield failed({ ...failure, index: given });
    }
  } finally {
    reader.stop();
  }
}

const framesMax = 128;
