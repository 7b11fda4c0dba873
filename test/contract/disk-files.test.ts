/** What every disk must do: the real one and the double pass the same suite, so a test over the double can be trusted. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DiskFiles, OpenFile, OpenHow } from "../../main/disk/disk-files.ts";
import { nodeDiskFiles } from "../../main/disk/node-disk-files.ts";
import { faultyDisk } from "../doubles/faulty-disk-files.ts";
import { valueOf } from "../doubles/value-of.ts";

const folders: string[] = [];
const realDisk = async (): Promise<Place> => {
  const folder = await mkdtemp(join(tmpdir(), "disk-contract-"));
  folders.push(folder);
  return { files: nodeDiskFiles(process.platform), folder };
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

interface Place {
  readonly files: DiskFiles;
  readonly folder: string;
}

const disks: ReadonlyArray<readonly [string, () => Promise<Place>]> = [
  ["the real disk", realDisk],
  ["the disk in memory", async () => ({ files: faultyDisk().files, folder: "" })],
];

describe.each(disks)("%s", (_, setup) => {
  let files: DiskFiles;
  let at: (name: string) => string;
  beforeEach(async () => {
    const place = await setup();
    files = place.files;
    at = (name) => `${place.folder}/${name}`;
  });
  let opened: OpenFile[] = [];
  afterEach(async () => {
    for (const file of opened) await file.close();
    opened = [];
  });
  const open = async (name: string, how: OpenHow): Promise<OpenFile> => {
    const file = valueOf(await files.open(at(name), how));
    opened.push(file);
    return file;
  };
  const failureOf = async (name: string, how: OpenHow): Promise<string> => {
    const file = await files.open(at(name), how);
    if (file.ok) opened.push(file.value);
    return file.ok ? "opened" : file.failure.kind;
  };
  const write = async (name: string, text: string): Promise<void> => {
    const file = await open(name, "create");
    expect(valueOf(await file.write(Buffer.from(text), 0))).toBe(text.length);
    valueOf(await file.close());
  };
  const read = async (name: string): Promise<string> => {
    const file = await open(name, "read");
    const bytes = Buffer.alloc(100);
    const count = valueOf(await file.read(bytes, 0));
    valueOf(await file.close());
    return bytes.toString("latin1", 0, count);
  };

  test("opens in four ways", async () => {
    expect(await failureOf("a", "read")).toBe("missing");
    expect(await failureOf("a", "readWrite")).toBe("missing");
    await write("a", "one");
    expect(await failureOf("a", "createNew")).toBe("exists");
    expect(await failureOf("b", "createNew")).toBe("opened");
    await write("a", "two");
    expect(await read("a")).toBe("two");
    expect(await failureOf("nowhere/a", "create")).toBe("missing");
    expect(await failureOf("a/b", "create")).toBe("missing");
  });

  test("reads and writes at positions, and says where the file ends", async () => {
    const file = await open("a", "createNew");
    expect(valueOf(await file.write(Buffer.from("world"), 6))).toBe(5);
    expect(valueOf(await file.write(Buffer.from("hello"), 0))).toBe(5);
    expect(valueOf(await file.stat())).toEqual({ kind: "file", sizeBytes: 11 });
    const bytes = Buffer.alloc(20, "x");
    expect(valueOf(await file.read(bytes, 4))).toBe(7);
    expect(bytes.toString("latin1", 0, 8)).toBe("o\0worldx");
    expect(valueOf(await file.read(bytes, 11))).toBe(0);
    expect(valueOf(await file.read(bytes, 400))).toBe(0);
  });

  test("cuts and fills up with zeros", async () => {
    await write("a", "abcdef");
    const file = await open("a", "readWrite");
    valueOf(await file.truncate(3));
    valueOf(await file.truncate(5));
    valueOf(await file.datasync());
    valueOf(await file.sync());
    expect(await read("a")).toBe("abc\0\0");
  });

  test("refuses to write what was opened for reading, and to use what was closed", async () => {
    await write("a", "abc");
    const reading = await open("a", "read");
    expect((await reading.write(Buffer.from("x"), 0)).ok).toBe(false);
    expect((await reading.truncate(0)).ok).toBe(false);
    valueOf(await reading.close());
    expect((await reading.read(new Uint8Array(1), 0)).ok).toBe(false);
    expect(await read("a")).toBe("abc");
  });

  test("renames over a file, and an open file keeps its bytes", async () => {
    await write("a", "new");
    await write("b", "old");
    const old = await open("b", "read");
    valueOf(await files.rename(at("a"), at("b")));
    expect(await read("b")).toBe("new");
    expect(await failureOf("a", "read")).toBe("missing");
    const bytes = Buffer.alloc(3);
    valueOf(await old.read(bytes, 0));
    expect(bytes.toString()).toBe("old");
    expect((await files.rename(at("none"), at("b"))).ok).toBe(false);
    expect(await read("b")).toBe("new");
  });

  test("links a second name, and never over another", async () => {
    await write("a", "one");
    await write("b", "two");
    valueOf(await files.link(at("a"), at("c")));
    const refused = await files.link(at("a"), at("b"));
    expect(refused.ok ? "linked" : refused.failure.kind).toBe("exists");
    valueOf(await files.unlink(at("a")));
    expect([await read("c"), await read("b")]).toEqual(["one", "two"]);
  });

  test("makes, lists and removes folders", async () => {
    valueOf(await files.makeFolder(at("f")));
    const again = await files.makeFolder(at("f"));
    expect(again.ok ? "made" : again.failure.kind).toBe("exists");
    for (const name of ["b", "a", "B", "10", "9"]) await write(`f/${name}`, name);
    expect(valueOf(await files.list(at("f")))).toEqual(["10", "9", "B", "a", "b"]);
    const full = await files.removeFolder(at("f"));
    expect(full.ok ? "removed" : full.failure.kind).toBe("exists");
    for (const name of valueOf(await files.list(at("f")))) valueOf(await files.unlink(at(`f/${name}`)));
    valueOf(await files.syncFolder(at("f")));
    valueOf(await files.removeFolder(at("f")));
    const gone = await files.stat(at("f"));
    expect(gone.ok ? "there" : gone.failure.kind).toBe("missing");
  });

  test("moves a folder with all that is in it", async () => {
    valueOf(await files.makeFolder(at("old")));
    await write("old/a", "one");
    valueOf(await files.rename(at("old"), at("new")));
    expect(await read("new/a")).toBe("one");
    expect(await failureOf("old/a", "read")).toBe("missing");
  });

  test("tells files from folders, and names the path in a failure", async () => {
    await write("a", "abc");
    valueOf(await files.makeFolder(at("f")));
    expect(valueOf(await files.stat(at("a")))).toEqual({ kind: "file", sizeBytes: 3 });
    expect(valueOf(await files.stat(at("f"))).kind).toBe("folder");
    const missing = await files.stat(at("none"));
    expect(missing.ok ? "" : missing.failure.message).toContain(`${at("none")} cannot be examined: there is no such file`);
    expect(missing.ok ? "" : missing.failure.path).toBe(at("none"));
  });
});

test.skipIf(process.platform === "win32")("the real disk gives a file the permissions that are asked for", async () => {
  const { files, folder } = await realDisk();
  valueOf(await valueOf(await files.open(`${folder}/secret`, "createNew", 0o600)).close());
  valueOf(await files.makeFolder(`${folder}/private`, 0o700));
  expect((await stat(`${folder}/secret`)).mode & 0o777).toBe(0o600);
  expect((await stat(`${folder}/private`)).mode & 0o777).toBe(0o700);
});

test.skipIf(process.platform !== "linux")("the real disk names a full and a broken device", async () => {
  const { files } = await realDisk();
  const full = valueOf(await files.open("/dev/full", "readWrite"));
  const written = await full.write(Buffer.from("x"), 0);
  valueOf(await full.close());
  expect(written.ok ? "written" : written.failure).toMatchObject({ kind: "full", code: "ENOSPC" });
});
