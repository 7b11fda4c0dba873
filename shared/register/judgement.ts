/**
 * The verdicts on the records of one history: first each by what it has seen alone, then those that other records
 * decide about, by endorsements, corrections and conflicts (record-format.md, sections 4 and 5).
 */
import { fieldValues, inConflict } from "../ledger/conflict-set.ts";
import type { HeldRecord, History } from "../ledger/history.ts";
import { compareByTime, hasSeen } from "../ledger/order.ts";
import type { RecordId } from "../ledger/record.ts";
import { endorsedSchema } from "./quorum.ts";
import type { KeyEnd } from "./register-state.ts";
import type { RegisterView } from "./register-view.ts";
import { correctionReason, correctionTarget, seenBy } from "./standing-rules.ts";
import { accepted, mayBeSeen, verdict, type Verdict } from "./standing.ts";

/** What a quorum still wants for a record with these endorsements; `null` when it needs none, or is content. */
export type QuorumQuestion = (record: HeldRecord, endorsements: ReadonlyArray<HeldRecord>) => string | null;

export class Judgement {
  readonly views = new Map<HeldRecord, RegisterView>();
  /** For records behind an unknown `record/*` the first such record. */
  readonly clouded = new Map<HeldRecord, HeldRecord>();
  /** The records of ended keys that stay good. */
  readonly good = new Map<KeyEnd, ReadonlySet<HeldRecord>>();
  /** How often the history's equivocations and places had changed when it was judged. */
  readonly doubtChanges: number;
  renumberings: number;
  readonly #history: History;
  readonly #verdicts = new Map<RecordId, Verdict>();
  /** First verdicts that others took the place of. */
  readonly #first = new Map<RecordId, Verdict>();
  readonly #heads = new Set<HeldRecord>();
  readonly #asking: HeldRecord[] = [];
  readonly #endorsing: HeldRecord[] = [];
  readonly #correcting: HeldRecord[] = [];
  #setters = 0;
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
    if (record.sets.length > 0) this.#setters++;
    if (needsQuorum) this.#asking.push(record);
    if (record.type === "record/endorsed@1") this.#endorsing.push(record);
    if (record.type === "record/corrected@1") this.#correcting.push(record);
    const isEntangled = needsQuorum || record.sets.length > 0 || /^record\/(endorsed|corrected)@1$/.test(record.type);
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
    if (this.#setters > 1) this.#markConflicts();
    this.#settled = true;
  }

  #markProvisional(wants: QuorumQuestion): void {
    if (this.#asking.length === 0) return;
    const endorsements = groupBy(this.#endorsing.filter((record) => this.#counts(record)), (record) => {
      const body = endorsedSchema.safeParse(record.body);
      return body.success ? seenBy(record, this.#history)(body.data.target) : undefined;
    });
    for (const record of this.#asking) {
      const wanted = this.#counts(record) ? wants(record, endorsements.get(record) ?? []) : null;
      if (wanted !== null) this.#replace(record.id, verdict("provisional", wanted));
    }
  }

  #markCorrected(): void {
    const corrections = groupBy(this.#correcting.filter((record) => this.#counts(record)), (record) =>
      correctionTarget(record, this.#history),
    );
    for (const [target, all] of corrections) {
      const [first] = all.sort(compareByTime);
      if (first === undefined || !this.#counts(target)) continue;
      const reason = `A later record corrects it: ${correctionReason(first)}.`;
      this.#replace(target.id, verdict("corrected", reason, all.map(({ id }) => id)));
    }
  }

  #markConflicts(): void {
    const fields = fieldValues(this.#history.order, (record) => this.#counts(record));
    for (const [field, values] of fields) {
      if (!inConflict(values)) continue;
      const ids = values.map(({ by }) => by);
      const reason = `Records that had not seen each other give "${field}" different values.`;
      for (const id of ids) if (!this.#first.has(id)) this.#replace(id, verdict("conflicting", reason, ids));
    }
  }

  #counts(record: HeldRecord): boolean {
    return this.#verdicts.get(record.id) === accepted;
  }

  #replace(id: RecordId, later: Verdict): void {
    this.#first.set(id, this.#verdicts.get(id) ?? accepted);
    this.#verdicts.set(id, later);
  }
}

const groupBy = (
  records: ReadonlyArray<HeldRecord>,
  targetOf: (record: HeldRecord) => HeldRecord | undefined,
): Map<HeldRecord, HeldRecord[]> => {
  const groups = new Map<HeldRecord, HeldRecord[]>();
  for (const record of records) {
    const target = targetOf(record);
    if (target === undefined) continue;
    const group = groups.get(target) ?? [];
    groups.set(target, group);
    group.push(record);
  }
  return groups;
};
