/** Methods that write into a register: enrolments, merges, rules and the witness policy. */
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { sealValue } from "../../shared/ledger/sealed-value.ts";
import type { RecordWish } from "../recorder/record-wish.ts";
import { permissionRefusal, baseType } from "../../shared/register/permission.ts";
import type { PartyEnrolled } from "../../shared/register/register-body.ts";
import type { RegisterState } from "../../shared/register/register-state.ts";
import { missingRules, withUsualRules } from "../../shared/register/usual-rules.ts";
import type { ParsedRequest } from "../../shared/rpc/methods.ts";
import type { HandlersOf } from "./dispatch.ts";
import type { NodeParts } from "./node-parts.ts";
import { asBody, write } from "./recording-handlers.ts";
import { ruleRow } from "./register-handlers.ts";
import { registerNamed } from "./register-rows.ts";
import { unfitIn, writtenName } from "./written-text.ts";

type Recording = HandlersOf<
  | "register.enrol"
  | "register.merge"
  | "register.change-rules"
  | "register.change-witness-policy"
  | "register.add-usual-rules"
>;

/** Makes the methods that write into registers. */
export const registerRecording = (parts: NodeParts): Recording => ({
  "register.enrol": async (request) => {
    const found = registerNamed(parts, request.register);
    if (!found.ok) return found;
    const wish = enrolmentWish(parts, found.value.state, request);
    if (!wish.ok) return wish;
    const recorded = await writeRule(parts, { ...wish.value, history: found.value.id });
    return recorded.ok ? success({ ...recorded.value, party: request.party ?? recorded.value.id }) : recorded;
  },
  "register.merge": ({ parties, reason, register }) =>
    writeIn(parts, register, { body: { parties, reason: reason.normalize("NFC") }, type: "register/parties-merged@1" }),
  "register.change-rules": ({ permissions, quorums, reason, register }) => {
    const table = { permissions: sorted(permissions).map(ruleRow), quorums: sorted(quorums) };
    return writeIn(parts, register, { body: { ...table, reason: reason.normalize("NFC") }, type: changedType });
  },
  "register.change-witness-policy": ({ reason, register, witness_policy }) =>
    writeIn(parts, register, {
      body: { reason: reason.normalize("NFC"), witness_policy },
      type: "register/witness-policy-changed@1",
    }),
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
    const { permissions, quorums } = withUsualRules(state);
    const body = { permissions: permissions.map(ruleRow), quorums: [...quorums], reason };
    const recorded = await writeRule(parts, { body, history: parts.register, type: changedType });
    return recorded.ok ? success({ added, ...recorded.value }) : recorded;
  },
});

/** Writes a record of a register as whoever is signed in, and says so to everybody who shows what hangs on it. */
export const writeRule = async (parts: NodeParts, wish: Omit<RecordWish, "at">) => {
  const refusal = wish.history === null ? null : writerRefusal(parts, wish.history, wish.type);
  if (refusal !== null) return refuse("notPermitted", refusal);
  const recorded = await write(parts, { ...wish, at: null });
  // Who may issue which report, and who may sign in as what, hangs on the register.
  if (recorded.ok) parts.emit({ event: "changed", histories: [], what: "people" });
  return recorded;
};

const changedType = "register/rules-changed@1";

const writeIn = async (parts: NodeParts, register: string | null, wish: Pick<RecordWish, "body" | "type">) => {
  const found = registerNamed(parts, register);
  return found.ok ? writeRule(parts, { ...wish, history: found.value.id }) : found;
};

/** Why whoever is signed in may not write a type into a register, with the way to those who may; `null` if they may. */
export const writerRefusal = (
  parts: NodeParts,
  register: NonNullable<RecordWish["history"]>,
  type: string,
): string | null => {
  const state = parts.store.judge.registerNow(register);
  const refusal = permissionRefusal(state, parts.session.signer().key, baseType(type));
  return refusal === null
    ? null
    : `${refusal} Sign in as a validator first (on the command line: --as NAME with a PIN).`;
};

type EnrolmentWish = Pick<RecordWish, "body" | "openings" | "type">;

const enrolmentWish = (
  parts: NodeParts,
  state: RegisterState,
  { keys, kind, name, organisation, party, roles, valid_from, valid_until }: ParsedRequest<"register.enrol">,
): Outcome<EnrolmentWish> => {
  const named = nameFor(parts, state, { kind, name, party });
  if (!named.ok) return named;
  const body: PartyEnrolled = {
    keys: keys.map(({ key, next_sha256 }) => ({ key, next_sha256 })),
    kind,
    name: named.value.name,
    organisation,
    party,
    roles: [...new Set(roles)].sort(),
    valid_from,
    valid_until,
  };
  return success({ body: asBody(body), openings: named.value.openings, type: "register/party-enrolled@1" });
};

type Named = Pick<ParsedRequest<"register.enrol">, "kind" | "name" | "party">;

// The name of a person is sealed for whoever enrols; one that was sealed before stays sealed as it is.
const nameFor = (
  parts: NodeParts,
  state: RegisterState,
  { kind, name: given, party }: Named,
): Outcome<{ readonly name: PartyEnrolled["name"]; readonly openings: NonNullable<RecordWish["openings"]> }> => {
  const known = state.enrolments.get(party ?? "")?.at(-1)?.value.name;
  if (given === null)
    return known === undefined
      ? refuse("nameUnfit", "A party that is enrolled for the first time has a name.")
      : success({ name: known, openings: [] });
  const written = writtenName(given);
  if (!written.ok) return written;
  if (kind !== "person") return success({ name: written.value, openings: [] });
  const { opening, sealed } = sealValue(written.value, parts.session.signer().key, parts.randomHex(32));
  return success({ name: { ...sealed }, openings: [opening] });
};

const sorted = <T extends { readonly type: string }>(rows: ReadonlyArray<T>): T[] =>
  [...rows].sort((left, right) => (left.type < right.type ? -1 : left.type > right.type ? 1 : 0));
