/**
 * Pseudonyms (record-format.md, section 5): a key whose role stands open in the register and whose owner is sealed. It
 * is enrolled as an organisation of its own whose name is the sealed `{key, organisation}`; its key lies on the
 * computer that uses it, and is never told to a peer with those of the people.
 */
import type { JsonValue } from "../../shared/encoding/canonical-json.ts";
import { isObject } from "../../shared/encoding/canonical-json.ts";
import { acceptableKey } from "../../shared/crypto/key-rule.ts";
import { sealValue } from "../../shared/ledger/sealed-value.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { isSealed } from "../../shared/register/party-name.ts";
import { validatorRole } from "../../shared/register/default-charter.ts";
import { partyOfKey, rolesOfKey, type Party } from "../../shared/register/register-state.ts";
import type { ParsedRequest } from "../../shared/rpc/methods.ts";
import type { PseudonymRow } from "../../shared/rpc/privacy-methods.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownOrganisation, rolesKnown } from "./person-handlers.ts";

/** Pseudonyms that the own register enrols, and those of this computer that nobody enrols yet. */
export const pseudonymRows = async (parts: NodeParts): Promise<Outcome<PseudonymRow[]>> => {
  const state = parts.store.judge.registerNow(parts.register);
  const enrolled = [...state.parties.values()].filter(({ kind, name }) => kind === "organisation" && isSealed(name));
  const rows: PseudonymRow[] = [];
  for (const party of enrolled) rows.push(...(await rowsOfParty(parts, party)));
  const known = new Set(rows.map(({ key }) => key));
  for (const key of parts.privacy.pseudonyms().filter((one) => !known.has(one)))
    rows.push({ alias: aliasOf(parts, key), key, organisation: null, record: null, roles: [], sealed: null });
  return success(rows);
};

const rowsOfParty = async (parts: NodeParts, party: Party): Promise<ReadonlyArray<PseudonymRow>> => {
  const state = parts.store.judge.registerNow(parts.register);
  const keys = [...state.partiesByKey].flatMap(([key, parties]) => (parties.has(party.id) ? [key] : []));
  const sealed = isSealed(party.name) ? party.name.sealed : null;
  const organisation = sealed === null ? null : await ownerOf(parts, sealed);
  return keys.map((key) => ({
    alias: aliasOf(parts, key),
    key,
    organisation,
    record: party.id,
    roles: [...rolesOfKey(state, key)],
    sealed,
  }));
};

const ownerOf = async (parts: NodeParts, sealed: string): Promise<string | null> => {
  const opening = await parts.openings.get(sealed);
  const value: JsonValue | undefined = opening.ok ? opening.value?.value : undefined;
  const organisation = value !== undefined && isObject(value) ? value["organisation"] : undefined;
  if (typeof organisation !== "string") return null;
  const name = parts.store.judge.registerNow(parts.register).parties.get(organisation)?.name;
  return typeof name === "string" ? name : organisation;
};

const aliasOf = ({ keystore, privacy }: NodeParts, key: string): string | null =>
  privacy.isPseudonym(key) ? (keystore.people().find((person) => person.key === key)?.name ?? null) : null;

/** Makes the key; noted as a pseudonym before anything else is done with it. */
export const makePseudonym = async (
  parts: NodeParts,
  { alias, pin, roles }: ParsedRequest<"privacy.make-pseudonym">,
): Promise<Outcome<PseudonymRow>> => {
  const organisation = ownOrganisation(parts);
  if (roles.length > 0) {
    const refusal = enrolRefusal(parts, roles);
    if (refusal !== null) return refusal;
    if (organisation === null)
      return refuse("organisationMissing", "The own register enrols no organisation of this computer.");
  }
  const added = await parts.keystore.addPerson({ name: alias, pin });
  if (!added.ok) return added;
  const { key } = added.value;
  const noted = await parts.privacy.notePseudonym(key);
  if (!noted.ok) return noted;
  parts.emit({ event: "changed", histories: [], what: "people" });
  if (roles.length > 0 && organisation !== null)
    return enrolPseudonym(parts, { key, organisation: organisation.id, roles });
  return success({ alias: added.value.name, key, organisation: null, record: null, roles: [], sealed: null });
};

/** Enrols it: the register shows the roles, and that somebody known stands behind it. */
export const enrolPseudonym = async (
  parts: NodeParts,
  { key, organisation, roles }: ParsedRequest<"privacy.enrol-pseudonym">,
): Promise<Outcome<PseudonymRow>> => {
  const refusal = enrolRefusal(parts, roles) ?? keyRefusal(parts, { key, organisation });
  if (refusal !== null) return refusal;
  const signer = parts.session.signer();
  const { opening, sealed } = sealValue({ key, organisation }, signer.key, parts.randomHex(32));
  const body = {
    keys: [{ key, next_sha256: null }],
    kind: "organisation",
    name: { ...sealed },
    organisation: null,
    party: null,
    roles: [...new Set(roles)].sort(),
    valid_from: null,
    valid_until: null,
  };
  const wish = { at: null, body, history: parts.register, openings: [opening], type: "register/party-enrolled@1" };
  const recorded = await parts.recorder.record(wish, signer);
  if (!recorded.ok) return recorded;
  const rows = await pseudonymRows(parts);
  if (!rows.ok) return rows;
  const made = rows.value.find((row) => row.key === key);
  return made === undefined
    ? refuse("enrolmentWaits", "The enrolment was recorded and waits for the endorsements that the register asks for.")
    : success(made);
};

const enrolRefusal = (parts: NodeParts, roles: ReadonlyArray<string>) => {
  const state = parts.store.judge.registerNow(parts.register);
  if (!rolesOfKey(state, parts.session.signer().key).includes(validatorRole))
    return refuse("notPermitted", "Only a validator of the register enrols a pseudonym. Let one sign in first.");
  const unknown = roles.find((role) => !rolesKnown(parts).includes(role));
  if (unknown !== undefined) return refuse("roleUnknown", `No rule of the register names the role "${unknown}".`);
  return roles.includes(validatorRole)
    ? refuse("roleUnfit", "A validator is known by name: a pseudonym cannot be one.")
    : null;
};

const keyRefusal = (
  parts: NodeParts,
  { key, organisation }: { readonly key: string; readonly organisation: string },
) => {
  const state = parts.store.judge.registerNow(parts.register);
  const fit = acceptableKey(key);
  if (!fit.ok) return refuse("keyUnfit", fit.failure.message);
  if (partyOfKey(state, key) !== "nobody")
    return refuse("keyEnrolled", "This key is enrolled already: a pseudonym has a key of its own.");
  const party = state.parties.get(organisation);
  return party?.kind === "organisation" && !isSealed(party.name)
    ? null
    : refuse("partyUnknown", "No organisation with this id is enrolled here. Look under Parties.");
};
