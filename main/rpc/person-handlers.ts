/** Methods on people: who signs here, and under which PIN. */
import { baseType, permissionRefusal } from "../../shared/register/permission.ts";
import { partyOfKey, rolesOfKey, type Party } from "../../shared/register/register-state.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { PersonRow } from "../../shared/rpc/rows.ts";
import type { Person } from "../keystore/keystore.ts";
import { renewalRefusal } from "../keystore/renewal-need.ts";
import { enrolIn } from "../recorder/found-register.ts";
import type { HandlersOf } from "./dispatch.ts";
import type { NodeParts } from "./node-parts.ts";
import { announceKeys, promisesOf } from "./own-keys.ts";
import { writtenName } from "./written-text.ts";

type People = HandlersOf<
  "person.list" | "person.add" | "person.unlock" | "person.lock" | "person.lock-after" | "person.change-pin"
>;

/** Makes the methods on people of a node. */
export const personHandlers = (parts: NodeParts): People => ({
  "person.list": () => Promise.resolve(success(parts.keystore.people().map((person) => personRow(parts, person)))),
  "person.add": async ({ name: given, pin, roles }) => {
    const named = writtenName(given);
    if (!named.ok) return named;
    const name = named.value;
    const unknown = roles.find((role) => !rolesKnown(parts).includes(role));
    if (unknown !== undefined)
      return refuse(
        "roleUnknown",
        `No rule of the register names the role "${unknown}". There are: ${rolesKnown(parts).join(", ")}.`,
      );
    // Asked before there is a key: one that nobody may enrol would stay behind.
    const refusal = enrolmentRefusal(parts);
    if (refusal !== null) return refuse("notPermitted", refusal);
    const person = await parts.keystore.addPerson({ name, pin });
    if (!person.ok) return person;
    const enrolled = await enrol(parts, person.value, roles);
    if (!enrolled.ok)
      return refuse(enrolled.failure.kind, `${name} has a key now but is not enrolled: ${enrolled.failure.message}`);
    parts.emit({ event: "changed", histories: [], what: "people" });
    return success(personRow(parts, person.value));
  },
  "person.unlock": async ({ person, pin }) => {
    const unlocked = await parts.session.unlock(person, pin);
    // Whoever got a new key just now, or may enrol those of others, says so at once.
    if (unlocked.ok && parts.keystore.former.installations.length > 0) await announceUnlocked(parts);
    // Companies that asked to join while nobody could enrol them are enrolled now.
    if (unlocked.ok && parts.peers.waiting().length > 0) await parts.peers.grantWaiting();
    return unlocked.ok ? success(personRow(parts, unlocked.value)) : unlocked;
  },
  "person.lock": () => {
    parts.session.lock();
    return Promise.resolve(success({}));
  },
  "person.lock-after": ({ minutes }) => {
    parts.session.lockAfter(minutes);
    return Promise.resolve(success({}));
  },
  "person.change-pin": async ({ new_pin, person, pin }) => {
    const found = parts.keystore.people().find(({ key, name }) => name === person.normalize("NFC") || key === person);
    if (found === undefined)
      return refuse("personUnknown", `Nobody called "${person}" has a key on this installation.`);
    const changed = await parts.keystore.changePin({ key: found.key, newPin: new_pin, pin });
    return changed.ok ? success({}) : changed;
  },
});

/** A person of this installation with the roles that the register gives them now. */
export const personRow = (parts: NodeParts, { key, name }: Person): PersonRow => {
  const state = parts.store.judge.registerNow(parts.register);
  const party = partyOfKey(state, key);
  return {
    key,
    name,
    party: typeof party === "string" ? null : party.id,
    roles: [...rolesOfKey(state, key)],
    unlocked: parts.session.person()?.key === key,
    waits_until: null,
  };
};

/** The roles that some rule of the register names. */
export const rolesKnown = (parts: NodeParts): ReadonlyArray<string> => {
  const { permissions } = parts.store.judge.registerNow(parts.register);
  return [...new Set(permissions.flatMap(({ roles }) => roles))].sort();
};

/** The organisation that this installation belongs to. */
export const ownOrganisation = (parts: Pick<NodeParts, "keystore" | "register" | "store">): Party | null => {
  const state = parts.store.judge.registerNow(parts.register);
  const { former, installationSigner } = parts.keystore;
  // A key that nobody has enrolled yet follows one that was.
  for (const key of [installationSigner.key, ...former.installations.toReversed()]) {
    const own = partyOfKey(state, key);
    if (typeof own !== "string") return state.parties.get(own.organisation ?? "") ?? own;
  }
  return null;
};

const announceUnlocked = async (parts: NodeParts): Promise<void> => {
  const known = await promisesOf(parts.keystore);
  if (known.ok) for (const [key, digest] of known.value) parts.promises.set(key, digest);
  const announced = await announceKeys(parts);
  if (!announced.ok) parts.notices.add("fault", `New keys could not be announced: ${announced.failure.message}`);
};

const enrolmentRefusal = (parts: NodeParts): string | null => {
  const need = parts.renewal.now();
  if (need !== null) return renewalRefusal(need);
  const state = parts.store.judge.registerNow(parts.register);
  const refusal = permissionRefusal(state, parts.session.signer().key, baseType("register/party-enrolled@1"));
  return refusal === null
    ? null
    : `${refusal} Sign in as a validator first (on the command line: --as NAME with a PIN).`;
};

const enrol = async (
  parts: NodeParts,
  { key, name }: Person,
  roles: ReadonlyArray<string>,
): Promise<Outcome<string>> => {
  const known = await promisesOf(parts.keystore);
  if (!known.ok) return known;
  for (const [one, digest] of known.value) parts.promises.set(one, digest);
  const { randomHex, recorder, register, session } = parts;
  const organisation = ownOrganisation(parts)?.id ?? null;
  return enrolIn({ recorder, register, signer: session.signer(), randomHex })({
    kind: "person",
    keys: [key],
    name,
    organisation,
    promised: parts.promises,
    roles,
  });
};
