/** Who acts through a key, as a register says it. */
import { isSealed } from "../register/party-name.ts";
import { partyOfKey, rolesOfKey, type Party, type RegisterState } from "../register/register-state.ts";

export interface WriterRow {
  readonly key: string;
  readonly kind: Party["kind"] | null;
  /** `null` where the name is withheld, and for a key that nobody is enrolled with. */
  readonly name: string | null;
  readonly organisation: string | null;
  readonly party: string | null;
  readonly roles: string[];
}

/** The row of a key under a register state; `nameIn` gives the name in a sealed value, `null` where it is withheld. */
export const writerRow = (state: RegisterState, key: string, nameIn: (sealed: string) => string | null): WriterRow => {
  const found = partyOfKey(state, key);
  const roles = [...rolesOfKey(state, key)];
  if (typeof found === "string") return { key, kind: null, name: null, organisation: null, party: null, roles };
  const organisation = state.parties.get(found.organisation ?? "");
  return {
    key,
    kind: found.kind,
    name: nameOfParty(found, nameIn),
    organisation: organisation === undefined ? found.organisation : nameOfParty(organisation, nameIn),
    party: found.id,
    roles,
  };
};

/** The sealed names that the row of a key would need. */
export const sealedNamesOf = (state: RegisterState, key: string): ReadonlyArray<string> => {
  const found = partyOfKey(state, key);
  if (typeof found === "string") return [];
  const parties = [found, state.parties.get(found.organisation ?? "")];
  return parties.flatMap((party) => (party !== undefined && isSealed(party.name) ? [party.name.sealed] : []));
};

const nameOfParty = ({ name }: Party, nameIn: (sealed: string) => string | null): string | null =>
  isSealed(name) ? nameIn(name.sealed) : name;
