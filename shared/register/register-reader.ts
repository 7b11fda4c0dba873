/**
 * Reads one register: which of its records take effect, and what it says at any set of heads (record-format.md,
 * section 5).
 */
import { isComplete, type HeldRecord } from "../ledger/history.ts";
import { hasSeen } from "../ledger/order.ts";
import { authorOf, endorserOf } from "./backer.ts";
import { baseType } from "./permission.ts";
import { endorsedSchema, quorumWants } from "./quorum.ts";
import { changeOf, misfitOf, type RegisterChange } from "./register-change.ts";
import { noRegister, partyId, quorumsFor, type RegisterState } from "./register-state.ts";
import { writingRefusal } from "./standing-rules.ts";

/** What was found out about one register record; it depends on its ancestors alone. */
interface Reading {
  readonly before: RegisterState;
  readonly after: RegisterState;
  readonly refusal: string | null;
  readonly misfit: string | null;
  readonly change: RegisterChange | null;
  /** The register record that it endorses. */
  readonly endorses: HeldRecord | null;
}

/** Answers for one register history; every answer depends on the named heads and their ancestors alone. */
export class RegisterReader {
  readonly #find: (id: string) => HeldRecord | undefined;
  readonly #knows: (type: string) => boolean;
  readonly #readings = new Map<HeldRecord, Reading>();

  /** `find` gives a held record of the register, `knows` says which `area/name@version` this program can read. */
  constructor(find: (id: string) => HeldRecord | undefined, knows: (type: string) => boolean) {
    this.#find = find;
    this.#knows = knows;
  }

  /** The state at a set of complete heads. */
  at(heads: ReadonlyArray<HeldRecord>): RegisterState {
    this.#readUpTo(heads);
    return this.#joined(heads);
  }

  /** The state that a record had seen: that of its ancestors without itself. */
  before(record: HeldRecord): RegisterState {
    return this.#readingOf(record).before;
  }

  /** Why the writer of a record of the register may not write it, judged by its ancestors; `null` when it may. */
  refusal(record: HeldRecord): string | null {
    return this.#readingOf(record).refusal;
  }

  /** Why a record that its writer may write changes nothing: it does not fit what it stands on; `null` when it does. */
  misfit(record: HeldRecord): string | null {
    return this.#readingOf(record).misfit;
  }

  #readingOf(record: HeldRecord): Reading {
    this.#readUpTo([record]);
    const reading = this.#readings.get(record);
    if (reading === undefined) throw new Error(`The register record ${record.id} was not read`);
    return reading;
  }

  // Parents first and without recursion: a register may be longer than the stack is deep.
  #readUpTo(heads: ReadonlyArray<HeldRecord>): void {
    const unread = new Set<HeldRecord>();
    const open = [...heads];
    for (let record = open.pop(); record !== undefined; record = open.pop()) {
      if (unread.has(record) || this.#readings.has(record)) continue;
      unread.add(record);
      open.push(...record.parents);
    }
    for (const record of byPosition(unread)) this.#read(record);
  }

  #read(record: HeldRecord): void {
    const before = this.#joined(record.parents);
    const refusal = this.#refusalOf(record, before);
    const isRegister = record.type.startsWith("register/");
    const counts = refusal === null && (before.endsByKey.get(record.writer) ?? []).length === 0;
    const readable = record.fault === null || (isRegister && !this.#knows(record.type));
    const misfit = misfitOf(record, before);
    const reading = {
      before,
      refusal,
      misfit,
      change: isRegister && counts && readable && misfit === null ? changeOf(record, before) : null,
      endorses: counts && readable ? this.#endorsedBy(record) : null,
    };
    this.#readings.set(record, { ...reading, after: before });
    this.#readings.set(record, { ...reading, after: this.#step(before, record) });
  }

  #refusalOf(record: HeldRecord, before: RegisterState): string | null {
    if (record.id !== record.history) return writingRefusal(record, before, (id) => this.#seenBy(record, id));
    return record.type === "register/charter@1" ? null : "A register begins with its charter.";
  }

  #seenBy(record: HeldRecord, id: string): HeldRecord | undefined {
    const other = this.#find(id);
    return other !== undefined && other !== record && isComplete(other) && hasSeen(record, other) ? other : undefined;
  }

  #endorsedBy(record: HeldRecord): HeldRecord | null {
    const body = record.type === "record/endorsed@1" ? endorsedSchema.safeParse(record.body) : null;
    return body?.success === true ? (this.#seenBy(record, body.data.target) ?? null) : null;
  }

  // What lies between the states of several heads is added to the state of the latest of them.
  #joined(heads: ReadonlyArray<HeldRecord>): RegisterState {
    const latest = byPosition(latestOf(heads));
    const base = latest.pop();
    if (base === undefined) return noRegister;
    const state = this.#readings.get(base)?.after ?? noRegister;
    if (latest.length === 0) return state;
    const missing = unseen(latest, base);
    return byPosition(missing).reduce((next, record) => this.#step(next, record), state);
  }

  #step(state: RegisterState, record: HeldRecord): RegisterState {
    const reading = this.#readings.get(record);
    const target = reading?.endorses ?? null;
    if (target === null) return this.#effect(state, record);
    const known = state.endorsements.get(target.id) ?? [];
    return this.#effect({ ...state, endorsements: state.endorsements.with(target.id, [...known, record]) }, target);
  }

  // Its group is the one that it had seen, and so are the roles of those who endorse it.
  #effect(state: RegisterState, record: HeldRecord): RegisterState {
    const reading = this.#readings.get(record);
    if (reading === undefined || reading.change === null) return state;
    const { before, change } = reading;
    const groups = quorumsFor(before, baseType(record.type));
    if (groups.length === 0) return change(state);
    const endorsements = state.endorsements.get(record.id) ?? [];
    const backers = [authorOf(record, before), ...endorsements.map((endorsement) => endorserOf(endorsement, before))];
    return quorumWants(groups, backers, (id) => partyId(before, id)) === null ? change(state) : state;
  }
}

/** The heads that no other of them has seen. */
export const latestOf = (heads: ReadonlyArray<HeldRecord>): ReadonlyArray<HeldRecord> =>
  heads.filter((head) => !heads.some((other) => other !== head && hasSeen(other, head)));

/** The heads and those of their ancestors that `base` has not seen. */
const unseen = (heads: ReadonlyArray<HeldRecord>, base: HeldRecord): ReadonlySet<HeldRecord> => {
  const found = new Set<HeldRecord>();
  const open = [...heads];
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (found.has(record) || hasSeen(base, record)) continue;
    found.add(record);
    open.push(...record.parents);
  }
  return found;
};

const byPosition = (records: Iterable<HeldRecord>): HeldRecord[] =>
  [...records].sort((left, right) => left.position - right.position);
