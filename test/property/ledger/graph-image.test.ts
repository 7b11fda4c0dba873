/** A graph that begins from an image and goes on with the tail is the graph of all records, wherever the image was made. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { graphImage, readGraphImage, type LineIds } from "../../../shared/ledger/graph-image.ts";
import type { HeldRecord, History, Inspection } from "../../../shared/ledger/history.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import type { RecordId } from "../../../shared/ledger/record.ts";
import { shuffled } from "../../doubles/seeded-histories.ts";
import { randomBelow, seededRandom, type SeededRandom } from "../../doubles/seeded-random.ts";
import { idsOf, minute, plainRecord } from "../../unit/ledger/plain-record.ts";
import { randomHistory } from "./random-history.ts";

const settings = { seed: 20261122, numRuns: 120 };
const seeds = fc.nat(2 ** 31 - 1);

describe("an image and the tail", () => {
  test("are the graph of all records, in any arrival, however much was asked for in between", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = seededRandom(seed);
        const { accepted, lines } = journalOf(arrivalOf(random));
        const whole = ledgerFrom(accepted);
        let ledger = new Ledger();
        let held = 0;
        while (held < accepted.length) {
          const cut = held + 1 + randomBelow(random, accepted.length - held);
          for (const record of accepted.slice(held, cut)) ledger.take(record, inspectionOf(record));
          held = cut;
          // What is taken in after the image was asked for is not in it, and comes again with the tail.
          const ahead = accepted.slice(held, held + randomBelow(random, 3));
          for (const record of ahead) ledger.take(record, inspectionOf(record));
          ledger = new Ledger(readGraphImage(imageOf(ledger, lines, held), lines));
          for (const { id } of accepted.slice(0, held)) if (randomBelow(random, 6) === 0) ledger.record(id);
        }
        expect(ledger.size).toBe(whole.size);
        expect([...ledger.histories.keys()]).toEqual([...whole.histories.keys()]);
        expect([...ledger.histories.outlines()].map(outline)).toEqual([...whole.histories.outlines()].map(outline));
        expect(stateOf(ledger)).toEqual(stateOf(whole));
      }),
      settings,
    );
  });

  test("are the same bytes again as long as nothing comes in", () => {
    const { accepted, lines } = journalOf(arrivalOf(seededRandom(11)));
    const image = imageOf(ledgerFrom(accepted), lines, accepted.length);
    const ledger = new Ledger(readGraphImage(image, lines));
    for (const { id } of accepted.slice(0, 9)) ledger.record(id);
    expect(imageOf(ledger, lines, accepted.length)).toEqual(image);
  });
});

test("an image that is cut in two is none", () => {
  const { accepted, lines } = journalOf(arrivalOf(seededRandom(12)));
  const image = imageOf(ledgerFrom(accepted), lines, accepted.length);
  expect(() => readGraphImage(image.subarray(0, image.length / 2), lines)).toThrow(/JSON/);
});

/** Records of several histories, and some that break a rule if what they name comes after them. */
const arrivalOf = (random: SeededRandom): ReadonlyArray<SignedRecord> => {
  const histories = Array.from({ length: 1 + randomBelow(random, 4) }, () =>
    randomHistory(random, 2 + randomBelow(random, 12), 1 + randomBelow(random, 3)),
  );
  const all = histories.flat();
  const any = (): SignedRecord => all[randomBelow(random, all.length)] ?? plainRecord({ writer: "nobody" });
  const odd = Array.from({ length: randomBelow(random, 5) }, (_, number) => {
    const [named, other] = [any(), any()];
    return plainRecord({
      at: minute(number),
      body: { number },
      history: randomBelow(random, 3) === 0 ? other.id : (named.record.history ?? named.id),
      prev: randomBelow(random, 2) === 0 ? other.id : null,
      seen: randomBelow(random, 3) === 0 ? [] : [named.id],
      seq: randomBelow(random, 3),
      type: randomBelow(random, 2) === 0 ? "record/joined@1" : "test/said@1",
      writer: `odd ${randomBelow(random, 2)}`,
    });
  });
  const behind = odd.map((wrong) =>
    plainRecord({ history: wrong.record.history ?? wrong.id, seen: [wrong.id], writer: "reader" }),
  );
  return shuffled(random, [...all, ...odd, ...behind]);
};

interface Journal {
  /** What was not refused, by line. */
  readonly accepted: ReadonlyArray<SignedRecord>;
  readonly lines: LineIds;
}

const journalOf = (arrival: ReadonlyArray<SignedRecord>): Journal => {
  const ledger = new Ledger();
  const accepted = arrival.filter((record) => {
    const taken = ledger.take(record, inspectionOf(record));
    return taken.ok && taken.value.kind === "taken";
  });
  const lineById = new Map<RecordId, number>(accepted.map(({ id }, line) => [id, line]));
  const lines = { idAt: (line: number) => accepted[line]?.id ?? null, lineOf: (id: RecordId) => lineById.get(id) ?? null };
  return { accepted, lines };
};

/** Some records are marked, some set a field: by their ids alone. */
const inspectionOf = ({ id }: SignedRecord): Inspection => ({
  fault: id.startsWith("0") ? `It is marked: ${id}` : null,
  sets: id.startsWith("1") ? [["tag", `"${id.slice(0, 2)}"`]] : [],
});

const ledgerFrom = (records: ReadonlyArray<SignedRecord>): Ledger => {
  const ledger = new Ledger();
  for (const record of records) ledger.take(record, inspectionOf(record));
  return ledger;
};

const imageOf = (ledger: Ledger, lines: LineIds, count: number): Uint8Array =>
  new Uint8Array(Buffer.concat([...graphImage(ledger, lines, count)]));

const outline = ({ foundsUnder, id, types, writers }: History | { readonly [K in "foundsUnder" | "id" | "types" | "writers"]: History[K] }) => ({
  foundsUnder, id, types: [...types], writers: [...writers],
});

const stateOf = (ledger: Ledger) => ({
  histories: [...ledger.histories.values()].map((history) => ({
    doubts: history.writers.map((writer) => history.doubt(writer)),
    equivocations: history.equivocations,
    heads: idsOf(history.heads).toSorted(),
    incomplete: history.writers.filter((writer) => history.hasIncomplete(writer)),
    order: idsOf(history.order),
    pending: history.pendingCount,
    records: [...history.records.values()].map((record) => recordState(ledger, record)),
    tips: [...history.tips()].map(([writer, tips]) => [writer, idsOf(tips)]),
  })),
  missing: ledger.missing().toSorted(),
});

const recordState = (ledger: Ledger, record: HeldRecord) => ({
  ...record,
  children: idsOf(record.children).toSorted(),
  found: ledger.record(record.id) === record,
  inspected: ledger.inspectedFault(record),
  parents: idsOf(record.parents),
  past: record.past,
});
