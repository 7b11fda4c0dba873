/**
 * What the exchange needs of the attachments that lie here: whether one is whole, its ranges, and a way to bring one
 * in.
 */
import type { Outcome } from "../../shared/outcome/outcome.ts";

/** Attachments by their SHA-256. Only whole, checked ones are ever seen through `size` and `read`. */
export interface AttachmentPort {
  /** Bytes of an attachment that is here, or `null`. */
  readonly size: (sha256: string) => Promise<number | null>;
  /** `length` bytes from `offset` on, fewer at the end. */
  readonly read: (sha256: string, offset: number, length: number) => Promise<Outcome<Uint8Array>>;
  /** Bytes of an attachment that came before and wait for the rest, from its beginning; 0 for a new one. */
  readonly staged: (sha256: string) => Promise<Outcome<number>>;
  /** Adds bytes behind those that are staged; `offset` is their number. */
  readonly stage: (sha256: string, offset: number, bytes: Uint8Array) => Promise<Outcome<void>>;
  /**
   * Checks the digest of what is staged and makes it an attachment, durably; what does not fit is thrown away and
   * refused.
   */
  readonly adopt: (sha256: string, size: number) => Promise<Outcome<void>>;
  /** Throws away what is staged. */
  readonly unstage: (sha256: string) => Promise<void>;
}
