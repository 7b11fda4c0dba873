/**
 * Who can act under a register as it stands: the parties with a key that nobody ended (record-format.md, section 5).
 */
import type { Backer } from "./quorum.ts";
import { quorumWants } from "./quorum.ts";
import { partyId, partyOfKey, rolesOfKey, rolesPermitted, type RegisterState } from "./register-state.ts";

/** The keys that a register names, whether ended or not: those of its parties and those of its charter. */
export const keysNamed = (state: RegisterState): ReadonlyArray<string> => [
  ...new Set([...state.partiesByKey.keys(), ...(state.charter?.validators.map(({ key }) => key) ?? [])]),
];

/** The parties that can sign something that counts, each with all its roles; a key of the charter acts for itself. */
export const liveBackers = (state: RegisterState): ReadonlyArray<Backer> => {
  const rolesByParty = new Map<string, Set<string>>();
  for (const key of keysNamed(state)) {
    const party = partyOfKey(state, key);
    if (party === "several" || state.endsByKey.has(key)) continue;
    const id = party === "nobody" ? key : party.id;
    const roles = rolesByParty.get(id) ?? new Set<string>();
    rolesByParty.set(id, roles);
    for (const role of rolesOfKey(state, key)) roles.add(role);
  }
  return [...rolesByParty].map(([party, roles]) => ({ party, roles: [...roles] }));
};

/** True when some party that can sign may write records of a type (given without its version). */
export const isWritable = (state: RegisterState, type: string): boolean => {
  const allowed = rolesPermitted(state, type);
  return liveBackers(state).some(({ roles }) => roles.some((role) => allowed.includes(role)));
};

/** What a group would still want if everybody who can sign stood behind a record; `null` when it can be met. */
export const wantsOfAll = (state: RegisterState, group: string): string | null =>
  quorumWants([group], liveBackers(state), (id) => partyId(state, id));
