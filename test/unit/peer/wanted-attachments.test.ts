/** The list of wanted attachments: it grows line by line and survives a torn end. */
import { describe, expect, test } from "vitest";
import { parseRecordId } from "../../../shared/ledger/record.ts";
import { openWantedAttachments, type WantedAttachment } from "../../../main/peer/wanted-attachments.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { valueOf } from "../../doubles/value-of.ts";

const path = "/peers/wanted.jsonl";

const wantedNumber = (number: number): WantedAttachment => {
  const record = parseRecordId("ab".repeat(32));
  if (record === null) throw new Error("64 digits are an id");
  return { record, sha256: String(number).padStart(64, "0"), size: number };
};

const diskWithFolder = async () => {
  const disk = faultyDisk();
  valueOf(await disk.files.makeFolder("/peers"));
  return disk;
};

describe("the list of wanted attachments", () => {
  test("is there again after additions, removals and more additions", async () => {
    const { files } = await diskWithFolder();
    const wanted = valueOf(await openWantedAttachments(files, path));
    for (const step of [1, 2, 3]) {
      wanted.add(wantedNumber(step));
      valueOf(await wanted.save());
    }
    wanted.remove(wantedNumber(2).sha256);
    wanted.add(wantedNumber(4));
    valueOf(await wanted.save());
    wanted.add(wantedNumber(5));
    valueOf(await wanted.save());
    const again = valueOf(await openWantedAttachments(files, path));
    expect(again.all()).toEqual([1, 3, 4, 5].map(wantedNumber));
    expect(again.all()).toEqual(wanted.all());
  });

  test("only grows while more is wanted, with one sync each time", async () => {
    const disk = await diskWithFolder();
    const wanted = valueOf(await openWantedAttachments(disk.files, path));
    wanted.add(wantedNumber(1));
    valueOf(await wanted.save());
    const before = disk.operations().length;
    wanted.add(wantedNumber(2));
    valueOf(await wanted.save());
    const names = disk.operations().slice(before).map(({ name }) => name);
    expect(names.filter((name) => name === "datasync")).toHaveLength(1);
    expect(names).not.toContain("rename");
    valueOf(await wanted.save());
    expect(disk.operations()).toHaveLength(before + names.length);
  });

  test("two that save at once lose nothing", async () => {
    const { files } = await diskWithFolder();
    const wanted = valueOf(await openWantedAttachments(files, path));
    const saves = [1, 2, 3, 4].map((number) => {
      wanted.add(wantedNumber(number));
      if (number === 3) wanted.remove(wantedNumber(1).sha256);
      return wanted.save();
    });
    for (const saved of await Promise.all(saves)) valueOf(saved);
    expect(valueOf(await openWantedAttachments(files, path)).all()).toEqual([2, 3, 4].map(wantedNumber));
  });

  test("a last line that a power cut tore is written over", async () => {
    const { files } = await diskWithFolder();
    const first = valueOf(await openWantedAttachments(files, path));
    first.add(wantedNumber(1));
    valueOf(await first.save());
    const file = valueOf(await files.open(path, "readWrite"));
    const size = valueOf(await file.stat()).sizeBytes;
    valueOf(await file.write(Buffer.from('{"record":"ab'), size));
    valueOf(await file.close());
    const torn = valueOf(await openWantedAttachments(files, path));
    expect(torn.all()).toEqual([wantedNumber(1)]);
    torn.add(wantedNumber(2));
    valueOf(await torn.save());
    expect(valueOf(await openWantedAttachments(files, path)).all()).toEqual([1, 2].map(wantedNumber));
  });
});
