/** Frames that are being checked, kept until their fate is known, so that a bad one can be named. */
import { frameHeadBytes } from "../../shared/ledger/frame.ts";
import { parseRecordId, type RecordId } from "../../shared/ledger/record.ts";
import { nodeDigestHex } from "../signature/node-digest.ts";

/** Watches a stream of frames on its way to the checker. */
export class FramesAhead {
  readonly #groups: { readonly first: number; readonly frames: ReadonlyArray<Uint8Array> }[] = [];
  #seen = 0;

  async *noting(frames: AsyncIterable<ReadonlyArray<Uint8Array>>): AsyncGenerator<ReadonlyArray<Uint8Array>, void> {
    for await (const group of frames) {
      this.#groups.push({ first: this.#seen, frames: group });
      this.#seen += group.length;
      yield group;
    }
  }

  forget(before: number): void {
    while (this.#groups[0] !== undefined && this.#groups[0].first + this.#groups[0].frames.length <= before) {
      this.#groups.shift();
    }
  }

  /** The id that a frame's bytes have, right or not; `null` for a line that is too short to be one. */
  idOf(index: number): RecordId | null {
    const group = this.#groups.find(({ first, frames }) => index >= first && index < first + frames.length);
    const frame = group?.frames[index - group.first];
    return frame === undefined || frame.length <= frameHeadBytes
      ? null
      : parseRecordId(nodeDigestHex(frame.subarray(frameHeadBytes)));
  }
}
