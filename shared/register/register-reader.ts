/**
 * Reads one register: which of its records take effect, and what it says at any set of heads (record-format.md,
 * section 5).
 */
import type { HeldRecord } from "../ledger/history.ts";
import { quorumMet } from "./quorum.ts";
import {
  afterRecord,
  closureOf,
  isPromisedSuccessor,
  noRegister,
  partyOfKey,
  rolesOfKey,
  rolesPermitted,
  type RegisterState,
} from "./register-state.ts";

/** `area/name` of a type, its version cut off: what permissions and quorums name. */
export const baseType = (type: string): string => type.slice(0, type.indexOf("@"));

/** Answers for one register history; every answer depends on the named heads and their ancestors alone. */
export class RegisterReader {
  readonly #after = new Map<HeldRecord, RegisterState>();
  readonly #refusals = new Map<HeldRecord, string | null>();

  /** The state at a set of heads. */
  at(heads: ReadonlyArray<HeldRecord>): RegisterState {
    const [head, ...others] = heads;
    if (head === undefined) return noRegister;
    return others.length === 0 ? this.#afterOne(head) : this.#fold(closureOf(heads));
  }

  /** Why the writer of a register record may not write it, judged by the record's own ancestors; `null` when it may. */
  refusal(record: HeldRecord): string | null {
    const known = this.#refusals.get(record);
    if (known !== undefined) return known;
    const answer = this.#judge(record);
    this.#refusals.set(record, answer);
    return answer;
  }

  #judge(record: HeldRecord): string | null {
    if (record.id === record.history)
      return record.type === "register/charter@1" ? null : "A register begins with its charter.";
    const state = this.at(record.parents);
    if (record.type === "register/key-rotated@1") {
      return isPromisedSuccessor(state, record)
        ? null
        : "The new key is not the one that was promised for the old key.";
    }
    return permissionRefusal(state, record.writer, baseType(record.type));
  }

  #afterOne(head: HeldRecord): RegisterState {
    const known = this.#after.get(head);
    if (known !== undefined) return known;
    const before = head.parents.length <= 1 ? this.at(head.parents) : null;
    // Endorsements come after what they endorse, so a register with quorums over itself is folded anew at each head.
    const state =
      before === null || hasRegisterQuorum(before) ? this.#fold(closureOf([head])) : this.#takeEffect(before, head);
    this.#after.set(head, state);
    return state;
  }

  #takeEffect(before: RegisterState, record: HeldRecord): RegisterState {
    return record.fault === null && this.refusal(record) === null ? afterRecord(before, record) : before;
  }

  #fold(closure: ReadonlyArray<HeldRecord>): RegisterState {
    let state = noRegister;
    for (const record of closure) {
      if (quorumMet(this.at(record.parents), record, closure).met) state = this.#takeEffect(state, record);
    }
    return state;
  }
}

/** Why a key may not write a type under a register state, as a sentence; `null` when it may. */
export const permissionRefusal = (state: RegisterState, key: string, type: string): string | null => {
  const allowed = rolesPermitted(state, type);
  const roles = rolesOfKey(state, key);
  if (roles.some((role) => allowed.includes(role))) return null;
  const party = partyOfKey(state, key);
  if (party === "several")
    return `The key ${key.slice(0, 12)}… is bound to two parties, so it counts for none until that is resolved.`;
  if (roles.length === 0)
    return `Nobody is enrolled with the key ${key.slice(0, 12)}… in the register as this record knew it.`;
  return `The role ${roles.join(", ")} may not write ${type}; ${allowed.length === 0 ? "no role may" : `the register allows ${allowed.join(", ")}`}.`;
};

const hasRegisterQuorum = (state: RegisterState): boolean =>
  state.quorums.some(({ type }) => type.startsWith("register/"));
