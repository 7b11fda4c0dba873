/** A process that appends to the journal is killed again and again on the real disk. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeDiskFiles } from "../../main/disk/node-disk-files.ts";
import { openJournal } from "../../main/journal/open-journal.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { randomBelow, seededRandom } from "../doubles/seeded-random.ts";
import { valueOf } from "../doubles/value-of.ts";
import { idsByLine, log, noon } from "../unit/journal/journal-fixture.ts";

let dataFolder = "";
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "journal-kill-"));
});
afterAll(() => rm(dataFolder, { recursive: true }));

const partBytesMax = 20_000;
const kills = 10;

const open = async () =>
  valueOf(await openJournal({ files: nodeDiskFiles(process.platform), log, now: () => noon, outsideMark: null }, { dataFolder, partBytesMax }));

/** Lets a process append, kills it some lines after its first acknowledgement, and gives what it had acknowledged. */
const appendUntilKilled = (first: number, linesBeforeKill: number): Promise<ReadonlyArray<string>> =>
  new Promise((resolve, reject) => {
    const program = new URL("./appending-child.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [program, dataFolder, String(first), String(partBytesMax)], { stdio: ["ignore", "pipe", "pipe"] });
    let [told, complaint] = ["", ""];
    const ids = (): ReadonlyArray<string> => told.split("\n").slice(0, -1);
    child.stdout.on("data", (bytes: Buffer) => {
      told += bytes.toString();
      if (ids().length >= linesBeforeKill) child.kill("SIGKILL");
    });
    child.stderr.on("data", (bytes: Buffer) => (complaint += bytes.toString()));
    child.on("close", (code, signal) => (signal === "SIGKILL" ? resolve(ids()) : reject(new Error(`Ended by itself with ${code}: ${complaint}`))));
  });

test("a process killed again and again in the middle of its work loses nothing that it acknowledged", async () => {
  const random = seededRandom(20260301);
  const acknowledged = new Set<string>();
  for (let kill = 0; kill < kills; kill++) {
    for (const id of await appendUntilKilled(kill * 100_000, 1 + randomBelow(random, 60))) acknowledged.add(id);
    const journal = await open();
    expect(journal.fault()).toBeNull();
    const ids = await idsByLine(journal);
    expect([ids.size, new Set(ids.values()).size]).toEqual([journal.size(), journal.size()]);
    expect([...acknowledged].filter((id) => !journal.has(parseRecordId(id) ?? missing()))).toEqual([]);
    valueOf(await journal.close());
  }
  expect(acknowledged.size).toBeGreaterThan(kills);
});

const missing = (): never => {
  throw new Error("The process told something that is no id");
};
