/** Methods on the register: who may do what, and the usual rules that an older one lacks. */
import { refuse, success } from "../../shared/outcome/outcome.ts";
import { isSealed, nameOf } from "../../shared/register/party-name.ts";
import { baseType, permissionRefusal } from "../../shared/register/permission.ts";
import type { Permission } from "../../shared/register/register-body.ts";
import type { Party } from "../../shared/register/register-state.ts";
import { missingRules, withUsualRules } from "../../shared/register/usual-rules.ts";
import type { HandlersOf } from "./dispatch.ts";
import type { NodeParts } from "./node-parts.ts";
import { write } from "./recording-handlers.ts";
import { unfitIn } from "./written-text.ts";

type Register = HandlersOf<"register.show" | "register.add-usual-rules">;

/** Makes the methods on the own register of a node. */
export const registerHandlers = (parts: NodeParts): Register => ({
  "register.show": async () => {
    const state = parts.store.judge.registerNow(parts.register);
    if (state.charter === null) return refuse("noCharter", "The register of this data folder has no charter.");
    const parties = await Promise.all([...state.parties.values()].map((party) => partyRow(parts, party)));
    return success({
      id: parts.register,
      late_entry_hours: state.charter.late_entry_hours,
      litmus: state.charter.litmus,
      missing: missingRules(state).map(ruleRow),
      name: state.charter.name,
      parties,
      permissions: state.permissions.map(ruleRow),
      validators: state.charter.validators.map(({ key }) => key),
    });
  },
  "register.add-usual-rules": async ({ reason: given }) => {
    const reason = given.normalize("NFC");
    const state = parts.store.judge.registerNow(parts.register);
    const added = missingRules(state).map(ruleRow);
    if (added.length === 0)
      return refuse(
        "noRuleMissing",
        "The rules name every type of record that this version writes. Nothing was added.",
      );
    const unfit = unfitIn(reason);
    if (unfit !== null) return refuse("malformed", `The reason holds ${unfit}. Nothing was recorded.`);
    const refusal = permissionRefusal(state, parts.session.signer().key, baseType(changedType));
    if (refusal !== null)
      return refuse(
        "notPermitted",
        `${refusal} Sign in as a validator first (on the command line: --as NAME with a PIN).`,
      );
    const { permissions, quorums } = withUsualRules(state);
    const body = { permissions: permissions.map(ruleRow), quorums: [...quorums], reason };
    const recorded = await write(parts, { at: null, body, history: parts.register, type: changedType });
    if (!recorded.ok) return recorded;
    // Who may issue which report hangs on the rules.
    parts.emit({ event: "changed", histories: [], what: "people" });
    return success({ added, ...recorded.value });
  },
});

const changedType = "register/rules-changed@1";

const ruleRow = ({ roles, type }: Permission): Permission => ({ roles: [...roles], type });

const partyRow = async (parts: NodeParts, { id, keys, kind, name, organisation, roles }: Party) => {
  const opened = isSealed(name)
    ? nameOf(await parts.openings.get(name.sealed).then((found) => (found.ok ? (found.value ?? undefined) : undefined)))
    : name;
  return { id, keys: [...keys], kind, name: opened, organisation, roles: [...roles] };
};
