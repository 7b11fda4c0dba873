/**
 * Computes the standing of every record from the graph alone, the same at every reader (record-format.md, sections 4
 * and 5).
 */
import { isComplete, isContradicted, type HeldRecord, type History } from "../ledger/history.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { parseRecordId, type HistoryId, type RecordId } from "../ledger/record.ts";
import { openBounds, type RecordTimes, type TimeBounds } from "../witness/time-bounds.ts";
import { noTimeEvidence, type TimeEvidence } from "../witness/time-evidence.ts";
import { authorOf, endorserOf } from "./backer.ts";
import { BoundsReader } from "./bounds-reader.ts";
import { equivocationCut } from "./equivocation-cut.ts";
import { validatorRole } from "./default-charter.ts";
import { firstVerdict, knownState, passingOf, viewIn, type JudgedHistory } from "./first-verdict.ts";
import { joinedPassing, moveType, moveWants, offerOf, type Offer, type Passing } from "./history-move.ts";
import { Judgement, type QuorumQuestion } from "./judgement.ts";
import { quorumWants, type Backing } from "./quorum.ts";
import { RegisterReader } from "./register-reader.ts";
import { noRegister, partyId, quorumsFor, rolesOfKey, type RegisterState } from "./register-state.ts";
import { RegisterViews } from "./register-view.ts";
import { incompleteVerdict, quorumType } from "./standing-rules.ts";
import { accepted, type Verdict } from "./standing.ts";

/** Records that may end a key or change the witness policy: they say so, or complete the quorum of one that does. */
const mayEndKeys = /^(register\/(key-|witness-)|record\/endorsed@)/;

/** A record's backing with the endorsements that count for it. */
export interface RecordBacking extends Backing {
  readonly endorsements: ReadonlyArray<HeldRecord>;
}

const noBacking: RecordBacking = { backers: [], endorsements: [], groups: [], sameParty: (id) => id };

/**
 * Judges the records of a ledger; `knows` says which `area/name@version` this program can read, `evidence` what is
 * known of times.
 */
export class StandingJudge {
  readonly #ledger: Ledger;
  readonly #knows: (type: string) => boolean;
  readonly #registers = new Map<HistoryId, RegisterReader>();
  readonly #views: RegisterViews;
  readonly #bounds: BoundsReader;
  readonly #now = new Map<HistoryId, RegisterState>();
  /** The states whose ended keys verdicts were given by. */
  readonly #ended = new Map<HistoryId, RegisterState>();
  readonly #judgements = new Map<HistoryId, Judgement>();
  /** Histories that wait for a register record which somebody names. */
  readonly #awaiting = new Map<RecordId, Set<HistoryId>>();

  constructor(ledger: Ledger, knows: (type: string) => boolean, evidence: TimeEvidence = noTimeEvidence) {
    this.#ledger = ledger;
    this.#knows = knows;
    this.#bounds = new BoundsReader(evidence);
    this.#views = new RegisterViews(ledger, (register) => this.#readerOf(register));
  }

  /** The verdict on one held record. */
  verdict(record: HeldRecord): Verdict {
    if (!isComplete(record)) return incompleteVerdict(record, this.#ledger);
    const found = this.verdicts(record.history).get(record.id);
    if (found === undefined) throw new Error(`The complete record ${record.id} was not judged`);
    return found;
  }

  /** Verdicts on the complete records of a history. */
  verdicts(id: HistoryId): ReadonlyMap<RecordId, Verdict> {
    const history = this.#ledger.history(id);
    if (history === undefined) return new Map();
    const judgement = this.#judgementOf(history);
    return judgement.verdicts(this.#wantsIn(history, judgement));
  }

  /** Who stands behind a record, and who must; no group where it needs none, or is not held whole. */
  backing(record: HeldRecord): RecordBacking {
    const history = this.#ledger.history(record.history);
    if (history === undefined || !isComplete(record)) return noBacking;
    const judgement = this.#judgementOf(history);
    const place = this.#place(history, judgement);
    judgement.verdicts(this.#wantsIn(history, judgement));
    const endorsements = judgement.endorsementsOf(record);
    return { ...this.#backing(place, record, endorsements), endorsements };
  }

  /** What a next record of a history names: valid and permitted records that no other of these has seen. */
  goodHeads(id: HistoryId): ReadonlyArray<HeldRecord> {
    const history = this.#ledger.history(id);
    return history === undefined ? [] : [...this.#judgementOf(history).heads];
  }

  /** The register as a record knew it, for showing who wrote it in which role. */
  registerAt(record: HeldRecord): RegisterState {
    const history = this.#ledger.history(record.history);
    if (history === undefined || !isComplete(record)) return noRegister;
    if (this.#isRegister(history)) return this.#readerOf(history.id).at([record]);
    return this.#judgementOf(history).views.get(record)?.state ?? noRegister;
  }

  /** The bounds of a record's true time; open for one that is not complete (section 6). */
  bounds(record: HeldRecord): TimeBounds {
    const history = this.#ledger.history(record.history);
    if (history === undefined || !isComplete(record)) return openBounds;
    const states = { known: this.registerAt(record), now: this.registerNowOf(record) };
    return this.#bounds.bounds(history, record, states);
  }

  /** All that witnesses say of a complete record's time, whatever the policy. */
  times(record: HeldRecord): RecordTimes | undefined {
    const history = this.#ledger.history(record.history);
    return history === undefined ? undefined : this.#bounds.times(history, record);
  }

  /** The register that governs a record, at its heads of now. */
  registerNowOf(record: HeldRecord): RegisterState {
    const history = this.#ledger.history(record.history);
    const register = history === undefined ? null : this.#registerOfRecord(history, record);
    return register === null ? noRegister : this.registerNow(register);
  }

  /**
   * The register that judges what is written next in a history: the one that it went over to, where it did. Whoever
   * endorses an offer as a validator of the register that it is offered to is judged by that one.
   */
  registerFor(id: HistoryId, draft: Pick<HeldRecord, "body" | "type" | "writer"> | null = null): HistoryId | null {
    const history = this.#ledger.history(id);
    if (history === undefined || !history.hasType(moveType))
      return history === undefined ? null : this.#registerOf(history);
    const passing = this.#passingNow(history);
    const offer = draft === null ? undefined : offerOf(passing, draft);
    if (draft === null || offer === undefined || draft.body?.["role"] !== validatorRole) return passing.register;
    const isThere = rolesOfKey(this.registerNow(offer.to), draft.writer).includes(validatorRole);
    return isThere ? offer.to : passing.register;
  }

  /** Moves of a history to another register that are not in force yet, each with what it still wants. */
  offers(id: HistoryId): ReadonlyArray<Offer & { readonly wants: string }> {
    const history = this.#ledger.history(id);
    if (history === undefined || !history.hasType(moveType)) return [];
    const viewOf = viewIn({ judgement: this.#judgementOf(history) });
    return this.#passingNow(history).offers.map((offer) => ({ ...offer, wants: moveWants(offer, viewOf) ?? "" }));
  }

  #passingNow(history: History): Passing {
    const judgement = this.#judgementOf(history);
    const heads = [...judgement.heads].map(passingOf({ history, judgement }));
    return joinedPassing(heads, this.#registerOf(history), viewIn({ judgement }));
  }

  /** A register at its heads of now. */
  registerNow(register: HistoryId): RegisterState {
    const known = this.#now.get(register);
    if (known !== undefined) return known;
    const state = this.#readerOf(register).at([...(this.#ledger.history(register)?.heads ?? [])]);
    this.#now.set(register, state);
    return state;
  }

  /** A register as its next record will have seen it: at its good heads. */
  registerToCome(register: HistoryId): RegisterState {
    return this.#readerOf(register).at(this.goodHeads(register));
  }

  /**
   * Says which records became complete, and which were taken in that wait for a parent or are contradicted by one now.
   * Returns the histories in which places or verdicts of other records may have changed.
   */
  arrived(completed: ReadonlyArray<HeldRecord>, others: ReadonlyArray<HeldRecord> = []): ReadonlySet<HistoryId> {
    const anew = new Set<HistoryId>();
    for (const record of others) {
      if (this.#isOutdated(record.history)) this.#forget(record.history, anew);
      if (isContradicted(record)) anew.add(record.history);
    }
    // What a register says now is settled first: one record of many may be judged by what another of them has ended.
    for (const { history } of completed) this.#now.delete(history);
    for (const { history, type } of completed) if (mayEndKeys.test(type)) this.#endKeys(history, anew);
    for (const record of completed) {
      for (const waiting of this.#awaiting.get(record.id) ?? []) this.#forget(waiting, anew);
      this.#awaiting.delete(record.id);
      this.#takeIn(record, anew);
    }
    return anew;
  }

  /** Says that more is known of times: the histories whose verdicts depend on that, to be asked for anew. */
  timesGrew(): ReadonlySet<HistoryId> {
    const anew = new Set<HistoryId>();
    for (const id of this.#judgements.keys()) if (this.#isOutdated(id)) this.#forget(id, anew);
    return anew;
  }

  #takeIn(record: HeldRecord, anew: Set<HistoryId>): void {
    const history = this.#ledger.history(record.history);
    const judgement = this.#judgements.get(record.history);
    if (history === undefined || judgement === undefined || judgement.has(record)) return void anew.add(record.history);
    const place = this.#place(history, judgement);
    const isBounding = judgement.timesVersion !== null && this.#bounds.isWitnessed(record);
    const hasEnded = this.#registersOf(history).some((id) => this.#endedIn(id).endsByKey.has(record.writer));
    if (isBounding || this.#isOutdated(history.id) || hasEnded) return this.#forget(history.id, anew);
    const isEntangled = this.#judge(place, record);
    if (isEntangled || judgement.renumberings !== history.renumberings) anew.add(history.id);
    judgement.renumberings = history.renumberings;
  }

  // Only the end of a key reaches records whose writers had not seen it (section 5), and what bounds their times.
  #endKeys(register: HistoryId, anew: Set<HistoryId>): void {
    const before = this.#ended.get(register);
    if (before === undefined) return;
    const known = new Set(before.ends.map(({ by }) => by));
    const now = this.registerNow(register);
    this.#ended.set(register, now);
    const ended = now.ends.filter(({ by }) => !known.has(by));
    const isBoundAnew = ended.length > 0 || policiesIn(before) !== policiesIn(now);
    if (!isBoundAnew) return;
    for (const [id, { timesVersion }] of this.#judgements) {
      const history = this.#ledger.history(id);
      const isUnder = history !== undefined && this.#registersOf(history).includes(register);
      const isTouched = timesVersion !== null || ended.some(({ key }) => history?.hasWriter(key) === true);
      if (isUnder && isTouched) this.#forget(id, anew);
    }
  }

  #endedIn(register: HistoryId): RegisterState {
    const state = this.#ended.get(register) ?? this.registerNow(register);
    this.#ended.set(register, state);
    return state;
  }

  #judgementOf(history: History): Judgement {
    const known = this.#judgements.get(history.id);
    const isWhole = known?.size === history.completeCount && !this.#isOutdated(history.id);
    if (known !== undefined && isWhole) return known;
    const judgement = new Judgement(history);
    this.#judgements.set(history.id, judgement);
    const place = this.#place(history, judgement);
    for (const record of history.order) this.#judge(place, record);
    return judgement;
  }

  // Gives a record its first verdict; true when others' verdicts may depend on it, or its own on theirs.
  #judge(place: JudgedHistory, record: HeldRecord): boolean {
    const { history, judgement } = place;
    const first = firstVerdict(place, record);
    const missing = judgement.views.get(record)?.missing ?? null;
    if (missing !== null) this.#await(missing, history.id);
    const state = first === accepted ? knownState(place, record) : undefined;
    const needsQuorum =
      state !== undefined &&
      (isMove(record) || (state.quorums.length > 0 && quorumsFor(state, quorumType(record, history)).length > 0));
    return judgement.add(record, first, needsQuorum);
  }

  #await(missing: RecordId, history: HistoryId): void {
    const waiting = this.#awaiting.get(missing) ?? new Set<HistoryId>();
    this.#awaiting.set(missing, waiting.add(history));
  }

  #place(history: History, judgement: Judgement): JudgedHistory {
    const register = this.#registerOf(history);
    const place: JudgedHistory = {
      history,
      judgement,
      reader: this.#isRegister(history) ? this.#readerOf(history.id) : null,
      views: this.#views,
      endsOf: (record) => {
        const own = judgement.views.get(record)?.register ?? register;
        return own === null ? [] : (this.#endedIn(own).endsByKey.get(record.writer) ?? []);
      },
      upperOf: (record) => this.#upperOf(place, record),
      cutOf: (writer) => this.#cutOf(place, writer),
      knows: this.#knows,
    };
    return place;
  }

  // A record that nobody stands on is bounded by what holds it alone: a chain in doubt grows without being read again.
  #upperOf(place: JudgedHistory, record: HeldRecord): string | null {
    const { history, judgement } = place;
    judgement.timesVersion ??= this.#bounds.version();
    if (record.children.length === 0 && !this.#bounds.isWitnessed(record)) return null;
    const states = { known: knownState(place, record) ?? noRegister, now: this.registerNowOf(record) };
    return this.#bounds.bounds(history, record, states).upper?.time ?? null;
  }

  #cutOf(place: JudgedHistory, writer: string): string | null {
    const { history, judgement } = place;
    const { cuts } = judgement;
    const known = cuts.get(writer);
    if (known !== undefined) return known;
    judgement.timesVersion ??= this.#bounds.version();
    const cut =
      this.#bounds.version() === 0
        ? null
        : equivocationCut(history.order, writer, (record) => this.#upperOf(place, record));
    cuts.set(writer, cut);
    return cut;
  }

  #wantsIn(history: History, judgement: Judgement): QuorumQuestion {
    const place = this.#place(history, judgement);
    return (record, endorsements) => {
      const to = isMove(record) ? parseRecordId(record.body?.["register"]) : null;
      const viewOf = viewIn({ judgement });
      if (to !== null) return moveWants({ backers: endorsements, from: null, move: record, to }, viewOf);
      const { backers, groups, sameParty } = this.#backing(place, record, endorsements);
      return quorumWants(groups, backers, sameParty);
    };
  }

  // Parties that were merged in anything that the record or its endorsers knew count once. In a register the roles of
  // endorsers, too, are those that the record had seen.
  #backing(place: JudgedHistory, record: HeldRecord, endorsements: ReadonlyArray<HeldRecord>): Backing {
    const known = (one: HeldRecord): RegisterState => knownState(place, one) ?? noRegister;
    // A role that somebody holds in another register is none in this one.
    const under = (one: HeldRecord): HistoryId | null | undefined => place.judgement.views.get(one)?.register;
    const own = endorsements.filter((one) => under(one) === under(record));
    const joint = this.#jointState(place, [record, ...own]);
    const state = known(record);
    const endorsers = own.map((one) => endorserOf(one, place.reader === null ? known(one) : state));
    const groups = quorumsFor(state, quorumType(record, place.history));
    return { backers: [authorOf(record, state), ...endorsers], groups, sameParty: (id) => partyId(joint, id) };
  }

  #jointState({ history, judgement, reader }: JudgedHistory, records: ReadonlyArray<HeldRecord>): RegisterState {
    if (reader !== null) return reader.at([...new Set(records.flatMap(({ parents }) => parents))]);
    const heads = records.flatMap((record) => judgement.views.get(record)?.heads ?? []);
    const [first] = records;
    const register = first === undefined ? undefined : judgement.views.get(first)?.register;
    return this.#views.at(
      register ?? history.root?.foundsUnder ?? null,
      heads.map(({ id }) => id),
    ).state;
  }

  #isOutdated(id: HistoryId): boolean {
    const judgement = this.#judgements.get(id);
    if (judgement === undefined) return false;
    const { doubtChanges, timesVersion } = judgement;
    if (timesVersion !== null && timesVersion !== this.#bounds.version()) return true;
    return doubtChanges !== this.#ledger.history(id)?.doubtChanges;
  }

  #forget(id: HistoryId, anew: Set<HistoryId>): void {
    this.#judgements.delete(id);
    anew.add(id);
  }

  #readerOf(register: HistoryId): RegisterReader {
    const known = this.#registers.get(register);
    if (known !== undefined) return known;
    const reader = new RegisterReader((id) => this.#recordIn(register, id), this.#knows);
    this.#registers.set(register, reader);
    return reader;
  }

  #recordIn(register: HistoryId, id: string): HeldRecord | undefined {
    const records: ReadonlyMap<string, HeldRecord> = this.#ledger.history(register)?.records ?? new Map();
    return records.get(id);
  }

  #registerOf(history: History): HistoryId | null {
    return this.#isRegister(history) ? history.id : (history.root?.foundsUnder ?? null);
  }

  #registerOfRecord(history: History, record: HeldRecord): HistoryId | null {
    const moved = history.hasType(moveType) && isComplete(record);
    const view = moved ? this.#judgementOf(history).views.get(record) : undefined;
    return view?.register ?? this.#registerOf(history);
  }

  /** Every register that may judge records of a history: the one that it was founded under, and those of its moves. */
  #registersOf(history: History): ReadonlyArray<HistoryId> {
    const founded = this.#registerOf(history);
    const records = history.hasType(moveType) ? [...history.records.values()] : [];
    const moved = records.flatMap((record) => (isMove(record) ? (parseRecordId(record.body?.["register"]) ?? []) : []));
    return founded === null ? moved : [founded, ...moved];
  }

  #isRegister(history: History): boolean {
    return history.root !== undefined && history.root.foundsUnder === null;
  }
}

const isMove = ({ type }: HeldRecord): boolean => type === moveType;

/** The policies of a register as one text. */
const policiesIn = ({ witnessPolicies }: RegisterState): string =>
  witnessPolicies.map(({ by, value }) => `${by.id} ${value.text}`).join("\n");
