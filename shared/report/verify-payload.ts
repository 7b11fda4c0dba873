/** The payload of the QR code on every page: which history, which checkpoint, which register. */
import { bytesOfBase64 } from "../encoding/base64.ts";
import { hexOf } from "../encoding/hex.ts";

/** What a scanner needs to find the same history and to compare the checkpoint. */
export interface VerifyPayload {
  /** hex64 */
  readonly history: string;
  /** hex64 */
  readonly register: string;
  readonly size: number;
  /** Base64, as in the checkpoint's note. */
  readonly root: string;
}

/**
 * `THROUGHLIFE:VERIFY/1/HISTORY/SIZE/ROOT/REGISTER`, hashes in upper-case hex: only characters of the QR code's
 * alphanumeric mode (ISO/IEC 18004, 7.4.4), which keeps the code small enough for the foot of a page.
 */
export const verifyPayload = (payload: VerifyPayload): string =>
  ["THROUGHLIFE:VERIFY", "1", payload.history, String(payload.size), rootHex(payload.root), payload.register]
    .join("/")
    .toUpperCase();

const rootHex = (root: string): string => {
  const bytes = bytesOfBase64(root);
  if (bytes === null) throw new Error(`The checkpoint root ${root} is not base64`);
  return hexOf(bytes);
};
