/** Where a thing lies that is named by its digest: `ab/abcd...` below a folder (record-format.md, section 7). */
import { isHex } from "../../shared/encoding/hex.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";

export interface ShelfPaths {
  readonly folder: string;
  readonly whole: string;
  /** What has come so far of something that is not whole. */
  readonly staged: string;
}

export type ShelfFailure = Failure & { readonly kind: "notADigest" };

/** The paths for a digest. Anything else than 64 hex digits, for example a path, is refused. */
export const shelfPaths = (shelf: string, sha256: string): Outcome<ShelfPaths, ShelfFailure> => {
  const shown = sha256.slice(0, 64);
  if (!isHex(sha256, 64)) return refuse("notADigest", `"${shown}" is not a SHA-256 digest of 64 hex digits.`);
  const folder = `${shelf}/${sha256.slice(0, 2)}`;
  const whole = `${folder}/${sha256}`;
  return success({ folder, whole, staged: `${whole}.staged` });
};
