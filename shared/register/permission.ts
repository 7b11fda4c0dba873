/** Who may write what under a register (record-format.md, section 5). */
import type { HeldRecord } from "../ledger/history.ts";
import { endorsedSchema } from "./quorum.ts";
import { partyOfKey, rolesOfKey, rolesPermitted, type RegisterState } from "./register-state.ts";

/** `area/name` of a type, its version cut off: what permissions and quorums name. */
export const baseType = (type: string): string => type.slice(0, type.indexOf("@"));

/** Why a key may not write a type under a register state, as a sentence; `null` when it may. Asked for every record. */
export const permissionRefusal = (state: RegisterState, key: string, type: string): string | null => {
  const answers = answersByState.get(state) ?? new Map<string, string | null>();
  answersByState.set(state, answers);
  const question = `${key} ${type}`;
  const known = answers.get(question);
  if (known !== undefined) return known;
  const answer = refusalOf(state, key, type);
  answers.set(question, answer);
  return answer;
};

/** A state never changes, so its answers are kept for as long as somebody holds it. */
const answersByState = new WeakMap<RegisterState, Map<string, string | null>>();

const refusalOf = (state: RegisterState, key: string, type: string): string | null => {
  const allowed = rolesPermitted(state, type);
  const roles = rolesOfKey(state, key);
  if (roles.some((role) => allowed.includes(role))) return null;
  if (partyOfKey(state, key) === "several")
    return `The key ${key.slice(0, 12)}… is bound to two parties, so it counts for none until that is resolved.`;
  if (roles.length === 0)
    return `Nobody is enrolled with the key ${key.slice(0, 12)}… in the register as this record knew it.`;
  return `The role ${roles.join(", ")} may not write ${type}; ${permittedText(state, type, allowed)}.`;
};

const permittedText = ({ permissions }: RegisterState, type: string, allowed: ReadonlyArray<string>): string => {
  if (allowed.length > 0) return `the register allows ${allowed.join(", ")}`;
  return permissions.some((rule) => rule.type === type) ? "no role may" : "no rule of the register names it";
};

/** Why a key may not endorse in the role that its record names; `null` when it may. */
export const endorsementRefusal = (
  state: RegisterState,
  record: Pick<HeldRecord, "body" | "writer">,
): string | null => {
  const roles = rolesOfKey(state, record.writer);
  const body = endorsedSchema.safeParse(record.body);
  if (!body.success || roles.length === 0) return permissionRefusal(state, record.writer, "record/endorsed");
  return roles.includes(body.data.role)
    ? null
    : `Its writer does not hold the role ${body.data.role} in which it endorses.`;
};
