/**
 * The last line of a bundle: the digest of everything before it, signed by the installation that made it (section 9).
 */
import { acceptableKey } from "../../shared/crypto/key-rule.ts";
import { signedMessage, type VerifySignature } from "../../shared/crypto/signature.ts";
import { bytesOfHex } from "../../shared/encoding/hex.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { refuse, type Failure } from "../../shared/outcome/outcome.ts";

/** What is wrong with a trailer over plain bytes of this digest, signed by `from`; `null` when it is right. */
export const trailerFailure = (
  digest: string,
  from: string,
  trailer: { readonly sha256: string; readonly sig: string },
  verify: VerifySignature,
): Failure | null => {
  if (trailer.sha256 !== digest) {
    return refuse(
      "bundleTrailer",
      "The bundle's last line does not fit its contents: the file was changed on its way. It is refused as a whole.",
    ).failure;
  }
  const key = acceptableKey(from);
  const signature = bytesOfHex(trailer.sig);
  const message = signedMessage("bundle", utf8Of(digest));
  const isSigned = key.ok && signature !== null && verify(key.value, signature, message);
  return isSigned
    ? null
    : refuse(
        "bundleTrailer",
        "The signature in the bundle's last line is not that of the installation that it names. It is refused as a whole.",
      ).failure;
};

/** The failure for lines behind the trailer. */
export const behindTrailer: Failure = {
  kind: "bundleOrder",
  message: "Something stands behind the bundle's last line. It is refused as a whole.",
};
