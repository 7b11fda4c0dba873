/** Histories as no plan makes them: forks, equal times, backdated records, several tips of one key. */
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { randomBelow, type SeededRandom } from "../../doubles/seeded-random.ts";
import { minute, plainRecord } from "../../unit/ledger/plain-record.ts";

/** Records of one history by up to `keys` keys, parents before children. A history of chaos also equivocates. */
export const randomHistory = (random: SeededRandom, size: number, keys: number): ReadonlyArray<SignedRecord> => {
  const root = plainRecord({ writer: "key 0", at: minute(randomBelow(random, 20)), body: { seed: randomBelow(random, 2 ** 30) } });
  const records = [root];
  const own = new Map<string, SignedRecord[]>([["key 0", [root]]]);
  while (records.length < size) {
    const writer = `key ${randomBelow(random, keys)}`;
    const before = own.get(writer) ?? [];
    const isOdd = randomBelow(random, 12) === 0;
    const prev = isOdd ? before[randomBelow(random, before.length + 1)] : before.at(-1);
    const others = records.filter(({ record }) => record.writer !== before[0]?.record.writer);
    const seen = new Set(Array.from({ length: randomBelow(random, 4) }, () => others[randomBelow(random, others.length)]));
    const seenIds = [...seen].flatMap((record) => record?.id ?? []);
    const isFounder = writer === "key 0";
    if (prev === undefined && seenIds.length === 0 && !isFounder) continue;
    const record = plainRecord({
      writer,
      at: minute(randomBelow(random, 30) + (randomBelow(random, 3) === 0 ? 0 : records.length)),
      body: { number: records.length },
      history: root.id,
      prev: prev?.id ?? null,
      seen: seenIds.sort(),
      seq: prev === undefined ? 0 : prev.record.seq + 1,
    });
    records.push(record);
    own.set(writer, [...before, record]);
  }
  return records;
};
