/** Methods that say what a register holds: who is enrolled, who may do what, and why somebody may not. */
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { isKnownType, recordTypes } from "../../shared/record-type/record-types.ts";
import { baseType } from "../../shared/register/permission.ts";
import type { Permission } from "../../shared/register/register-body.ts";
import { quorumsFor, rolesOfKey, rolesPermitted, type RegisterState } from "../../shared/register/register-state.ts";
import { missingRuleAdvice, missingRules } from "../../shared/register/usual-rules.ts";
import { permitOf, permitOfParty, type Permit } from "../../shared/register/why-not.ts";
import type { HandlersOf } from "./dispatch.ts";
import type { NodeParts } from "./node-parts.ts";
import { partyRow, keyHolders, registerNamed, type RegisterFound } from "./register-rows.ts";

type Register = HandlersOf<"register.list" | "register.show" | "register.who" | "register.why">;

/** Makes the questions about registers of a node. */
export const registerHandlers = (parts: NodeParts): Register => ({
  "register.list": () => {
    const ids = parts.store.ledger.histories.registers().map(({ id }) => id);
    const sorted = [parts.register, ...ids.filter((id) => id !== parts.register)];
    const rows = sorted.map((id) => {
      const state = parts.store.judge.registerNow(id);
      const roles = [...rolesOfKey(state, parts.session.signer().key)];
      return { id, name: state.charter?.name ?? "", own: id === parts.register, parties: state.parties.size, roles };
    });
    return Promise.resolve(success(rows));
  },
  "register.show": async ({ register }) => {
    const found = charterOf(registerNamed(parts, register));
    if (!found.ok) return found;
    const { charter, id, state } = found.value;
    return success({
      id,
      late_entry_hours: charter.late_entry_hours,
      litmus: charter.litmus,
      missing: missingRules(state).map(ruleRow),
      name: charter.name,
      parties: await Promise.all([...state.parties.values()].map((party) => partyRow(parts, state, party))),
      permissions: state.permissions.map(ruleRow),
      quorums: state.quorums.map(({ group, type }) => ({ group, type })),
      validators: charter.validators.map(({ key }) => key),
      witness_policies: state.witnessPolicies.map(({ value }) => value.text),
    });
  },
  "register.who": async ({ register }) => {
    const found = charterOf(registerNamed(parts, register));
    if (!found.ok) return found;
    const { charter, id, state } = found.value;
    const types = typesOf(state);
    const rows = await Promise.all(
      [...state.parties.values()].map(async (party) => {
        const kinds = types.map((type) => [type, permitOfParty(state, party, { register: id, type })] as const);
        const of = (wanted: Permit["kind"]) => kinds.flatMap(([type, kind]) => (kind === wanted ? [type] : []));
        return { ...(await partyRow(parts, state, party)), may: of("may"), waits: of("waits") };
      }),
    );
    const ruled = types.map((type) => ({ quorums: [...quorumsFor(state, type)], roles: rolesFor(state, type), type }));
    return success({ id, name: charter.name, parties: rows, types: ruled });
  },
  "register.why": async ({ register, type: named, who }) => {
    const found = charterOf(registerNamed(parts, register));
    if (!found.ok) return found;
    const { id, state } = found.value;
    const type = named.includes("@") ? baseType(named) : named;
    if (!typesOf(state).includes(type))
      return refuse("typeUnknown", `There is no record type "${type}". There are: ${typesOf(state).join(", ")}.`);
    const holders = await keyHolders(parts, state, who);
    if (!holders.ok) return holders;
    const answers = holders.value.map(({ key, name }) => {
      const { behind, kind, reason } = permitOf(state, { key, register: id, type });
      const records = behind.flatMap((one) => recordRow(parts, one));
      return { advice: adviceOn(state, { key, kind, type }), behind: records, key, kind, name, reason };
    });
    return success({ answers, id, type });
  },
});

/** A rule as it is sent and signed. */
export const ruleRow = ({ roles, type }: Permission): Permission => ({ roles: [...roles], type });

const charterOf = (found: Outcome<RegisterFound>) => {
  if (!found.ok) return failed(found.failure);
  const { charter } = found.value.state;
  return charter === null
    ? refuse("noCharter", "The register of this data folder has no charter.")
    : success({ ...found.value, charter });
};

/** Types that this program writes and those that rules name, without version, sorted. */
const typesOf = ({ permissions }: RegisterState): ReadonlyArray<string> =>
  [...new Set([...Object.keys(recordTypes).map(baseType), ...permissions.map(({ type }) => type)])].sort();

// Whoever is enrolled writes records about records.
const rolesFor = (state: RegisterState, type: string): string[] => {
  const everybody = type.startsWith("record/") && isKnownType(`${type}@1`);
  return everybody
    ? [...new Set([...state.parties.values()].flatMap(({ roles }) => roles))].sort()
    : [...rolesPermitted(state, type)].sort();
};

const adviceOn = (
  state: RegisterState,
  { key, kind, type }: { readonly key: string; readonly kind: Permit["kind"]; readonly type: string },
): string | null => {
  if (kind === "ended") return "Whoever had the key makes a new one, and a validator enrols it for their party.";
  if (kind !== "may not") return null;
  const missing = missingRuleAdvice(state, key, `${type}@1`);
  if (missing !== null) return missing;
  const allowed = rolesPermitted(state, type);
  return allowed.length === 0
    ? "A validator changes the rules, so that some role may."
    : `A validator gives the party one of the roles ${allowed.join(", ")}.`;
};

const recordRow = ({ store }: NodeParts, id: RecordId) => {
  const record = store.ledger.record(id);
  return record === undefined ? [] : [{ history: record.history, id, type: record.type }];
};
