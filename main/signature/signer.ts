/** Something that signs with one key and never shows it. */
import type { PublicKey } from "../../shared/crypto/key-rule.ts";

export interface Signer {
  readonly key: PublicKey;
  /** 64 bytes over the message as it is: the caller puts the prefix of its purpose before it (`signedMessage`). */
  readonly sign: (message: Uint8Array) => Uint8Array;
}
