/** What a keystore needs of the outside. */
import type { Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import type { PinCost } from "./sealed-seed.ts";

/**
 * A secret that the operating system keeps for this user and program: without it the PIN alone guards a stolen disk.
 */
export interface OsSecret {
  /** Where it is kept, in words: "the keychain of this Mac". */
  readonly keeper: string;
  /** With `make`, one is made where there is none: never to open what was sealed with another. */
  readonly read: (wish: { readonly make: boolean }) => Promise<Outcome<Uint8Array>>;
}

export interface KeystoreParts {
  readonly files: DiskFiles;
  readonly folder: string;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** `null` where the system keeps no secrets for this shell. */
  readonly osSecret: OsSecret | null;
  /** What opens the keys of the installation where they are sealed by a passphrase. */
  readonly passphrase?: string | null;
  /** What unlocking costs; less in tests only. */
  readonly cost?: PinCost;
}
