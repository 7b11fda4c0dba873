/** Attachments in memory, staged and whole. */
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { AttachmentReference } from "../../shared/ledger/sealed-value.ts";
import type { AttachmentPort } from "../../main/bundle/attachment-port.ts";
import { nodeDigestHex } from "../../main/signature/node-digest.ts";

export interface MemoryAttachments extends AttachmentPort {
  readonly whole: ReadonlyMap<string, Uint8Array>;
  readonly put: (bytes: Uint8Array, name: string) => AttachmentReference;
}

/** Makes an empty store. */
export const memoryAttachments = (): MemoryAttachments => {
  const whole = new Map<string, Uint8Array>();
  const staged = new Map<string, Uint8Array>();
  return {
    whole,
    put: (bytes, name) => {
      const sha256 = nodeDigestHex(bytes);
      whole.set(sha256, bytes);
      return { media_type: "image/jpeg", name, sha256, size: bytes.length };
    },
    size: async (sha256) => whole.get(sha256)?.length ?? null,
    read: async (sha256, offset, length) => {
      const bytes = whole.get(sha256);
      return bytes === undefined ? refuse("missing", `${sha256} is not here.`) : success(bytes.subarray(offset, offset + length));
    },
    staged: async (sha256) => success(staged.get(sha256)?.length ?? 0),
    stage: async (sha256, offset, bytes) => {
      const before = staged.get(sha256) ?? new Uint8Array(0);
      if (before.length !== offset) return refuse("stageOrder", `${offset} does not follow ${before.length}.`);
      staged.set(sha256, Buffer.concat([before, bytes]));
      return success(undefined);
    },
    adopt: async (sha256) => {
      const bytes = staged.get(sha256) ?? new Uint8Array(0);
      staged.delete(sha256);
      if (nodeDigestHex(bytes) !== sha256) return refuse("attachmentDamaged", `${sha256} does not fit.`);
      whole.set(sha256, bytes);
      return success(undefined);
    },
    unstage: async (sha256) => void staged.delete(sha256),
  };
};
