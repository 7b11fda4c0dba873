/** One process holds a data folder; the next one learns which, and takes over from one that was killed at any moment. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lockDataFolder } from "../../../main/disk/data-folder-lock.ts";
import { nodeDiskFiles } from "../../../main/disk/node-disk-files.ts";
import { nodeProcessTable, type ProcessIdentity, type ProcessTable } from "../../../main/disk/process-table.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { faultAt } from "../../doubles/operation-gate.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const identity = (pid: number): ProcessIdentity => ({ pid, started: `${pid}00`, boot: "b1", namespace: "1", host: "depot" });

/** A machine whose running processes the test names. */
const machine = () => {
  const running = new Set<number>();
  const table = (pid: number): ProcessTable => {
    running.add(pid);
    return { self: identity(pid), look: (other) => (running.has(other.pid) ? "running" : "gone") };
  };
  return { table, end: (pid: number) => running.delete(pid) };
};

const noWait = async (): Promise<void> => undefined;

describe("on one machine", () => {
  test("a second process is refused with the pid of the first, until that releases", async () => {
    const { files } = faultyDisk();
    const { table } = machine();
    const first = valueOf(await lockDataFolder(files, "/data", { processes: table(11), wait: noWait }));
    const second = await lockDataFolder(files, "/data", { processes: table(22), wait: noWait });
    expect(second.ok ? "" : second.failure.message).toBe(
      "/data is open in another process (pid 11). Close it there, or wait until it has finished, and try again.",
    );
    expect(kindOf(await lockDataFolder(files, "/data", { processes: table(11), wait: noWait }))).toBe("openElsewhere");
    valueOf(await first.release());
    expect(kindOf(await lockDataFolder(files, "/data", { processes: table(22), wait: noWait }))).toBe("success");
  });

  test("what an ended process left is cleared, and other files in the folder are left alone", async () => {
    const { files } = faultyDisk();
    const { table, end } = machine();
    valueOf(await lockDataFolder(files, "/data", { processes: table(11), wait: noWait }));
    valueOf(await files.open("/data/lock/.DS_Store", "createNew"));
    end(11);
    valueOf(await lockDataFolder(files, "/data", { processes: table(22), wait: noWait }));
    expect(valueOf(await files.list("/data/lock"))).toEqual([".DS_Store", "22.2200.b1.1.depot"]);
  });

  test("of many that start together at most one holds the folder, whatever is killed in between", async () => {
    for (let killAt = 0; killAt < 12; killAt++) {
      const disk = faultyDisk();
      const { table, end } = machine();
      valueOf(await lockDataFolder(disk.files, "/data", { processes: table(1), wait: noWait }));
      end(1);
      disk.plan(faultAt(killAt, { how: "crashBefore" }));
      await Promise.all([11, 22].map((pid) => lockDataFolder(disk.files, "/data", { processes: table(pid), wait: noWait })));
      disk.kill();
      [11, 22].forEach(end);
      const racers = [33, 44, 55].map((pid) => lockDataFolder(disk.files, "/data", { processes: table(pid), wait: noWait }));
      const held = (await Promise.all(racers)).filter((lock) => lock.ok);
      expect(held.length, `killed at operation ${killAt}`).toBeLessThanOrEqual(1);
      if (held.length === 1) continue;
      expect(kindOf(await lockDataFolder(disk.files, "/data", { processes: table(66), wait: noWait }))).toBe("success");
    }
  });

  test("a folder on a read-only disk is refused as read-only", async () => {
    const { files } = faultyDisk({ isReadOnly: () => true });
    expect(kindOf(await lockDataFolder(files, "/data", { processes: machine().table(1) }))).toBe("readOnly");
  });
});

test("a process of another machine or container counts as running, and the sentence says which file to delete", async () => {
  const { files } = faultyDisk();
  const real = nodeProcessTable();
  const elsewhere: ProcessTable = { self: { ...real.self, host: "depot-2" }, look: () => "elsewhere" };
  valueOf(await lockDataFolder(files, "/data", { processes: elsewhere, wait: noWait }));
  const refused = await lockDataFolder(files, "/data", { processes: real, wait: noWait });
  expect(refused.ok ? "" : refused.failure.message).toContain(`(pid ${process.pid} on depot-2)`);
  expect(refused.ok ? "" : refused.failure.message).toContain(`delete /data/lock/${process.pid}.`);
});

describe("the process table", () => {
  const { self, look } = nodeProcessTable();

  test("knows itself, another host, another namespace, an earlier boot and a number that nobody has", () => {
    expect(look(self)).toBe("running");
    expect(look({ ...self, host: "other" })).toBe("elsewhere");
    expect(look({ ...self, namespace: "77" })).toBe("elsewhere");
    expect(look({ ...self, boot: "00000000" })).toBe("gone");
    expect(look({ ...self, pid: 2 ** 30 })).toBe("gone");
  });

  test.skipIf(process.platform !== "linux")("knows a process from an earlier one of the same number", () => {
    expect(look({ ...self, started: "1" })).toBe("gone");
  });
});

/** Takes the lock of the folder in argument 1, says so, and waits to be killed. */
const holder = `
  import { lockDataFolder } from ${JSON.stringify(new URL("../../../main/disk/data-folder-lock.ts", import.meta.url).href)};
  import { nodeDiskFiles } from ${JSON.stringify(new URL("../../../main/disk/node-disk-files.ts", import.meta.url).href)};
  import { nodeProcessTable } from ${JSON.stringify(new URL("../../../main/disk/process-table.ts", import.meta.url).href)};
  const lock = await lockDataFolder(nodeDiskFiles(process.platform), process.argv[1], { processes: nodeProcessTable() });
  process.stdout.write(lock.ok ? "held" : lock.failure.kind);
  setInterval(() => {}, 1000);
`;

const startHolder = async (folder: string): Promise<{ readonly child: ChildProcess; readonly said: string }> => {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", holder, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(child.stdout, "data");
  return { child, said: String(said) };
};

test("a second real process is refused, and takes over after kill -9", async () => {
  const folder = await mkdtemp(join(tmpdir(), "data-folder-lock-"));
  const files = nodeDiskFiles(process.platform);
  for (let round = 0; round < 3; round++) {
    const { child, said } = await startHolder(folder);
    expect(said).toBe("held");
    const refused = await lockDataFolder(files, folder, { processes: nodeProcessTable() });
    expect(refused.ok ? "" : refused.failure.message).toContain(`open in another process (pid ${child.pid})`);
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  const lock = valueOf(await lockDataFolder(files, folder, { processes: nodeProcessTable() }));
  valueOf(await lock.release());
  expect(valueOf(await files.list(join(folder, "lock")))).toEqual([]);
  await rm(folder, { recursive: true });
});
