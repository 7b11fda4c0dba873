/**
 * Bounds of the true times of records: not before the notes that they name, not after the checkpoints that hold them
 * (record-format.md, section 6). Nobody's clock decides, and no order of arrival.
 */
import type { Instant } from "../clock/instant.ts";
import type { RecordId } from "../ledger/record.ts";
import type { TimeEvidence, WitnessTime } from "./time-evidence.ts";
import { quorumValue, type WitnessPolicy } from "./witness-policy.ts";

/** A time at which a bound lies, and the witnesses (hex64) that stand behind it, sorted. */
export interface Bound {
  readonly time: Instant;
  readonly witnesses: ReadonlyArray<string>;
}

/** The true time of a record lies between the two; an open bound is `null`. */
export interface TimeBounds {
  readonly lower: Bound | null;
  readonly upper: Bound | null;
}

/** One time for each witness. */
export type TimesByWitness = ReadonlyMap<string, Instant>;

/** All that is known of the true time of one record. */
export interface RecordTimes {
  /** The latest cosignature of each witness on notes that the record or an ancestor names in `after`. */
  readonly behind: TimesByWitness;
  /** The earliest cosignature of each witness on checkpoints that hold the record or a descendant. */
  readonly ahead: TimesByWitness;
}

/** What a bound is judged by. */
export interface TimeGround {
  /** A bound that holds under one of them holds. */
  readonly policies: ReadonlyArray<WitnessPolicy>;
  /** False for a witness whose key is revoked: its cosignatures never count. */
  readonly counts: (witness: string) => boolean;
}

/** What bounds need of a record of type `R`. */
export interface Timed<R> {
  readonly id: RecordId;
  readonly after: string | null;
  readonly parents: ReadonlyArray<R>;
}

export const openBounds: TimeBounds = { lower: null, upper: null };

/**
 * The times of all complete records of a history, given parents first. Costs records x witnesses; records between
 * which nothing changes share one map.
 */
export const historyTimes = <R extends Timed<R>>(
  order: ReadonlyArray<R>,
  evidence: Pick<TimeEvidence, "inclusions" | "note">,
): ReadonlyMap<R, RecordTimes> => {
  const behind = timesBehind(order, evidence.note);
  const ahead = timesAhead(order, evidence.inclusions);
  return new Map(
    order.map((record) => [record, { behind: behind.get(record) ?? none, ahead: ahead.get(record) ?? none }]),
  );
};

/** The bounds that follow from times under any of the policies. */
export const boundsUnder = ({ ahead, behind }: RecordTimes, ground: TimeGround): TimeBounds => {
  if (ahead.size === 0 && behind.size === 0) return openBounds;
  return { lower: boundOf(behind, ground, later), upper: boundOf(ahead, ground, earlier) };
};

/** Compares so that what is wanted more comes first: the latest time for a lower bound, the earliest for an upper. */
type Preference = (left: Instant, right: Instant) => number;

const earlier: Preference = (left, right) => (left < right ? -1 : left > right ? 1 : 0);
const later: Preference = (left, right) => earlier(right, left);
const none: TimesByWitness = new Map();

const timesBehind = <R extends Timed<R>>(
  order: ReadonlyArray<R>,
  note: TimeEvidence["note"],
): ReadonlyMap<R, TimesByWitness> => {
  const found = new Map<R, TimesByWitness>();
  for (const record of order) {
    const inherited = record.parents.reduce((times, parent) => joined(times, found.get(parent) ?? none, later), none);
    const named = record.after === null ? null : note(record.after);
    found.set(record, named === null ? inherited : joined(inherited, byWitness(named, later), later));
  }
  return found;
};

const timesAhead = <R extends Timed<R>>(
  order: ReadonlyArray<R>,
  inclusions: TimeEvidence["inclusions"],
): ReadonlyMap<R, TimesByWitness> => {
  const found = new Map<R, TimesByWitness>();
  for (const record of order.toReversed()) {
    const own = byWitness(inclusions(record.id), earlier);
    const times = joined(own, found.get(record) ?? none, earlier);
    found.set(record, times);
    for (const parent of record.parents) found.set(parent, joined(times, found.get(parent) ?? none, earlier));
  }
  return found;
};

const byWitness = (times: ReadonlyArray<WitnessTime>, prefer: Preference): TimesByWitness => {
  if (times.length === 0) return none;
  const best = new Map<string, Instant>();
  for (const { time, witness } of times) {
    const known = best.get(witness);
    if (known === undefined || prefer(time, known) < 0) best.set(witness, time);
  }
  return best;
};

/** The preferred time of each witness; one of the two maps itself where the other adds nothing. */
const joined = (left: TimesByWitness, right: TimesByWitness, prefer: Preference): TimesByWitness => {
  if (left === right || addsNothing(right, left, prefer)) return left;
  if (addsNothing(left, right, prefer)) return right;
  const both = new Map(left);
  for (const [witness, time] of right) {
    const known = both.get(witness);
    if (known === undefined || prefer(time, known) < 0) both.set(witness, time);
  }
  return both;
};

const addsNothing = (added: TimesByWitness, times: TimesByWitness, prefer: Preference): boolean => {
  for (const [witness, time] of added) {
    const known = times.get(witness);
    if (known === undefined || prefer(time, known) < 0) return false;
  }
  return true;
};

const boundOf = (times: TimesByWitness, { counts, policies }: TimeGround, prefer: Preference): Bound | null => {
  const timeOf = (witness: string): Instant | undefined => (counts(witness) ? times.get(witness) : undefined);
  const found = policies.flatMap((policy): ReadonlyArray<Bound> => {
    const time = quorumValue(policy, timeOf, prefer);
    return time === null ? [] : [{ time, witnesses: standingBehind(policy, time, timeOf, prefer) }];
  });
  return found.sort((left, right) => prefer(left.time, right.time))[0] ?? null;
};

const standingBehind = (
  { witnesses }: WitnessPolicy,
  bound: Instant,
  timeOf: (witness: string) => Instant | undefined,
  prefer: Preference,
): ReadonlyArray<string> =>
  witnesses
    .map(({ key }) => key.key)
    .filter((witness) => {
      const time = timeOf(witness);
      return time !== undefined && prefer(time, bound) <= 0;
    })
    .sort();
