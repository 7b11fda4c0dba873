/** Every disk operation of the attachments and openings fails once, in every way. */
import { expect, test } from "vitest";
import { digestHex } from "../../shared/crypto/digest.ts";
import { openingDigest, sealValue } from "../../shared/ledger/sealed-value.ts";
import { createAttachmentStore } from "../../main/attachment/attachment-store.ts";
import { createOpeningStore } from "../../main/attachment/opening-store.ts";
import { writeDurably } from "../../main/disk/write-durably.ts";
import type { FaultyDisk } from "../doubles/faulty-disk-files.ts";
import { valueOf } from "../doubles/value-of.ts";
import { failEachOperation } from "./fail-each-operation.ts";

const photo = Uint8Array.from({ length: 5000 }, (_, at) => (at * 13) & 255);
const sha256 = digestHex(photo);

test("an attachment whose taking in was confirmed is whole, any other is not here or whole, and it can be taken in again", async () => {
  const runs = await failEachOperation<boolean>({
    prepare: async ({ files }) => valueOf(await writeDurably(files, "/photo.jpg", photo)),
    act: async ({ files }) => (await createAttachmentStore(files, "/data").putFile("/photo.jpg")).ok,
    verify: async (disk, isConfirmed) => {
      const state = await stateOf(disk);
      expect(isConfirmed ? ["whole"] : ["absent", "whole"]).toContain(state);
      valueOf(await createAttachmentStore(disk.files, "/data").putFile("/photo.jpg"));
      disk.powerCut(2);
      expect(await stateOf(disk)).toBe("whole");
    },
  });
  expect(runs).toBeGreaterThan(60);
});

test("an attachment that comes in ranges can be fetched again after any failure", async () => {
  const runs = await failEachOperation<boolean>({
    prepare: async ({ files }) => valueOf(await createAttachmentStore(files, "/data").stage(sha256, 0, photo.subarray(0, 2000))),
    act: async ({ files }) => {
      const store = createAttachmentStore(files, "/data");
      const staged = await store.stage(sha256, 2000, photo.subarray(2000));
      return staged.ok && (await store.adopt(sha256, photo.length)).ok;
    },
    verify: async (disk, isConfirmed) => {
      const state = await stateOf(disk);
      expect(isConfirmed ? ["whole"] : ["absent", "whole"]).toContain(state);
      if (state === "absent") await fetchAgain(disk);
      disk.powerCut(2);
      expect(await stateOf(disk)).toBe("whole");
    },
  });
  expect(runs).toBeGreaterThan(30);
});

/** What a reader finds: nothing, the whole attachment, or something else, which must not be. */
const stateOf = async ({ files }: FaultyDisk): Promise<string> => {
  const store = createAttachmentStore(files, "/data");
  return (await store.size(sha256)) === null ? "absent" : (await store.check(sha256)).ok ? "whole" : "damaged";
};

/** What a peer does after a cut: it goes on behind what is staged, and begins anew when that turns out to be bad. */
const fetchAgain = async ({ files }: FaultyDisk): Promise<void> => {
  const store = createAttachmentStore(files, "/data");
  for (let tries = 0; tries < 2; tries++) {
    const staged = valueOf(await store.staged(sha256));
    if (staged < photo.length) valueOf(await store.stage(sha256, staged, photo.subarray(staged)));
    if ((await store.adopt(sha256, photo.length)).ok) return;
  }
};

const openings = [1, 2, 3].map((number) => sealValue("Anna", "7a".repeat(32), String(number).padStart(32, "0")).opening);

test("openings that were confirmed are all there, others wholly or not at all", async () => {
  const runs = await failEachOperation<boolean>({
    prepare: async () => undefined,
    act: async ({ files }) => (await createOpeningStore(files, "/data").put(openings)).ok,
    verify: async (disk, isConfirmed) => {
      const store = createOpeningStore(disk.files, "/data");
      for (const opening of openings) {
        const found = valueOf(await store.get(openingDigest(opening)));
        expect(isConfirmed ? [opening] : [opening, null]).toContainEqual(found);
      }
      valueOf(await store.put(openings));
      disk.powerCut(2);
      const again = createOpeningStore(disk.files, "/data");
      for (const opening of openings) expect(valueOf(await again.get(openingDigest(opening)))).toEqual(opening);
    },
  });
  expect(runs).toBeGreaterThan(60);
});
