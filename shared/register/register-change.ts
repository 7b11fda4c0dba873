/**
 * What a register record changes. The change follows from the record and what it had seen alone, and changes may be
 * applied in any order: concurrent records never undo each other (record-format.md, section 5).
 */
import { digestHex } from "../crypto/digest.ts";
import { bytesOfHex } from "../encoding/hex.ts";
import type { HeldRecord } from "../ledger/history.ts";
import { compareByTime, hasSeen } from "../ledger/order.ts";
import {
  charterSchema,
  keyRevokedSchema,
  keyRotatedSchema,
  partiesMergedSchema,
  partyEnrolledSchema,
  rulesChangedSchema,
  witnessPolicyChangedSchema,
} from "./register-body.ts";
import { parseWitnessPolicy } from "../witness/witness-policy.ts";
import type { HexMap } from "./hex-map.ts";
import {
  partyId,
  type KeyEnd,
  type Party,
  type RegisterState,
  type Rules,
  type SetBy,
  type StatedPolicy,
} from "./register-state.ts";

/** Adds what a record says to any state that holds its ancestors. */
export type RegisterChange = (state: RegisterState) => RegisterState;

/**
 * The change of a `register/*` record that fits what it had seen: the state `before`. One of unknown type changes
 * nothing but is counted.
 */
export const changeOf = (record: HeldRecord, before: RegisterState): RegisterChange => {
  switch (record.type) {
    case "register/charter@1":
      return chartered(record);
    case "register/party-enrolled@1":
      return enrolled(record);
    case "register/rules-changed@1":
      return rulesChanged(record);
    case "register/witness-policy-changed@1":
      return policyChanged(record);
    case "register/key-rotated@1":
      return rotated(record, before);
    case "register/key-revoked@1":
      return revoked(record);
    case "register/parties-merged@1":
      return merged(record);
    default:
      return (state) => ({ ...state, unknown: [...new Set([...state.unknown, record.id])].sort() });
  }
};

/** True when the new key is the one that was promised for the old one at its enrolment (pre-rotation, section 5). */
export const isPromisedSuccessor = (record: Pick<HeldRecord, "body" | "writer">, before: RegisterState): boolean => {
  const body = keyRotatedSchema.safeParse(record.body);
  const key = body.success && body.data.new === record.writer ? bytesOfHex(body.data.new) : null;
  if (!body.success || key === null) return false;
  const promised = digestHex(key);
  return (before.commitments.get(body.data.old) ?? []).some(({ value }) => value === promised);
};

/** Why a `register/*` record changes nothing although its writer may write it; `null` when it fits what it had seen. */
export const misfitOf = ({ body, type }: Pick<HeldRecord, "body" | "type">, before: RegisterState): string | null => {
  const named =
    type === "register/party-enrolled@1"
      ? [partyEnrolledSchema.safeParse(body).data?.party ?? []].flat()
      : type === "register/parties-merged@1"
        ? (partiesMergedSchema.safeParse(body).data?.parties ?? [])
        : [];
  const unseen = named.find((id) => !before.enrolments.has(id));
  return unseen === undefined ? null : `It names the party ${unseen.slice(0, 12)}…, whose enrolment it has not seen.`;
};

const chartered = (record: HeldRecord): RegisterChange => {
  const charter = charterSchema.safeParse(record.body);
  if (!charter.success) return nothing;
  const policy = statedPolicy(charter.data.witness_policy);
  return (state) => withPolicy(withRules({ ...state, charter: charter.data }, record, charter.data), record, policy);
};

const enrolled = (record: HeldRecord): RegisterChange => {
  const body = partyEnrolledSchema.safeParse(record.body);
  if (!body.success) return nothing;
  const { keys, kind, name, organisation, party, roles } = body.data;
  const id = party ?? record.id;
  return (state) => {
    const facts = setBy(state.enrolments.get(id) ?? [], record, { kind, name, organisation, roles });
    const commitments = keys.reduce(
      (map, { key, next_sha256 }) => (next_sha256 === null ? map : promising(map, record, key, next_sha256)),
      state.commitments,
    );
    const next = { ...state, commitments, enrolments: state.enrolments.with(id, facts) };
    return withParty(
      keys.reduce((bound, { key }) => withKey(bound, id, key), next),
      id,
    );
  };
};

const rulesChanged = (record: HeldRecord): RegisterChange => {
  const body = rulesChangedSchema.safeParse(record.body);
  return body.success ? (state) => withRules(state, record, body.data) : nothing;
};

const policyChanged = (record: HeldRecord): RegisterChange => {
  const body = witnessPolicyChangedSchema.safeParse(record.body);
  if (!body.success) return nothing;
  const policy = statedPolicy(body.data.witness_policy);
  return (state) => withPolicy(state, record, policy);
};

const rotated = (record: HeldRecord, before: RegisterState): RegisterChange => {
  const body = keyRotatedSchema.safeParse(record.body);
  if (!body.success) return nothing;
  const { last_good, new: successor, old } = body.data;
  const owners = [...(before.partiesByKey.get(old) ?? [])];
  const facts = { isRevoked: false, compromisedSince: null };
  const end = { key: old, by: record.id, writer: record.writer, lastGood: lastGoodOf(last_good), ...facts };
  return (state) => owners.reduce((next, id) => withParty(withKey(next, id, successor), id), withEnd(state, end));
};

const revoked = (record: HeldRecord): RegisterChange => {
  const body = keyRevokedSchema.safeParse(record.body);
  if (!body.success) return nothing;
  const { compromised_since: compromisedSince, key, last_good } = body.data;
  const facts = { isRevoked: true, compromisedSince };
  const end = { key, by: record.id, writer: record.writer, lastGood: lastGoodOf(last_good), ...facts };
  return (state) => withEnd(state, end);
};

const merged = (record: HeldRecord): RegisterChange => {
  const body = partiesMergedSchema.safeParse(record.body);
  if (!body.success) return nothing;
  const { parties } = body.data;
  return (state) => {
    const all = [...new Set(parties.flatMap((id) => [id, ...(state.mergedWith.get(id) ?? [])]))].sort();
    const mergedWith = all.reduce((map, id) => map.with(id, all), state.mergedWith);
    const apart = all.reduce((map, id) => map.without(id), state.parties);
    return withParty({ ...state, mergedWith, parties: apart }, all[0] ?? "");
  };
};

// A value stands beside those of records that have not seen each other, and gives way to one whose record has seen it.
const setBy = <T>(values: ReadonlyArray<SetBy<T>>, by: HeldRecord, value: T): ReadonlyArray<SetBy<T>> =>
  values.some((other) => hasSeen(other.by, by))
    ? values
    : [...values.filter((other) => !hasSeen(by, other.by)), { by, value }].sort((a, b) => compareByTime(a.by, b.by));

const withRules = (state: RegisterState, record: HeldRecord, { permissions, quorums }: Rules): RegisterState => {
  const rules = setBy(state.rules, record, { permissions, quorums });
  return {
    ...state,
    rules,
    permissions: rules.flatMap(({ value }) => value.permissions),
    quorums: rules.flatMap(({ value }) => value.quorums),
  };
};

const withPolicy = (state: RegisterState, record: HeldRecord, policy: StatedPolicy): RegisterState => ({
  ...state,
  witnessPolicies: setBy(state.witnessPolicies, record, policy),
});

const statedPolicy = (text: string): StatedPolicy => {
  const policy = parseWitnessPolicy(text);
  return { text, policy: policy.ok ? policy.value : null };
};

const withKey = (state: RegisterState, id: string, key: string): RegisterState => ({
  ...state,
  partiesByKey: state.partiesByKey.with(key, new Set([...(state.partiesByKey.get(key) ?? []), id])),
  partyKeys: state.partyKeys.with(id, [...new Set([...(state.partyKeys.get(id) ?? []), key])].sort()),
});

// Brings what is shown of a party in line with its enrolments, over all parties that it was merged with.
const withParty = (state: RegisterState, id: string): RegisterState => {
  const ids = state.mergedWith.get(id) ?? [id];
  const facts = ids.flatMap((part) => state.enrolments.get(part) ?? []).sort((a, b) => compareByTime(a.by, b.by));
  const latest = facts.at(-1);
  if (latest === undefined) return state;
  const party: Party = {
    id: partyId(state, id),
    kind: latest.value.kind,
    name: latest.value.name,
    organisation: latest.value.organisation,
    keys: [...new Set(ids.flatMap((part) => state.partyKeys.get(part) ?? []))],
    roles: [...new Set(facts.flatMap(({ value }) => value.roles))].sort(),
  };
  return { ...state, parties: state.parties.with(party.id, party) };
};

const withEnd = (state: RegisterState, end: KeyEnd): RegisterState => {
  const known = state.endsByKey.get(end.key) ?? [];
  if (known.some(({ by }) => by === end.by)) return state;
  const ends = [...state.ends, end].sort((left, right) => (left.by < right.by ? -1 : 1));
  const own = ends.filter(({ key }) => key === end.key);
  return { ...state, ends, endsByKey: state.endsByKey.with(end.key, own) };
};

const promising = (
  commitments: HexMap<ReadonlyArray<SetBy<string>>>,
  by: HeldRecord,
  key: string,
  next: string,
): HexMap<ReadonlyArray<SetBy<string>>> => commitments.with(key, setBy(commitments.get(key) ?? [], by, next));

const lastGoodOf = (
  entries: ReadonlyArray<{ readonly history: string; readonly id: string }>,
): ReadonlyMap<string, string> => new Map(entries.map(({ history, id }) => [history, id]));

const nothing: RegisterChange = (state) => state;
