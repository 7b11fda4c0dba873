/** Which note a next record names: the one that the register's policy believes, not the one with the latest time. */
import { expect, test } from "vitest";
import { newestNoteOf, type KnownNotes } from "../../../main/recorder/newest-note.ts";
import { instantFromMillis } from "../../../shared/clock/instant.ts";
import { noRegister, type RegisterState } from "../../../shared/register/register-state.ts";
import { StandingJudge } from "../../../shared/register/standing-judge.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import type { WitnessTime } from "../../../shared/witness/time-evidence.ts";
import { inspectRecord } from "../../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../../shared/record-type/record-types.ts";
import { policyText, witnessKey } from "../../doubles/witness-keys.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { RegisterScene } from "../register/register-scene.ts";

const at = (number: number, year: number): WitnessTime => ({
  time: instantFromMillis(Date.UTC(year, 0, 1)),
  witness: witnessKey(number).key,
});

/** Notes in the order in which they came; of equals the last one is the best. */
const notesOf = (notes: Readonly<Record<string, ReadonlyArray<WitnessTime>>>, asked: string[] = []): KnownNotes => ({
  evidence: { version: () => Object.keys(notes).length },
  newest: (score) => {
    asked.push("newest");
    const scored = Object.entries(notes).map(([name, times]): readonly [string, string] => [name, score(times) ?? ""]);
    return scored.reduce<readonly [string | null, string]>(
      (best, one) => (one[1] >= best[1] ? one : best),
      [null, ""],
    )[0];
  },
});

const registerWith = (policy: string) => {
  const { records, register } = new RegisterScene({}, { witness_policy: policy });
  const ledger = new Ledger();
  for (const record of records) valueOf(ledger.take(record, inspectRecord(record.record)));
  return { id: register.id, judge: new StandingJudge(ledger, isKnownType) };
};

test("two of three witnesses decide, whatever the third says", () => {
  const { id, judge } = registerWith(policyText(3, 2));
  const notes = notesOf({
    old: [at(1, 2024), at(2, 2024)],
    true: [at(1, 2025), at(2, 2026)],
    lie: [at(3, 2099)],
    later: [at(1, 2026)],
  });
  expect(newestNoteOf(notes, { judge })(id)).toBe("true");
});

test("where no note satisfies the policy the last one that came is named, and none where there is none", () => {
  const { id, judge } = registerWith("quorum none\n");
  expect(newestNoteOf(notesOf({ one: [at(1, 2026)], two: [at(1, 2025)] }), { judge })(id)).toBe("two");
  expect(newestNoteOf(notesOf({}), { judge })(id)).toBeNull();
  expect(newestNoteOf(notesOf({ one: [at(1, 2026)] }), { judge })(null)).toBeNull();
});

test("the notes are looked through once for each state of a register", () => {
  const asked: string[] = [];
  const state: RegisterState = { ...noRegister };
  const { id, judge } = registerWith("quorum none\n");
  const newest = newestNoteOf(notesOf({ one: [at(1, 2026)] }, asked), {
    judge: Object.assign(judge, { registerNow: () => state }),
  });
  expect([newest(id), newest(id)]).toEqual(["one", "one"]);
  expect(asked).toEqual(["newest"]);
});
