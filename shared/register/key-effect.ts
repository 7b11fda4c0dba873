/**
 * What the end of a key would do in one history: which of its records stay good and which would be disputed
 * (record-format.md, section 5, Revocation).
 */
import type { Instant } from "../clock/instant.ts";
import { isComplete, type HeldRecord, type History } from "../ledger/history.ts";
import type { RecordId } from "../ledger/record.ts";
import { goodUntil } from "./standing-rules.ts";

/** The last record that stays good, or `null` where none does. */
export interface KeyEffect {
  readonly lastGood: HeldRecord | null;
  /** Records of the key that stay as they are. */
  readonly good: number;
  readonly disputed: ReadonlyArray<RecordId>;
  /** Records of other keys that stand on a disputed one. */
  readonly builtUpon: number;
}

export interface KeyEndWish {
  readonly key: string;
  /** When it was compromised: what the key says it recorded from then on is not proposed as good. */
  readonly since: Instant | null;
}

/**
 * The last record of a key to be named as good: the last one in its line, before any equivocation of the key, and
 * before `since` by the clock that the key itself stated. A thief may state another: whoever signs looks at it.
 */
export const proposedLastGood = (history: History, { key, since }: KeyEndWish): HeldRecord | null => {
  const doubt = history.doubt(key);
  const [tip] = history.tipsOf(key);
  const isBeforeDoubt = ({ seq }: HeldRecord): boolean => doubt === null || seq < doubt.seq;
  const isInTime = ({ recordedAt }: HeldRecord): boolean => since === null || recordedAt < since;
  let good: HeldRecord | null = null;
  for (const record of tip === undefined ? [] : lineUpTo(tip).toReversed()) {
    if (!isBeforeDoubt(record) || !isInTime(record)) break;
    good = record;
  }
  return good;
};

/** What would become of a key's records with this last good one; `staysByTime` says which stay by their time bounds. */
export const keyEffect = (
  history: History,
  key: string,
  lastGood: HeldRecord | null,
  staysByTime: (record: HeldRecord) => boolean = () => false,
): KeyEffect => {
  const named = new Map<string, string>(lastGood === null ? [] : [[history.id, lastGood.id]]);
  const good = goodUntil(history, { key, lastGood: named });
  const own = [...history.records.values()].filter((record) => record.writer === key && isComplete(record));
  const disputed = own.filter((record) => !good.has(record) && !staysByTime(record));
  return {
    builtUpon: builtUpon(disputed, key),
    disputed: disputed.map(({ id }) => id),
    good: own.length - disputed.length,
    lastGood,
  };
};

// From a record back along its key's line.
const lineUpTo = (tip: HeldRecord): ReadonlyArray<HeldRecord> => {
  const line: HeldRecord[] = [];
  for (let record: HeldRecord | undefined = tip; record !== undefined; record = predecessor(record)) line.push(record);
  return line;
};

const predecessor = ({ parents, prev }: HeldRecord): HeldRecord | undefined => parents.find(({ id }) => id === prev);

const builtUpon = (disputed: ReadonlyArray<HeldRecord>, key: string): number => {
  const found = new Set(disputed.flatMap(({ children }) => children));
  for (const record of found) for (const child of record.children) found.add(child);
  return [...found].filter(({ writer }) => writer !== key).length;
};
