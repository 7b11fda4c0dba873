/** A bundle larger than the memory that reading it may take: pieces come and go, nothing gathers. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, expect, test } from "vitest";
import { success } from "../../../shared/outcome/outcome.ts";
import { nodeDiskFiles } from "../../../main/disk/node-disk-files.ts";
import { inspectBundle } from "../../../main/bundle/bundle-inspection.ts";
import { readBundle } from "../../../main/bundle/bundle-reader.ts";
import { fileSource } from "../../../main/bundle/bundle-source.ts";
import { writeBundle } from "../../../main/bundle/bundle-writer.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { randomBelow, seededRandom } from "../../doubles/seeded-random.ts";
import { plainExtras } from "../../doubles/test-bundle.ts";
import { defectBody, testCompany, workBody } from "../../doubles/test-company.ts";
import { valueOf } from "../../doubles/value-of.ts";

const folder = mkdtempSync(join(tmpdir(), "throughlife-memory-"));
const checker = createFrameChecker({ threads: 1 });
afterAll(async () => {
  await checker.close();
  rmSync(folder, { recursive: true });
});

const mebibyte = 1024 * 1024;
/** The attachment is as large as this many ranges; nothing may gather more than half of it. */
const ranges = 30;

test("reading and writing take the same memory whatever the size", async () => {
  const random = seededRandom(3);
  const noise = Uint8Array.from({ length: mebibyte }, () => randomBelow(random, 256));
  const hash = createHash("sha256");
  for (let range = 0; range < ranges; range++) hash.update(noise);
  const film = { media_type: "video/mp4", name: "film.mp4", sha256: hash.digest("hex"), size: ranges * mebibyte };
  const company = await testCompany("Film");
  const pump = await company.asset("P-101");
  await company.write(pump, "Film", { body: defectBody("Film", [film]) });
  for (let count = 0; count < 200; count++) {
    await company.write(pump, "", { body: { ...workBody("Long"), done: "x".repeat(7000) }, type: "service/performed@1" });
  }
  const before = used();
  let peak = 0;
  let looks = 0;
  // Sweeping takes its time: every third look is enough to see something grow.
  const sample = (): void => {
    if (looks++ % 3 === 0) peak = Math.max(peak, used());
  };
  const path = join(folder, "film.tlbundle");
  const file = openSync(path, "w");
  const append = async (bytes: Uint8Array) => {
    sample();
    writeSync(file, bytes);
    return success(undefined);
  };
  const attachments = { size: async () => film.size, read: async () => success(noise) };
  const extras = { ...plainExtras(new Map(), attachments), attachmentBytesMax: film.size };
  const target = { append, restart: async () => success(undefined) };
  valueOf(await writeBundle([pump], extras, target, { store: company.store, signer: company.installation }));
  closeSync(file);

  const source = valueOf(await fileSource(nodeDiskFiles(process.platform), path));
  expect(source.sizeBytes).toBeGreaterThan(film.size);
  expect((await inspectBundle(source, nodeVerify)).kind).toBe("readable");
  sample();
  const reading = await readBundle(
    source,
    { records: async () => (sample(), null), part: async () => (sample(), null) },
    { checker, verify: nodeVerify },
  );
  expect(reading).toMatchObject({ fault: null, attachments: 1 });
  expect(peak - before).toBeLessThan(film.size / 2);
});

// What is still in use, not what waits to be swept up.
setFlagsFromString("--expose-gc");
const sweep: unknown = runInNewContext("gc");

const used = (): number => {
  // Twice, because buffers are given back a little later than the objects that held them.
  if (typeof sweep === "function") [1, 2].forEach(() => sweep());
  const { external, heapUsed } = process.memoryUsage();
  return external + heapUsed;
};
