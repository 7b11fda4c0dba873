/** Attachments are whole and checked, or they are not there. */
import { describe, expect, test } from "vitest";
import { digestHex } from "../../../shared/crypto/digest.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { attachmentBytesMax, createAttachmentStore } from "../../../main/attachment/attachment-store.ts";
import { writeDurably } from "../../../main/disk/write-durably.ts";
import { faultyDisk, type FaultyDisk } from "../../doubles/faulty-disk-files.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const photo = Uint8Array.from({ length: 2_500_000 }, (_, at) => (at * 7 + (at >> 8)) & 255);
const sha256 = digestHex(photo);
const place = `/data/attachments/${sha256.slice(0, 2)}/${sha256}`;

const storeOn = (disk: FaultyDisk) => createAttachmentStore(disk.files, "/data");

const withPhoto = async (): Promise<FaultyDisk> => {
  const disk = faultyDisk();
  valueOf(await writeDurably(disk.files, "/photo.jpg", photo));
  return disk;
};

describe("an attachment", () => {
  test("is taken in from a file, lies under its digest, and is read in ranges", async () => {
    const disk = await withPhoto();
    const store = storeOn(disk);
    expect(await store.missing([sha256, sha256])).toEqual([sha256]);
    expect(valueOf(await store.putFile("/photo.jpg"))).toEqual({ sha256, size: photo.length });
    expect([await store.size(sha256), await store.path(sha256)]).toEqual([photo.length, place]);
    expect(valueOf(await store.read(sha256, 1_000_000, 3))).toEqual(photo.subarray(1_000_000, 1_000_003));
    expect(valueOf(await store.read(sha256, 2_499_999, 1000))).toEqual(photo.subarray(2_499_999));
    expect(valueOf(await store.check(sha256)).size).toBe(photo.length);
    expect(await store.missing([sha256])).toEqual([]);
  });

  test("is not written twice, but again when the disk has changed it", async () => {
    const disk = await withPhoto();
    const store = storeOn(disk);
    valueOf(await store.putFile("/photo.jpg"));
    disk.plan(null);
    valueOf(await store.putFile("/photo.jpg"));
    expect(disk.operations().filter(({ name }) => name === "write")).toEqual([]);
    disk.flipBit(place, 4242);
    expect(kindOf(await store.check(sha256))).toBe("attachmentDamaged");
    valueOf(await store.putFile("/photo.jpg"));
    expect(kindOf(await store.check(sha256))).toBe("success");
  });

  test("of no bytes at all is one too", async () => {
    const disk = faultyDisk();
    valueOf(await writeDurably(disk.files, "/empty", new Uint8Array(0)));
    const put = valueOf(await storeOn(disk).putFile("/empty"));
    expect(put).toEqual({ sha256: digestHex(new Uint8Array(0)), size: 0 });
    expect(valueOf(await storeOn(disk).check(put.sha256))).toEqual(put);
  });

  test("comes in ranges, goes on where it stopped, and counts only when it is whole", async () => {
    const disk = faultyDisk();
    valueOf(await storeOn(disk).stage(sha256, 0, photo.subarray(0, 1_048_576)));
    disk.kill();
    const store = storeOn(disk);
    expect(await store.size(sha256)).toBeNull();
    expect(valueOf(await store.staged(sha256))).toBe(1_048_576);
    expect(kindOf(await store.stage(sha256, 0, photo))).toBe("stageOrder");
    valueOf(await store.stage(sha256, 1_048_576, photo.subarray(1_048_576)));
    valueOf(await store.adopt(sha256, photo.length));
    expect(valueOf(await store.check(sha256)).size).toBe(photo.length);
    expect(valueOf(await store.staged(sha256))).toBe(0);
  });

  test("with other content than its digest says is thrown away", async () => {
    const disk = faultyDisk();
    const store = storeOn(disk);
    valueOf(await store.stage(sha256, 0, photo.with(99, 1)));
    expect(kindOf(await store.adopt(sha256, photo.length))).toBe("attachmentDamaged");
    expect([await store.size(sha256), valueOf(await store.staged(sha256))]).toEqual([null, 0]);
    valueOf(await store.stage(sha256, 0, photo));
    expect(kindOf(await store.adopt(sha256, photo.length - 1))).toBe("attachmentDamaged");
    valueOf(await store.stage(sha256, 0, utf8Of("half")));
    await store.unstage(sha256);
    expect(valueOf(await store.staged(sha256))).toBe(0);
  });

  test("is refused by name when it is a folder, missing, too large, or its digest is a path", async () => {
    const disk = faultyDisk();
    const store = storeOn(disk);
    valueOf(await disk.files.makeFolder("/folder"));
    expect(kindOf(await store.putFile("/folder"))).toBe("notAFile");
    expect(kindOf(await store.putFile("/nothing"))).toBe("missing");
    expect(kindOf(await store.stage(sha256, attachmentBytesMax, utf8Of("x")))).toBe("attachmentTooLarge");
    for (const digest of ["../../etc/passwd", sha256.toUpperCase(), ""]) {
      expect([await store.size(digest), await store.path(digest)]).toEqual([null, null]);
      expect(kindOf(await store.read(digest, 0, 1))).toBe("notADigest");
      expect(kindOf(await store.stage(digest, 0, photo))).toBe("notADigest");
      expect(kindOf(await store.adopt(digest, 1))).toBe("notADigest");
      expect(kindOf(await store.check(digest))).toBe("notADigest");
      expect(kindOf(await store.staged(digest))).toBe("notADigest");
    }
    expect(valueOf(await disk.files.list("/"))).toEqual(["folder"]);
  });
});
