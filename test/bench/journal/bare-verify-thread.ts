/** A thread that does nothing but `crypto.verify`: the limit beside which bulk checks are measured. */
import { createPublicKey, verify } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { signedMessage } from "../../../shared/crypto/signature.ts";
import { splitFrame } from "../../../shared/ledger/frame.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { writer } from "../../unit/journal/journal-fixture.ts";

const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.from(writer.key, "hex")]);
const key = createPublicKey({ key: spki, format: "der", type: "spki" });

const frames: ReadonlyArray<Uint8Array> = workerData;
const ready = frames.map((frame) => {
  const { bytes, signature } = valueOf(splitFrame(frame));
  return { message: signedMessage("record", bytes), signature };
});

parentPort?.on("message", (count: number) => {
  let good = 0;
  while (good < count) {
    const one = ready[good % ready.length];
    if (one === undefined || !verify(null, one.message, key, one.signature)) throw new Error("A good signature was refused");
    good++;
  }
  parentPort?.postMessage(good);
});
