/**
 * The verdicts on the records of one history: first each by what it has seen alone, then those that other records
 * decide about, by endorsements, corrections and conflicts (record-format.md, sections 4 and 5).
 */
import { fieldValues, inConflict } from "../ledger/conflict-set.ts";
import type { HeldRecord, History } from "../ledger/history.ts";
import { compareByTime, hasSeen } from "../ledger/order.ts";
import type { RecordId } from "../ledger/record.ts";
import type { Passing } from "./history-move.ts";
import { endorsedSchema } from "./quorum.ts";
import type { KeyEnd } from "./register-state.ts";
import type { RegisterView } from "./register-view.ts";
import { correctionReason, correctionTarget, seenBy } from "./standing-rules.ts";
import { accepted, mayBeSeen, verdict, type Verdict } from "./standing.ts";

/** What a quorum still wants for a record with these endorsements; `null` when it needs none, or is content. */
export type QuorumQuestion = (record: HeldRecord, endorsements: ReadonlyArray<HeldRecord>) => string | null;

export class Judgement {
  readonly views = new Map<HeldRecord, RegisterView>();
  /** What records pass on, in a history that goes over to another register. */
  readonly passing = new Map<HeldRecord, Passing>();
  /** For records behind an unknown `record/*` the first such record. */
  readonly clouded = new Map<HeldRecord, HeldRecord>();
  /** The records of ended keys that stay good. */
  readonly good = new Map<KeyEnd, ReadonlySet<HeldRecord>>();
  /** How often the history's equivocations and places had changed when it was judged. */
  readonly doubtChanges: number;
  /** What was known of times when it first depended on them; `null` while it does not. */
  timesVersion: number | null = null;
  /** When equivocations of a key became known. */
  readonly cuts = new Map<string, string | null>();
  renumberings: number;
  readonly #history: History;
  readonly #verdicts = new Map<RecordId, Verdict>();
  /** First verdicts that others took the place of. */
  readonly #first = new Map<RecordId, Verdict>();
  readonly #heads = new Set<HeldRecord>();
  readonly #asking: HeldRecord[] = [];
  readonly #setting: HeldRecord[] = [];
  readonly #endorsing: Deciding[] = [];
  readonly #correcting: Deciding[] = [];
  #settled = true;

  constructor(history: History) {
    this.#history = history;
    this.doubtChanges = history.doubtChanges;
    this.renumberings = history.renumberings;
  }

  /**
   * Adds the first verdict on a record. True when the verdicts on others may depend on it, or it on theirs: it needs a
   * quorum, endorses, corrects or sets a single-valued field.
   */
  add(record: HeldRecord, first: Verdict, needsQuorum: boolean): boolean {
    this.#verdicts.set(record.id, first);
    if (mayBeSeen(first)) this.#addHead(record);
    const target = decidesOn(record, this.#history);
    if (record.sets.length > 0) this.#setting.push(record);
    if (needsQuorum) this.#asking.push(record);
    if (target !== undefined)
      (record.type === "record/corrected@1" ? this.#correcting : this.#endorsing).push({ record, target });
    const isEntangled = needsQuorum || target !== undefined || record.sets.length > 0;
    if (isEntangled) this.#settled = false;
    return isEntangled;
  }

  /** Of the records that a writer may name, those that no other of them has seen. */
  get heads(): ReadonlySet<HeldRecord> {
    return this.#heads;
  }

  /** Records that were added. */
  get size(): number {
    return this.#verdicts.size;
  }

  has(record: HeldRecord): boolean {
    return this.#verdicts.has(record.id);
  }

  /** The verdicts on all records that were added. */
  verdicts(wants: QuorumQuestion): ReadonlyMap<RecordId, Verdict> {
    if (!this.#settled) this.#settle(wants);
    return this.#verdicts;
  }

  /** The endorsements of a record that count: permitted, of a key that is not in doubt, by one who has seen it. */
  endorsementsOf(target: HeldRecord): ReadonlyArray<HeldRecord> {
    return this.#endorsing.flatMap((one) => (one.target === target && this.#counts(one.record) ? [one.record] : []));
  }

  // Behind a parent that is passed over, a head may hide that the record has seen.
  #addHead(record: HeldRecord): void {
    const passesOver = record.parents.some(({ id }) => !mayBeSeen(this.#firstOf(id)));
    for (const head of passesOver ? [...this.#heads] : record.parents) {
      if (!passesOver || hasSeen(record, head)) this.#heads.delete(head);
    }
    this.#heads.add(record);
  }

  #firstOf(id: RecordId): Verdict {
    return this.#first.get(id) ?? this.#verdicts.get(id) ?? accepted;
  }

  #settle(wants: QuorumQuestion): void {
    for (const [id, first] of this.#first) this.#verdicts.set(id, first);
    this.#first.clear();
    this.#markProvisional(wants);
    this.#markCorrected();
    if (this.#setting.length > 1) this.#markConflicts();
    this.#settled = true;
  }

  #markProvisional(wants: QuorumQuestion): void {
    if (this.#asking.length === 0) return;
    const endorsements = this.#byTarget(this.#endorsing);
    for (const record of this.#asking) {
      const wanted = this.#counts(record) ? wants(record, endorsements.get(record) ?? []) : null;
      if (wanted !== null) this.#replace(record.id, verdict("provisional", wanted));
    }
  }

  #markCorrected(): void {
    for (const [target, all] of this.#byTarget(this.#correcting)) {
      const [first] = all.sort(compareByTime);
      if (first === undefined || !this.#counts(target)) continue;
      const reason = `A later record corrects it: ${correctionReason(first)}.`;
      this.#replace(
        target.id,
        verdict(
          "corrected",
          reason,
          all.map(({ id }) => id),
        ),
      );
    }
  }

  #markConflicts(): void {
    const fields = fieldValues(this.#history.inOrder(this.#setting), (record) => this.#counts(record));
    for (const [field, values] of fields) {
      if (!inConflict(values)) continue;
      const ids = values.map(({ by }) => by);
      const reason = `Records that had not seen each other give "${field}" different values.`;
      for (const id of ids) if (!this.#first.has(id)) this.#replace(id, verdict("conflicting", reason, ids));
    }
  }

  #byTarget(deciding: ReadonlyArray<Deciding>): Map<HeldRecord, HeldRecord[]> {
    const byTarget = new Map<HeldRecord, HeldRecord[]>();
    for (const { record, target } of deciding) {
      if (!this.#counts(record)) continue;
      const records = byTarget.get(target) ?? [];
      byTarget.set(target, records);
      records.push(record);
    }
    return byTarget;
  }

  #counts(record: HeldRecord): boolean {
    return this.#verdicts.get(record.id) === accepted;
  }

  #replace(id: RecordId, later: Verdict): void {
    this.#first.set(id, this.#verdicts.get(id) ?? accepted);
    this.#verdicts.set(id, later);
  }
}

/** A correction or endorsement, and the record that it names and has seen. */
interface Deciding {
  readonly record: HeldRecord;
  readonly target: HeldRecord;
}

const decidesOn = (record: HeldRecord, history: History): HeldRecord | undefined => {
  if (record.type === "record/corrected@1") return correctionTarget(record, history);
  const body = record.type === "record/endorsed@1" ? endorsedSchema.safeParse(record.body) : null;
  return body?.success === true ? seenBy(record, history)(body.data.target) : undefined;
};
