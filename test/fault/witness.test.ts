/** Every disk operation of the witness's memory fails once, in every way: no answer is ever contradicted afterwards. */
import { expect, test } from "vitest";
import { instantFromMillis } from "../../shared/clock/instant.ts";
import { openAlarmBook } from "../../main/witness/alarm-book.ts";
import { openKnownInstallations } from "../../main/witness/known-installations.ts";
import { openLogWatching, type LogWatching } from "../../main/witness/log-watching.ts";
import { openNoteShelf, type NoteShelf } from "../../main/witness/note-shelf.ts";
import { openPromiseBook } from "../../main/witness/promise-book.ts";
import type { FaultyDisk } from "../doubles/faulty-disk-files.ts";
import { cosigned, testLog, testWitness } from "../doubles/test-log.ts";
import { valueOf } from "../doubles/value-of.ts";
import { failEachOperation } from "./fail-each-operation.ts";

const log = testLog("Owner", 20);
const forked = testLog("Owner", 20, { common: 5, fork: " of another past" });
const witness = testWitness("Service");
const origin = log.signer.key.name;
const now = () => instantFromMillis(Date.parse("2026-03-01T08:00:00Z"));

const makeFolders = async ({ files }: FaultyDisk): Promise<void> => {
  valueOf(await files.makeFolder("/data"));
  valueOf(await files.makeFolder("/data/witness"));
  valueOf(await files.syncFolder("/data"));
  valueOf(await files.syncFolder("/"));
};

const openWatching = async ({ files }: FaultyDisk): Promise<LogWatching | null> => {
  const alarms = await openAlarmBook(files, "/data/witness");
  const opened = alarms.ok
    ? await openLogWatching(
        {
          admitted: (name) => (name === origin ? log.signer.key : null),
          alarms: alarms.value,
          files,
          folder: "/data/witness",
          now,
          onAlarm: () => undefined,
          onChanged: () => undefined,
          witness,
        },
        [log.signer.key],
      )
    : alarms;
  return opened.ok ? opened.value : null;
};

const isCosigned = async (watching: LogWatching | null, body: string): Promise<boolean> => {
  const answer = await watching?.add(body);
  return answer?.ok === true && answer.value.status === 200;
};

test("the size that was cosigned never goes back, and a witness goes on from there", async () => {
  const runs = await failEachOperation<number>({
    prepare: async (disk) => {
      await makeFolders(disk);
      expect(await isCosigned(await openWatching(disk), log.request(0, 8))).toBe(true);
    },
    act: async (disk) => {
      const watching = await openWatching(disk);
      if (!(await isCosigned(watching, log.request(8, 12)))) return 8;
      return (await isCosigned(watching, log.request(12, 15))) ? 15 : 12;
    },
    verify: async (disk, promised) => {
      const watching = await openWatching(disk);
      const last = watching?.of(origin)?.cosigned()?.checkpoint.size ?? 0;
      expect(watching?.of(origin)?.damage).toBeNull();
      expect(last).toBeGreaterThanOrEqual(promised);
      for (const old of [8, 12, 15])
        if (old <= promised) expect(await isCosigned(watching, forked.request(old, 16))).toBe(false);
      expect(await isCosigned(watching, log.request(last, 20))).toBe(true);
    },
    powerCuts: 2,
  });
  expect(runs).toBeGreaterThan(60);
});

const shelfOn = async ({ files }: FaultyDisk): Promise<NoteShelf | null> => {
  const shelf = await openNoteShelf({
    files,
    folder: "/data",
    known: () => nobodyElse,
    own: { origins: [origin], placeOf: () => ({ index: 3, origin }) },
  });
  return shelf.ok ? shelf.value : null;
};
const nobodyElse = { logs: [], witnesses: [] };

test("cosignatures that were taken are there after a restart, with the note that records name", async () => {
  const first = cosigned(log.note(8), witness, 1_772_352_000);
  const second = cosigned(log.note(12), witness, 1_772_355_600);
  await failEachOperation<number>({
    prepare: makeFolders,
    act: async (disk) => {
      const shelf = await shelfOn(disk);
      if (shelf === null || !(await shelf.takeOwn(first)).ok) return 0;
      return (await shelf.takeOwn(second)).ok ? 2 : 1;
    },
    verify: async (disk, promised) => {
      const shelf = await shelfOn(disk);
      const size = shelf?.cosignedSize(origin, witness.key.key) ?? 0;
      expect(size).toBeGreaterThanOrEqual([0, 8, 12][promised] ?? 0);
      const newest = shelf?.newest(() => null) ?? null;
      if (promised === 2) expect(shelf?.text(newest ?? "")).toBe(second);
      expect((await shelf?.takeOwn(second))?.ok).toBe(true);
      expect(shelf?.cosignedSize(origin, witness.key.key)).toBe(12);
    },
    powerCuts: 2,
  });
});

test("alarms, promises and installations that were noted stay", async () => {
  const alarm = { found: now(), kind: "split" as const, message: "Two pasts.", origin, proof: "{}" };
  const promise = {
    by: "1".repeat(64),
    from: "2".repeat(64),
    id: "3".repeat(64),
    index: 4,
    leaf: "5".repeat(64),
    log: origin,
    received: now(),
    sig: "6".repeat(128),
  };
  const owner = {
    installation: "7".repeat(64),
    log: log.signer.key,
    name: "Owner",
    since: now(),
    witness: witness.key,
  };
  const openAll = async ({ files }: FaultyDisk) => {
    const alarms = await openAlarmBook(files, "/data/witness");
    const promises = await openPromiseBook(files, "/data/witness");
    const known = await openKnownInstallations(files, "/data/witness");
    return alarms.ok && promises.ok && known.ok
      ? { alarms: alarms.value, known: known.value, promises: promises.value }
      : null;
  };
  await failEachOperation<ReadonlyArray<boolean>>({
    prepare: makeFolders,
    act: async (disk) => {
      const books = await openAll(disk);
      if (books === null) return [false, false, false];
      return [
        (await books.alarms.raise(alarm)).ok,
        (await books.promises.take(promise, now())).ok,
        (await books.known.note(owner)).ok,
      ];
    },
    verify: async (disk, promised) => {
      const books = await openAll(disk);
      const found = [
        books?.alarms.of(origin)?.kind === "split",
        books?.promises.openOf(promise.by).length === 1,
        books?.known.ofLog(origin)?.name === "Owner",
      ];
      for (const [index, isPromised] of promised.entries()) expect(found[index] === true || !isPromised).toBe(true);
      expect(books).not.toBeNull();
    },
    powerCuts: 2,
  });
});
