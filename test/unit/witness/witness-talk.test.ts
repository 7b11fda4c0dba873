/** What is taken from a witness and what is not; and whom an idle log asks again. */
import { expect, test } from "vitest";
import { instantFromMillis } from "../../../shared/clock/instant.ts";
import type { KnownInstallation } from "../../../main/witness/known-installations.ts";
import { cosignatureAgeMsMax, dueWitnesses } from "../../../main/witness/idle-asking.ts";
import { openNoteShelf } from "../../../main/witness/note-shelf.ts";
import { takeAnswer } from "../../../main/witness/witness-talk.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { cosigned, testLog, testWitness } from "../../doubles/test-log.ts";
import { valueOf } from "../../doubles/value-of.ts";

const log = testLog("Owner", 12);
const origin = log.signer.key.name;
const [depot, stranger] = [testWitness("Depot"), testWitness("Stranger")];
const seconds = 1_772_352_000;
const lineOf = (witness: typeof depot, size = 12): string =>
  cosigned(log.note(size), witness, seconds).slice(log.note(size).length);

const shelfOf = async () => {
  const { files } = faultyDisk();
  valueOf(await files.makeFolder("/data"));
  const none = { logs: [], witnesses: [] };
  return valueOf(
    await openNoteShelf({ files, folder: "/data", known: () => none, own: { origins: [origin], placeOf: () => null } }),
  );
};

test.each([
  ["a cosignature of the witness that was asked", lineOf(depot), false, 12],
  ["one of somebody else", lineOf(stranger), false, 0],
  ["one on another checkpoint", lineOf(depot, 9), false, 0],
  ["one of a revoked key", lineOf(depot), true, 0],
  ["no line of signature", "cosigned\n", false, 0],
])("%s", async (_, body, isRevoked, size) => {
  const shelf = await shelfOf();
  const parts = { isRevoked: () => isRevoked, shelf };
  const taken = valueOf(
    await takeAnswer(parts, { answer: { body, status: 200 }, note: log.note(12), witness: depot.key }),
  );
  expect(taken.kind).toBe(size === 0 ? "refused" : "cosigned");
  expect(shelf.cosignedSize(origin, depot.key.key)).toBe(size);
});

test("a linked witness is asked again after an hour, or when the log has grown; one that refuses is left alone", async () => {
  const shelf = await shelfOf();
  valueOf(await shelf.takeOwn(cosigned(log.note(12), depot, seconds)));
  const installation = "a".repeat(64);
  const known: KnownInstallation = {
    installation,
    log: null,
    name: "Depot",
    since: instantFromMillis(0),
    witness: depot.key,
  };
  const due = (
    minutes: number,
    {
      size = 12,
      isLinked = true,
      isRefusing = false,
    }: { size?: number; isLinked?: boolean; isRefusing?: boolean } = {},
  ): boolean => {
    const now = instantFromMillis(seconds * 1000 + minutes * 60_000);
    const current = { first: 0, origin, tree: testLog("Owner", size).tree };
    const failure = { kind: "witnessRefused", message: "No." };
    const asked = new Map(isRefusing ? [[depot.key.key, { at: now, failure }]] : []);
    return (
      dueWitnesses({
        linked: () => new Set(isLinked ? [installation] : []),
        now: () => now,
        witness: {
          asked,
          known: {
            all: () => [known],
            note: async () => ({ ok: true, value: false }),
            ofLog: () => null,
            ofWitness: () => null,
          },
          logs: { all: [current], current, of: () => current, placeOf: () => null },
          shelf,
        },
      }).length === 1
    );
  };
  const hour = cosignatureAgeMsMax / 60_000;
  expect([due(hour - 1), due(hour), due(1, { size: 13 })]).toEqual([false, true, true]);
  expect([due(hour, { isLinked: false }), due(hour, { isRefusing: true })]).toEqual([false, false]);
});
