/**
 * Measures order and standing of one history with many forks, at two sizes: under a second, and no worse than n log n.
 * Alone: `node test/bench/standing-bench.ts [RECORDS]`.
 */
import { Ledger } from "../../shared/ledger/ledger.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { forksOf } from "../../shared/ledger/fork.ts";
import { recordHead, type RecordHead } from "../../shared/ledger/record-head.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../shared/register/standing-judge.ts";
import { registeredBody, workBody } from "../doubles/seeded-bodies.ts";
import { seededHistories, shuffled } from "../doubles/seeded-histories.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { boundFigure, figureLine, stopwatch, type Figure } from "./figure.ts";

/** A fork for every ten records. */
const recordsPerFork = 10;
const secondsMax = 1;
/** Runs of each size, of which the middle one counts: the first warms the program up. */
const runs = 5;

interface ForkedHistory {
  readonly history: HistoryId;
  readonly heads: ReadonlyArray<RecordHead>;
  readonly forks: number;
}

/** Order and standing of `records` records, and how the time grows from half as many. */
export const benchStanding = (records: number): ReadonlyArray<Figure> => {
  const [half, whole] = [forkedHistory(records / 2), forkedHistory(records)];
  const [halfSeconds, wholeSeconds] = [middleSeconds(half), middleSeconds(whole)];
  const shuffledSeconds = middleSeconds({ ...whole, heads: shuffled(seededRandom(1), whole.heads) });
  const allowed = (records * Math.log2(records)) / ((records / 2) * Math.log2(records / 2));
  const name = `order and standing of ${records} records with ${whole.forks} forks`;
  return [
    boundFigure({ name, value: wholeSeconds, most: secondsMax, unit: "s", beside: `at most ${secondsMax} s` }),
    boundFigure({ name: `${name}, arriving in any order`, value: shuffledSeconds, most: secondsMax, unit: "s", beside: `at most ${secondsMax} s` }),
    boundFigure({
      name: `${name}: growth from half as many (${halfSeconds.toFixed(3)} s)`, value: wholeSeconds / halfSeconds, most: growthSlack * allowed, unit: "times",
      beside: `n log n: ${allowed.toFixed(2)} times, with ${Math.round(100 * (growthSlack - 1))} % for the noise of a busy machine`,
    }),
  ];
};

const growthSlack = 1.25;

/** Two keys write apart for a while and then see each other, again and again. */
const forkedHistory = (records: number): ForkedHistory => {
  const { records: founding, register, writers } = seededHistories({ assets: 0, disorder: 0, records: 0, seed: 2 });
  const [owner, service] = writers;
  if (owner === undefined || service === undefined) throw new Error("The writers are missing");
  const random = seededRandom(3);
  let now = Date.parse("2026-02-01T00:00:00Z");
  const times = () => ({ atMillis: (now += 1000), utcMillis: now });
  const first = owner.write({ ...times(), body: registeredBody(random, 1, register), history: null, type: "asset/registered@1" });
  const written: SignedRecord[] = [...founding, first];
  const write = (writer: typeof owner): void => void written.push(writer.write({ ...times(), body: workBody(random, []), history: first.id, type: "service/performed@1" }));
  while (written.length < records) {
    owner.learnFrom(service);
    service.learnFrom(owner);
    for (let turn = 0; turn < recordsPerFork - 1; turn++) write(turn % 3 === 0 ? owner : service);
    owner.learnFrom(service);
    write(owner);
  }
  const heads = written.map((signed) => recordHead(signed, inspectRecord(signed.record)));
  return { forks: forksIn(first.id, heads), heads, history: first.id };
};

const ledgerOf = (heads: ReadonlyArray<RecordHead>): Ledger => {
  const ledger = new Ledger();
  for (const head of heads) {
    const taken = ledger.takeHead(head);
    if (!taken.ok) throw new Error(taken.failure.message);
  }
  return ledger;
};

const forksIn = (history: HistoryId, heads: ReadonlyArray<RecordHead>): number => {
  const found = ledgerOf(heads).history(history);
  return found === undefined ? 0 : forksOf(found).length;
};

const secondsOf = ({ heads, history }: ForkedHistory): number => {
  const watch = stopwatch();
  const ledger = ledgerOf(heads);
  const judge = new StandingJudge(ledger, isKnownType);
  const verdicts = judge.verdicts(history);
  const order = ledger.history(history)?.order ?? [];
  const seconds = watch();
  const accepted = [...verdicts.values()].filter(({ standing }) => standing === "accepted").length;
  if (order.length !== verdicts.size || accepted !== order.length) throw new Error(`${accepted} of ${order.length} records are accepted`);
  return seconds;
};

const middleSeconds = (forked: ForkedHistory): number => {
  const seconds = Array.from({ length: runs }, () => secondsOf(forked)).toSorted((one, other) => one - other);
  return seconds[Math.floor(runs / 2)] ?? 0;
};

if (import.meta.main) {
  for (const figure of benchStanding(Number(process.argv[2] ?? 10_000))) process.stdout.write(`${figureLine(figure)}\n`);
}
