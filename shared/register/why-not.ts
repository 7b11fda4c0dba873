/**
 * Whether a key may write a type of record under a register, and why not: in words, with the records behind it, by the
 * same rules that judge what it wrote (record-format.md, section 5).
 */
import type { HistoryId, RecordId } from "../ledger/record.ts";
import { authorOf } from "./backer.ts";
import { permissionRefusal } from "./permission.ts";
import { quorumWants } from "./quorum.ts";
import {
  partyId,
  partyOfKey,
  quorumsFor,
  rolesOfKey,
  rolesPermitted,
  type Party,
  type RegisterState,
} from "./register-state.ts";

export const permitKinds = ["may", "waits", "may not", "ended", "undetermined"] as const;

/** `undetermined`: the register holds a record that this program cannot read. */
export type PermitKind = (typeof permitKinds)[number];

export interface Permit {
  /** `waits`: it may write, and the record counts once others stand behind it. */
  readonly kind: PermitKind;
  /** Why, as a sentence. */
  readonly reason: string;
  /** The records of the register that this follows from. */
  readonly behind: ReadonlyArray<RecordId>;
}

/** The answer for one key and a type, given without its version. `register` is the id of the register: its charter. */
export const permitOf = (state: RegisterState, { key, register, type }: PermitQuestion): Permit => {
  if (state.unknown.length > 0) return { behind: state.unknown, kind: "undetermined", reason: undeterminedText };
  const ends = state.endsByKey.get(key) ?? [];
  if (ends.length > 0) return { behind: ends.map(({ by }) => by), kind: "ended", reason: endedText(key) };
  const refusal = refusalOf(state, key, type);
  const behind = [...enrolmentsOf(state, key), ...rulesOf(state, register)].filter(isFirst);
  if (refusal !== null) return { behind, kind: "may not", reason: refusal };
  const groups = quorumsFor(state, type);
  const wanted = quorumWants(groups, [authorOf({ writer: key }, state)], (id) => partyId(state, id));
  if (wanted !== null)
    return { behind, kind: "waits", reason: `It may, and the record counts once others endorse it. ${wanted}` };
  return { behind, kind: "may", reason: mayText(state, key, type) };
};

export interface PermitQuestion {
  readonly key: string;
  readonly type: string;
  readonly register: HistoryId;
}

/** How a permit of a party is made of those of its keys: the best that any of them may do. */
export const permitOfParty = (
  state: RegisterState,
  party: Pick<Party, "keys">,
  question: Omit<PermitQuestion, "key">,
): PermitKind | "no key" => {
  const kinds = party.keys.map((key) => permitOf(state, { ...question, key }).kind);
  return permitKinds.find((kind) => kinds.includes(kind)) ?? "no key";
};

/**
 * Records about records are open to whoever is enrolled: endorsements in a role that they hold, corrections of what
 * they may write.
 */
const refusalOf = (state: RegisterState, key: string, type: string): string | null => {
  if (type === "register/key-rotated") return rotationRefusal(state, key);
  if (!type.startsWith("record/")) return permissionRefusal(state, key, type);
  return rolesOfKey(state, key).length > 0 ? null : permissionRefusal(state, key, type);
};

// Known only by its digest: whoever has it may write this one record, and nobody else.
const rotationRefusal = (state: RegisterState, key: string): string | null =>
  partyOfKey(state, key) === "nobody"
    ? "A rotation is written by a key that was promised for an enrolled one; whether this key was shows when it is used."
    : "A rotation is written by the new key, not by one that is enrolled already.";

const mayText = (state: RegisterState, key: string, type: string): string => {
  const roles = rolesOfKey(state, key);
  if (type === "record/corrected") return "It may correct records of the types that it may write itself.";
  if (type === "record/endorsed") return `It may endorse as ${roles.join(", ")}.`;
  if (type.startsWith("record/")) return "Everybody who is enrolled may.";
  const allowed = rolesPermitted(state, type);
  return `It may as ${roles.filter((role) => allowed.includes(role)).join(", ")}.`;
};

const undeterminedText =
  "The register holds a record of a type that this program does not know, so nobody can say. Use a newer version.";

const endedText = (key: string): string =>
  `The key ${key.slice(0, 12)}… was ended: what it writes counts no more. Whoever had it signs with a new key.`;

const enrolmentsOf = (state: RegisterState, key: string): ReadonlyArray<RecordId> =>
  [...(state.partiesByKey.get(key) ?? [])].flatMap((id) => (state.enrolments.get(id) ?? []).map(({ by }) => by.id));

const rulesOf = ({ rules }: RegisterState, register: HistoryId): ReadonlyArray<RecordId> =>
  rules.length === 0 ? [register] : rules.map(({ by }) => by.id);

const isFirst = (id: RecordId, index: number, all: ReadonlyArray<RecordId>): boolean => all.indexOf(id) === index;
