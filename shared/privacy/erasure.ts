/**
 * Whose word erases a sealed value: that of the party that sealed it, of its organisation, or of a validator of the
 * register. Anybody else's erasure of it is kept and shown, and purges nothing.
 */
import { validatorRole } from "../register/default-charter.ts";
import { partyOfKey, rolesOfKey, type RegisterState } from "../register/register-state.ts";

/** The keys of whoever erases, and of whoever wrote the record with the sealed value. */
export interface Erasing {
  readonly eraser: string;
  readonly writer: string;
}

/** Why this key may not erase the value, as a sentence; `null` when it may. */
export const erasureRefusal = (state: RegisterState, { eraser, writer }: Erasing): string | null => {
  if (eraser === writer || rolesOfKey(state, eraser).includes(validatorRole)) return null;
  const [one, other] = [organisationOf(state, eraser), organisationOf(state, writer)];
  if (one !== null && one === other) return null;
  return "A sealed value is erased by whoever sealed it, by their organisation, or by a validator of the register.";
};

const organisationOf = (state: RegisterState, key: string): string | null => {
  const party = partyOfKey(state, key);
  return typeof party === "string" ? null : (party.organisation ?? party.id);
};
