/**
 * The register as a record knew it (record-format.md, section 5): formed from the heads that it and its ancestors name.
 */
import { isComplete, type HeldRecord } from "../ledger/history.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { HistoryId, RecordId } from "../ledger/record.ts";
import { latestOf, type RegisterReader } from "./register-reader.ts";
import { noRegister, type RegisterState } from "./register-state.ts";

export interface RegisterView {
  /** The register that the record is judged by; `null` where it stands under none. */
  readonly register: HistoryId | null;
  /** Heads of one register history, none an ancestor of another. */
  readonly heads: ReadonlyArray<HeldRecord>;
  readonly state: RegisterState;
  /** A register record that is named and not here, so that the view cannot be formed. */
  readonly missing: RecordId | null;
}

/** Forms views, each set of heads once. */
export class RegisterViews {
  readonly #ledger: Ledger;
  readonly #readerOf: (register: HistoryId) => RegisterReader;
  readonly #known = new Map<string, RegisterView>();

  constructor(ledger: Ledger, readerOf: (register: HistoryId) => RegisterReader) {
    this.#ledger = ledger;
    this.#readerOf = readerOf;
  }

  /** The view of a record: what its parents knew together with the heads that it names itself. */
  of(record: HeldRecord, inherited: ReadonlyArray<RegisterView>, register: HistoryId | null): RegisterView {
    const named = record.register.filter((id) => !this.isElsewhere(id, register));
    const missing = inherited.find((view) => view.missing !== null);
    if (missing !== undefined) return missing;
    const [first, ...others] = inherited;
    if (first !== undefined && named.length === 0 && others.every((other) => other === first)) return first;
    // A record of a history that never moves is judged by the register that the history was founded under.
    return this.at(register, [...inherited.flatMap(({ heads }) => heads.map(({ id }) => id)), ...named]);
  }

  /** The view at some heads of a register. */
  at(register: HistoryId | null, ids: ReadonlyArray<RecordId>): RegisterView {
    const named = [...new Set(ids)].sort();
    const key = `${register ?? ""} ${named.join(" ")}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const view = this.#formed(register, named);
    if (view.missing === null) this.#known.set(key, view);
    return view;
  }

  /** True for a record that is here and does not belong to the register. */
  isElsewhere(id: RecordId, register: HistoryId | null): boolean {
    const held = this.#ledger.record(id);
    return held !== undefined && held.history !== register;
  }

  #formed(register: HistoryId | null, ids: ReadonlyArray<RecordId>): RegisterView {
    const heads: HeldRecord[] = [];
    for (const id of ids) {
      const head = this.#ledger.record(id);
      if (head === undefined || !isComplete(head)) return { heads: [], missing: id, register, state: noRegister };
      heads.push(head);
    }
    const latest = latestOf(heads);
    const state = register === null ? noRegister : this.#readerOf(register).at(latest);
    return { heads: latest, missing: null, register, state };
  }
}
