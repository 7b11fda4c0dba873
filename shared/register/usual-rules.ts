/**
 * What a register founded by an older version lacks: rules for the types of records that came later. Nothing is added
 * by itself, and what the rules name already, even for no role at all, stays as it is.
 */
import { defaultPermissions, defaultRoles } from "./default-charter.ts";
import { baseType } from "./permission.ts";
import type { Permission } from "./register-body.ts";
import { rolesOfKey, type RegisterState, type Rules } from "./register-state.ts";

/** The usual rules of this version for the types that no rule names, sorted by type. */
export const missingRules = ({ permissions }: Pick<Rules, "permissions">): ReadonlyArray<Permission> =>
  defaultPermissions(addedRoles(permissions)).filter((usual) => !isNamed(permissions, usual.type));

/** The whole table with the missing rules besides, for `register/rules-changed@1` (record-format.md, section 5). */
export const withUsualRules = ({ permissions, quorums }: Rules): Rules => ({
  permissions: once([...permissions, ...missingRules({ permissions })]).sort((left, right) =>
    left.type < right.type ? -1 : left.type > right.type ? 1 : 0,
  ),
  quorums: once(quorums),
});

/**
 * The way out for somebody who is enrolled and may not write a type (given with its version) because no rule names it,
 * as a sentence; `null` where the reason is another.
 */
export const missingRuleAdvice = (state: RegisterState, key: string, type: string): string | null => {
  const missing = missingRules(state).some((rule) => rule.type === baseType(type));
  if (!missing || rolesOfKey(state, key).length === 0) return null;
  const register = state.charter === null ? "the register" : `the "${state.charter.name}"`;
  return `A validator of ${register} adds the rule under Settings, Register, "Add the usual rules" (on the command line: call register.add-usual-rules).`;
};

/** Roles of the founder's own that get what an operator gets: those that stand wherever operators stand. */
const addedRoles = (permissions: ReadonlyArray<Permission>): ReadonlyArray<string> => {
  const [first, ...others] = permissions.filter(({ roles }) => roles.includes("operator"));
  return (first?.roles ?? []).filter(
    (role) => !defaultRoles.includes(role) && others.every(({ roles }) => roles.includes(role)),
  );
};

const isNamed = (permissions: ReadonlyArray<Permission>, type: string): boolean =>
  permissions.some((permission) => permission.type === type);

/** Tables that were changed without having seen each other stand side by side and name most rules twice. */
const once = <T>(rows: ReadonlyArray<T>): T[] => [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
