/**
 * Computes the standing of every record from the graph alone, the same at every reader (record-format.md, sections 4
 * and 5).
 */
import { isComplete, type HeldRecord, type History } from "../ledger/history.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { hasSeen } from "../ledger/order.ts";
import type { HistoryId, RecordId } from "../ledger/record.ts";
import { quorumMet } from "./quorum.ts";
import { baseType, RegisterReader } from "./register-reader.ts";
import { noRegister, type RegisterState } from "./register-state.ts";
import { accepted, verdict, type Verdict } from "./standing.ts";
import {
  decidesAlone,
  endedKey,
  equivocated,
  markConflicts,
  markCorrected,
  missingParents,
  writingRefusal,
} from "./standing-rules.ts";

/** The register as a record knew it: heads of one register history, none an ancestor of another. */
interface RegisterView {
  readonly heads: ReadonlyArray<HeldRecord>;
  readonly state: RegisterState;
  /** Why the view cannot be formed: a register record that is not here. */
  readonly missing: string | null;
}

interface Judgement {
  readonly verdicts: Map<RecordId, Verdict>;
  readonly views: Map<HeldRecord, RegisterView>;
  /** Unknown `register/*` or `record/*` records among the ancestors make standing undetermined. */
  readonly clouded: Map<HeldRecord, HeldRecord>;
  judged: number;
}

/** Judges the records of a ledger; `knows` says which `area/name@version` this program can read. */
export class StandingJudge {
  readonly #ledger: Ledger;
  readonly #knows: (type: string) => boolean;
  readonly #registers = new Map<HistoryId, RegisterReader>();
  readonly #views = new Map<string, RegisterView>();
  readonly #now = new Map<HistoryId, RegisterState>();
  readonly #judgements = new Map<HistoryId, Judgement>();

  constructor(ledger: Ledger, knows: (type: string) => boolean) {
    this.#ledger = ledger;
    this.#knows = knows;
  }

  /** The verdict on one held record. */
  verdict(record: HeldRecord): Verdict {
    if (!isComplete(record))
      return verdict("pending", "A record that it stands on is not here.", missingParents(record, this.#ledger));
    return this.verdicts(record.history).get(record.id) ?? accepted;
  }

  /** Verdicts on the complete records of a history. */
  verdicts(history: HistoryId): ReadonlyMap<RecordId, Verdict> {
    return this.#judgementOf(history).verdicts;
  }

  /** The register as a record knew it, for showing who wrote it in which role. */
  registerAt(record: HeldRecord): RegisterState {
    if (this.#isRegister(record.history)) return this.#readerOf(record.history).at([record]);
    this.#judgementOf(record.history);
    return this.#judgements.get(record.history)?.views.get(record)?.state ?? noRegister;
  }

  /** A register at its heads of now. */
  registerNow(register: HistoryId): RegisterState {
    const known = this.#now.get(register);
    if (known !== undefined) return known;
    const state = this.#readerOf(register).at([...(this.#ledger.history(register)?.heads ?? [])]);
    this.#now.set(register, state);
    return state;
  }

  /**
   * Says that records became complete; returns the histories whose verdicts may have changed beyond these records
   * themselves.
   * A record that sorts last and decides about nothing else is judged alone.
   */
  arrived(completed: ReadonlyArray<HeldRecord>): ReadonlySet<HistoryId> {
    const anew = new Set<HistoryId>();
    for (const record of completed) {
      const judgement = this.#judgements.get(record.history);
      const history = this.#ledger.history(record.history);
      if (this.#isRegister(record.history)) for (const governed of this.#registerGrew(record)) anew.add(governed);
      if (judgement === undefined || history === undefined) anew.add(record.history);
      else if (history.order[judgement.judged] === record && decidesAlone(record, history))
        this.#judgeNext(history, judgement, record);
      else anew.add(record.history);
    }
    for (const history of anew) this.#judgements.delete(history);
    return anew;
  }

  #registerGrew(record: HeldRecord): ReadonlyArray<HistoryId> {
    this.#views.clear();
    this.#now.delete(record.history);
    const deciding = record.type === "register/key-revoked@1" || record.type === "register/key-rotated@1";
    return [...this.#judgements.keys()].filter((id) => {
      const history = this.#ledger.history(id);
      if (history?.root?.foundsUnder !== record.history) return false;
      return (
        deciding ||
        [...(this.#judgements.get(id)?.verdicts.values() ?? [])].some(({ standing }) => standing === "pending")
      );
    });
  }

  #judgementOf(id: HistoryId): Judgement {
    const known = this.#judgements.get(id);
    if (known !== undefined) return known;
    const judgement: Judgement = { verdicts: new Map(), views: new Map(), clouded: new Map(), judged: 0 };
    this.#judgements.set(id, judgement);
    const history = this.#ledger.history(id);
    if (history === undefined) return judgement;
    for (const record of history.order) this.#judgeNext(history, judgement, record);
    markCorrected(history, judgement.verdicts);
    markConflicts(history, judgement.verdicts);
    return judgement;
  }

  #judgeNext(history: History, judgement: Judgement, record: HeldRecord): void {
    this.#cloud(judgement, record);
    const answer = this.#isRegister(history.id)
      ? this.#judgeRegister(history, record)
      : this.#judge(history, judgement, record);
    judgement.verdicts.set(record.id, answer);
    judgement.judged++;
  }

  #cloud(judgement: Judgement, record: HeldRecord): void {
    const cloud = record.parents.map((parent) => judgement.clouded.get(parent)).find((found) => found !== undefined);
    const own = /^(register|record)\//.test(record.type) && !this.#knows(record.type) ? record : undefined;
    const found = cloud ?? own;
    if (found !== undefined) judgement.clouded.set(record, found);
  }

  #judgeRegister(history: History, record: HeldRecord): Verdict {
    const reader = this.#readerOf(history.id);
    if (record.fault !== null) return verdict("malformed", record.fault);
    const refusal = baseType(record.type).startsWith("register/")
      ? reader.refusal(record)
      : writingRefusal(record, reader.at(record.parents), history);
    if (refusal !== null) return verdict("not permitted", refusal);
    const doubt = equivocated(history, record);
    if (doubt !== null) return doubt;
    const quorum = quorumMet(reader.at(record.parents), record, history.order);
    return quorum.met ? accepted : verdict("provisional", quorum.reason);
  }

  #judge(history: History, judgement: Judgement, record: HeldRecord): Verdict {
    const view = this.#viewOf(judgement, record, history);
    judgement.views.set(record, view);
    if (view.missing !== null) return verdict("pending", view.missing);
    if (record.fault !== null) return verdict("malformed", record.fault);
    const cloud = judgement.clouded.get(record);
    if (cloud !== undefined)
      return verdict("undetermined", `It stands behind ${cloud.type}, which this program does not know.`, [cloud.id]);
    if (view.state.unknown.length > 0)
      return verdict("undetermined", "Its register holds a record of a type that this program does not know.");
    const refusal = writingRefusal(record, view.state, history);
    if (refusal !== null) return verdict("not permitted", refusal);
    const doubt = equivocated(history, record) ?? endedKey(history, record, this.#ends(history));
    if (doubt !== null) return doubt;
    const quorum = quorumMet(view.state, record, history.order);
    return quorum.met ? accepted : verdict("provisional", quorum.reason);
  }

  /** Revocations that the verifier knows count, whether or not the record's own view holds them (section 5). */
  #ends(history: History): RegisterState["ends"] {
    const register = history.root?.foundsUnder;
    return register === undefined || register === null ? [] : this.registerNow(register).ends;
  }

  #viewOf(judgement: Judgement, record: HeldRecord, history: History): RegisterView {
    const register = history.root?.foundsUnder;
    const inherited = record.parents.flatMap((parent) => judgement.views.get(parent) ?? []);
    const [first, ...others] = inherited;
    if (first !== undefined && record.register.length === 0 && others.every((other) => other === first)) return first;
    const heads = [...inherited.flatMap((view) => view.heads.map((head) => head.id)), ...record.register];
    const missing = inherited.find((view) => view.missing !== null);
    return missing ?? this.#viewAt(register ?? null, heads);
  }

  #viewAt(register: HistoryId | null, ids: ReadonlyArray<RecordId>): RegisterView {
    const named = [...new Set(ids)].sort();
    const key = `${register ?? ""} ${named.join(" ")}`;
    const known = this.#views.get(key);
    if (known !== undefined) return known;
    const view = this.#formView(register, named);
    this.#views.set(key, view);
    return view;
  }

  #formView(register: HistoryId | null, ids: ReadonlyArray<RecordId>): RegisterView {
    const heads: HeldRecord[] = [];
    for (const id of ids) {
      const head = this.#ledger.record(id);
      if (head === undefined || !isComplete(head) || head.history !== register) {
        return {
          heads,
          state: noRegister,
          missing: `The register record ${id.slice(0, 12)}… that it names is not here.`,
        };
      }
      heads.push(head);
    }
    const latest = heads.filter((head) => !heads.some((other) => other !== head && hasSeen(other, head)));
    return {
      heads: latest,
      state: register === null ? noRegister : this.#readerOf(register).at(latest),
      missing: null,
    };
  }

  #readerOf(register: HistoryId): RegisterReader {
    const known = this.#registers.get(register);
    if (known !== undefined) return known;
    const reader = new RegisterReader();
    this.#registers.set(register, reader);
    return reader;
  }

  #isRegister(id: HistoryId): boolean {
    const root = this.#ledger.history(id)?.root;
    return root !== undefined && root.foundsUnder === null;
  }
}
