/** What is known of times, in memory: it learns notes and inclusions one by one. */
import type { Instant } from "../../shared/clock/instant.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import type { TimeEvidence, WitnessTime } from "../../shared/witness/time-evidence.ts";
import { witnessKey } from "./witness-keys.ts";

export class MemoryTimes implements TimeEvidence {
  readonly #notes = new Map<string, WitnessTime[]>();
  readonly #held = new Map<RecordId, WitnessTime[]>();
  #version = 0;

  /** A note was cosigned by witnesses, given by their numbers. */
  learnNote(sha256: string, time: Instant, witnesses: ReadonlyArray<number>): void {
    this.#learn(this.#notes, sha256, time, witnesses);
  }

  /** A checkpoint that holds a record was cosigned. */
  learnInclusion(record: RecordId, time: Instant, witnesses: ReadonlyArray<number>): void {
    this.#learn(this.#held, record, time, witnesses);
  }

  readonly note = (sha256: string): ReadonlyArray<WitnessTime> | null => this.#notes.get(sha256) ?? null;
  readonly inclusions = (record: RecordId): ReadonlyArray<WitnessTime> => this.#held.get(record) ?? [];
  readonly version = (): number => this.#version;

  #learn<K>(known: Map<K, WitnessTime[]>, what: K, time: Instant, witnesses: ReadonlyArray<number>): void {
    const times = known.get(what) ?? [];
    known.set(what, [...times, ...witnesses.map((number) => ({ time, witness: witnessKey(number).key }))]);
    this.#version++;
  }
}
