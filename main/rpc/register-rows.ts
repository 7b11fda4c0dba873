/** A register as the methods show it: which one is meant, its parties with the names that can be opened here. */
import type { HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { isSealed, nameOf } from "../../shared/register/party-name.ts";
import { keysNamed } from "../../shared/register/live-backer.ts";
import { partyOfKey, type Party, type RegisterState } from "../../shared/register/register-state.ts";
import type { NodeParts } from "./node-parts.ts";

/** A register with what it says now. */
export interface RegisterFound {
  readonly id: HistoryId;
  readonly state: RegisterState;
}

/** The register that a request names by its id or the beginning of it; the own one where it names none. */
export const registerNamed = (parts: NodeParts, name: string | null): Outcome<RegisterFound> => {
  const { histories } = parts.store.ledger;
  const ids = [...histories.registers()].map(({ id }) => id).filter((id) => name !== null && id.startsWith(name));
  const [id, ...others] = name === null ? [parts.register] : ids;
  if (id === undefined)
    return refuse("noRegister", `There is no register "${name ?? ""}" here. Take its bundle in first.`);
  if (others.length > 0) return refuse("noRegister", `"${name ?? ""}" fits several registers. Give more digits.`);
  return success({ id, state: parts.store.judge.registerNow(id) });
};

/** The name of a party, or `null` where its opening is withheld. */
export const partyName = async (
  parts: Pick<NodeParts, "openings">,
  { name }: Pick<Party, "name">,
): Promise<string | null> => {
  if (!isSealed(name)) return name;
  const found = await parts.openings.get(name.sealed);
  return nameOf(found.ok ? (found.value ?? undefined) : undefined);
};

/** A party with its keys, each with the records that ended it. */
export const partyRow = async (parts: NodeParts, state: RegisterState, party: Party) => {
  const { id, keys, kind, organisation, roles } = party;
  const facts = [id, ...(state.mergedWith.get(id) ?? [])].flatMap((one) => state.enrolments.get(one) ?? []);
  return {
    ended: keys.filter((key) => state.endsByKey.has(key)),
    id,
    keys: [...keys],
    kind,
    merged: [...(state.mergedWith.get(id) ?? [])],
    name: await partyName(parts, party),
    organisation,
    records: [...new Set(facts.map(({ by }) => by.id))],
    roles: [...roles],
  };
};

/** The parties that somebody names: by key, by id, by the beginning of either, or by name. */
const partiesNamed = async (parts: NodeParts, state: RegisterState, who: string): Promise<ReadonlyArray<Party>> => {
  const wanted = who.trim().normalize("NFC");
  const isDigits = /^[0-9a-f]{4,64}$/.test(wanted);
  const found: Party[] = [];
  for (const party of state.parties.values()) {
    const byDigits = isDigits && [party.id, ...party.keys].some((hex) => hex.startsWith(wanted));
    if (byDigits || (await partyName(parts, party)) === wanted) found.push(party);
  }
  return found;
};

/** The keys that somebody means, each with the name of its party; a whole key may belong to nobody. */
export const keyHolders = async (
  parts: NodeParts,
  state: RegisterState,
  who: string,
): Promise<Outcome<ReadonlyArray<{ readonly key: string; readonly name: string | null }>>> => {
  const wanted = who.trim();
  const keys = keysNamed(state).filter((key) => /^[0-9a-f]{4,64}$/.test(wanted) && key.startsWith(wanted));
  const named = keys.length > 0 ? keys : /^[0-9a-f]{64}$/.test(wanted) ? [wanted] : [];
  const parties = named.length > 0 ? [] : await partiesNamed(parts, state, who);
  const ids = parties.length > 0 ? parties.flatMap((party) => party.keys) : named;
  if (ids.length === 0)
    return refuse(
      "nobodyFound",
      parties.length > 0
        ? `${wanted} is enrolled without a key, so nothing is signed in that name.`
        : `Nobody in this register has the name, the key or the id "${wanted}". Names that are withheld cannot be found.`,
    );
  const holders = ids.map(async (key) => {
    const party = partyOfKey(state, key);
    return { key, name: typeof party === "string" ? null : await partyName(parts, party) };
  });
  return success(await Promise.all(holders));
};
