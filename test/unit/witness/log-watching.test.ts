/** A witness over a disk: what it cosigns, what it remembers after a restart, and what it raises an alarm about. */
import { expect, test } from "vitest";
import { instantFromMillis } from "../../../shared/clock/instant.ts";
import { openCosignedNote } from "../../../shared/witness/cosigned-note.ts";
import { parseSplitView, verifySplitView } from "../../../shared/witness/split-view.ts";
import { openAlarmBook } from "../../../main/witness/alarm-book.ts";
import { openLogWatching, type AskPast, type LogWatching } from "../../../main/witness/log-watching.ts";
import { watchFolder } from "../../../main/witness/log-watch.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { faultyDisk, type FaultyDisk } from "../../doubles/faulty-disk-files.ts";
import { testLog, testWitness, type TestLog } from "../../doubles/test-log.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const log = testLog("Owner", 20);
const forked = testLog("Owner", 20, { common: 5, fork: " of another past" });
const origin = log.signer.key.name;
const witness = testWitness("Service");

const begin = async (disk: FaultyDisk = faultyDisk()) => {
  await disk.files.makeFolder("/witness");
  const alarms = valueOf(await openAlarmBook(disk.files, "/witness"));
  const raised: string[] = [];
  const admitted = { is: true };
  const open = await openLogWatching(
    {
      admitted: (name) =>
        name === origin
          ? admitted.is
            ? log.signer.key
            : { kind: "witnessStranger", message: "No peer any more." }
          : null,
      alarms,
      files: disk.files,
      folder: "/witness",
      now: () => instantFromMillis(Date.parse("2026-03-01T08:00:00Z")),
      onAlarm: ({ kind }) => raised.push(kind),
      onChanged: () => undefined,
      witness,
    },
    [log.signer.key],
  );
  return { admitted, alarms, disk, raised, watching: valueOf(open) };
};

const statusOf = async (watching: LogWatching, body: string): Promise<number> =>
  valueOf(await watching.add(body)).status;
const see = (watching: LogWatching, of: TestLog, size: number) =>
  watching.see(valueOf(openCosignedNote(of.note(size), nodeVerify)), of.note(size));
const honest: AskPast = async (from, to) => ({
  oldRoot: log.tree.root(from),
  proof: log.tree.consistencyProof(from, to),
});
const lying: AskPast = async (from, to) => ({
  oldRoot: forked.tree.root(from),
  proof: forked.tree.consistencyProof(from, to),
});

test("what was cosigned is remembered: a restarted witness goes on from there and never back", async () => {
  const { disk, watching } = await begin();
  const first = valueOf(await watching.add(log.request(0, 7)));
  expect(first.status).toBe(200);
  const opened = valueOf(openCosignedNote(`${log.note(7)}${first.body}`, nodeVerify));
  expect(opened.times).toEqual([{ time: "2026-03-01T08:00:00.000000Z", witness: witness.key.key }]);
  disk.kill();
  const again = await begin(disk);
  expect(valueOf(await again.watching.add(log.request(0, 9)))).toEqual({ body: "7\n", status: 409 });
  expect(await statusOf(again.watching, log.request(7, 12))).toBe(200);
  expect(await statusOf(again.watching, log.request(7, 9))).toBe(409);
  expect(await statusOf(again.watching, log.request(12, 12))).toBe(200);
  expect(again.raised).toEqual([]);
});

test("two roots of one size are an alarm for good, whoever brought them, and the proof stands for itself", async () => {
  const { disk, raised, watching } = await begin();
  expect(await statusOf(watching, log.request(0, 9))).toBe(200);
  valueOf(await see(watching, forked, 9));
  expect(raised).toEqual(["split"]);
  disk.kill();
  const again = await begin(disk);
  const proof = again.alarms.of(origin)?.proof ?? "";
  expect(valueOf(verifySplitView(valueOf(parseSplitView(proof)), nodeVerify))).toMatchObject({
    newer: { size: 9 },
    older: { size: 9 },
  });
  expect(await statusOf(again.watching, log.request(9, 12))).toBe(403);
  const elsewhere = await begin();
  valueOf(await elsewhere.watching.believe(proof));
  expect(elsewhere.raised).toEqual(["split"]);
  expect(
    kindOf(
      await elsewhere.watching.believe(
        proof.replace(/"notes":\["[^"]*"/, `"notes":[${JSON.stringify(forked.note(9))}`),
      ),
    ),
  ).toBe("splitViewUnproved");
});

test("a checkpoint that came by others must be proved to be the same past", async () => {
  const { alarms, raised, watching } = await begin();
  valueOf(await watching.add(log.request(0, 12)));
  valueOf(await see(watching, log, 6));
  valueOf(await watching.settle(origin, async () => null));
  expect([raised, alarms.of(origin)?.kind]).toEqual([["unproved"], "unproved"]);
  valueOf(await watching.settle(origin, honest));
  expect(alarms.of(origin)).toBeNull();
});

test("a log is cosigned while it is asked for its past, and a link that ends says nothing about it", async () => {
  const { alarms, raised, watching } = await begin();
  valueOf(await watching.add(log.request(0, 12)));
  valueOf(await see(watching, log, 6));
  const meanwhile: number[] = [];
  valueOf(
    await watching.settle(origin, async (from, to) => {
      meanwhile.push(await statusOf(watching, log.request(12, 15)));
      return honest(from, to);
    }),
  );
  expect([meanwhile, raised]).toEqual([[200], []]);
  valueOf(await see(watching, log, 9));
  valueOf(await watching.settle(origin, async () => "ended"));
  expect([raised, alarms.of(origin)]).toEqual([[], null]);
});

test.each([6, 8, 15])("a log that shows another past of %i lines proves its own lie", async (size) => {
  const { alarms, raised, watching } = await begin();
  valueOf(await watching.add(log.request(0, 12)));
  valueOf(await see(watching, forked, size));
  valueOf(await watching.settle(origin, size < 12 ? honest : lying));
  expect(raised).toEqual(["split"]);
  const split = valueOf(parseSplitView(alarms.of(origin)?.proof ?? ""));
  expect(kindOf(verifySplitView(split, nodeVerify))).toBe("success");
  expect(kindOf(verifySplitView({ ...split, past: null }, nodeVerify))).toBe("splitViewUnproved");
});

test("a request that does not continue the last checkpoint is refused and settled with the log itself", async () => {
  const { raised, watching } = await begin();
  valueOf(await watching.add(log.request(0, 9)));
  expect(await statusOf(watching, forked.request(9, 15))).toBe(422);
  valueOf(await watching.settle(origin, lying));
  expect(raised).toEqual(["split"]);
});

test("logs of nobody and of former peers are not cosigned", async () => {
  const { admitted, watching } = await begin();
  expect(await statusOf(watching, testLog("Stranger", 3).request(0, 3))).toBe(404);
  admitted.is = false;
  expect(valueOf(await watching.add(log.request(0, 3)))).toEqual({ body: "No peer any more.", status: 403 });
});

test("a damaged memory cosigns nothing and says so", async () => {
  const { disk, watching } = await begin();
  valueOf(await watching.add(log.request(0, 9)));
  disk.flipBit(`${watchFolder("/witness", origin)}/checkpoint`, 8 * 90);
  disk.kill();
  const again = await begin(disk);
  expect(kindOf(await again.watching.add(log.request(9, 12)))).toBe("witnessDamaged");
});

test("a lost checkpoint file is known from what was seen", async () => {
  const { disk, watching } = await begin();
  valueOf(await watching.add(log.request(0, 9)));
  valueOf(await disk.files.unlink(`${watchFolder("/witness", origin)}/checkpoint`));
  disk.kill();
  const again = await begin(disk);
  expect(await statusOf(again.watching, forked.request(0, 12))).toBe(409);
});
