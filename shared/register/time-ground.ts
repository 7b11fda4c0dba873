/** What the bounds of a record are judged by, and whose witnesses stand behind them (record-format.md, section 6). */
import type { TimeBounds, TimeGround } from "../witness/time-bounds.ts";
import type { WitnessPolicy } from "../witness/witness-policy.ts";
import type { PartyEnrolled } from "./register-body.ts";
import { partyOfKey, type RegisterState } from "./register-state.ts";

/** The organisation that stands behind a witness: a party of the register, or a name in its policy alone. */
export interface WitnessOrganisation {
  /** A party's id (hex64); `null` for a witness that nobody enrolled. */
  readonly party: string | null;
  readonly name: PartyEnrolled["name"];
}

/** The policies that the record knew and those of now; a key that is revoked by now never counts. */
export const timeGround = (known: RegisterState, now: RegisterState): TimeGround => ({
  policies: policiesOf(known, now),
  counts: (witness) => (now.endsByKey.get(witness) ?? []).every(({ isRevoked }) => !isRevoked),
});

/** Who stands behind a witness key, as the register says now. */
export const witnessOrganisation = (state: RegisterState, witness: string): WitnessOrganisation => {
  const party = partyOfKey(state, witness);
  if (party === "nobody" || party === "several") return { party: null, name: nameInPolicies(state, witness) };
  const organisation = state.parties.get(party.organisation ?? "") ?? party;
  return { party: organisation.id, name: organisation.name };
};

/**
 * The organisations behind the upper bound of a record, each once, without that of its writer: nobody witnesses
 * himself.
 */
export const independentOrganisations = (
  { upper }: TimeBounds,
  state: RegisterState,
  writer: string,
): ReadonlyArray<WitnessOrganisation> => {
  const author = partyOfKey(state, writer);
  const own = typeof author === "string" ? null : (author.organisation ?? author.id);
  const byId = new Map(
    (upper?.witnesses ?? []).map((witness) => [idOf(witnessOrganisation(state, witness), witness), witness]),
  );
  return [...byId].filter(([id]) => id !== own).map(([, witness]) => witnessOrganisation(state, witness));
};

const idOf = ({ name, party }: WitnessOrganisation, witness: string): string =>
  party ?? (typeof name === "string" ? `name ${name}` : witness);

const policiesOf = (known: RegisterState, now: RegisterState): ReadonlyArray<WitnessPolicy> => {
  const byText = new Map(
    [...now.witnessPolicies, ...known.witnessPolicies].map(({ value }) => [value.text, value.policy]),
  );
  return [...byText.values()].filter((policy) => policy !== null);
};

const nameInPolicies = ({ witnessPolicies }: RegisterState, witness: string): string => {
  const named = witnessPolicies.flatMap(({ value }) => value.policy?.witnesses ?? []);
  return named.find(({ key }) => key.key === witness)?.name ?? `${witness.slice(0, 12)}…`;
};
