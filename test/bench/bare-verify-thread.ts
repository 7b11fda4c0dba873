/** A thread that does nothing but `crypto.verify`: what no verification on this machine can be faster than. */
import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { signedMessage } from "../../shared/crypto/signature.ts";
import { frameHeadBytes, splitFrame } from "../../shared/ledger/frame.ts";
import { writerOfBytes } from "../../shared/ledger/record.ts";
import { valueOf } from "../doubles/value-of.ts";

/** Frames to be verified; they are made ready before the word to begin. */
export type BareBatch = ReadonlyArray<Uint8Array>;

interface Ready {
  readonly key: KeyObject;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

const keys = new Map<string, KeyObject>();

const keyOf = (hex: string): KeyObject => {
  const known = keys.get(hex);
  if (known !== undefined) return known;
  const der = Buffer.from(`302a300506032b6570032100${hex}`, "hex");
  const key = createPublicKey({ format: "der", key: der, type: "spki" });
  keys.set(hex, key);
  return key;
};

const readyOf = (frame: Uint8Array): Ready => {
  const { signature } = valueOf(splitFrame(frame));
  const bytes = frame.subarray(frameHeadBytes);
  return { key: keyOf(writerOfBytes(bytes) ?? ""), message: signedMessage("record", bytes), signature };
};

let ready: ReadonlyArray<Ready> = [];

parentPort?.on("message", (message: BareBatch | "verify") => {
  if (message !== "verify") ready = message.map(readyOf);
  else if (!ready.every(({ key, message: bytes, signature }) => verify(null, bytes, key, signature)))
    throw new Error("A signature of the bench does not fit");
  parentPort?.postMessage("done");
});
