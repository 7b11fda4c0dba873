/**
 * Timestamped cosignatures of checkpoints, type 0x04 (C2SP tlog-cosignature, v1.0.1): "at this time I had seen no
 * larger log".
 */
import { instantFromMillis, type Instant } from "../clock/instant.ts";
import { utf8Of } from "../encoding/utf8.ts";

/** The last second of the year 9999: later times cannot be written as an instant. */
export const cosignatureSecondsMax = 253_402_300_799;

/** What is signed: a header, the time as a decimal number of POSIX seconds, and the whole text of the checkpoint. */
export const cosignatureMessage = (checkpointText: string, seconds: number): Uint8Array =>
  utf8Of(`cosignature/v1\ntime ${seconds}\n${checkpointText}`);

/** Signs a checkpoint's text at a time; gives the bytes that stand behind the key id in the signature line. */
export const cosign = (
  checkpointText: string,
  seconds: number,
  sign: (message: Uint8Array) => Uint8Array,
): Uint8Array => {
  if (!isTime(seconds)) throw new Error(`${seconds} is not a time for a cosignature`);
  const stamped = new Uint8Array(8 + 64);
  new DataView(stamped.buffer).setBigUint64(0, BigInt(seconds));
  stamped.set(sign(cosignatureMessage(checkpointText, seconds)), 8);
  return stamped;
};

/**
 * Takes the bytes of a cosignature apart, or gives `null`: 8 bytes of time, most significant first, and 64 of Ed25519.
 */
export const readCosignature = (
  checkpointText: string,
  bytes: Uint8Array,
): { readonly time: Instant; readonly signature: Uint8Array; readonly message: Uint8Array } | null => {
  if (bytes.length !== 8 + 64) return null;
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  if (!isTime(seconds)) return null;
  return {
    time: instantFromMillis(seconds * 1000),
    signature: bytes.subarray(8),
    message: cosignatureMessage(checkpointText, seconds),
  };
};

const isTime = (seconds: number): boolean =>
  Number.isSafeInteger(seconds) && seconds >= 0 && seconds <= cosignatureSecondsMax;
