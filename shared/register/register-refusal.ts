/**
 * Why a writer's own program does not sign a record of a register although its writer may write it: it names a key that
 * nothing could be proved with, or leaves a register in which somebody is asked for who cannot be there
 * (record-format.md, sections 3 and 5). A reader does not refuse such records; it judges by what they say.
 */
import { acceptableKey } from "../crypto/key-rule.ts";
import type { HeldRecord } from "../ledger/history.ts";
import { policyRefusal } from "../witness/witness-policy.ts";
import { stateAfter, type RegisterDraft } from "./draft-change.ts";
import { isWritable, keysNamed, wantsOfAll } from "./live-backer.ts";
import {
  charterSchema,
  keyRevokedSchema,
  keyRotatedSchema,
  partiesMergedSchema,
  partyEnrolledSchema,
  rulesChangedSchema,
  witnessPolicyChangedSchema,
  type PartyEnrolled,
  type Quorum,
} from "./register-body.ts";
import { partyId, partyOfKey, quorumsFor, type RegisterState } from "./register-state.ts";

/** The first reason against a draft in the register's state, as a sentence; `null` when it may be signed. */
export const registerRefusal = (before: RegisterState, draft: RegisterDraft): string | null => {
  const refusal = (refusals[draft.type] ?? noRefusal)(before, draft);
  if (refusal !== null || draft.type === "register/key-rotated@1") return refusal;
  return draft.type.startsWith("register/") ? lockRefusal(before, stateAfter(before, draft)) : null;
};

/** Why a group can never be met by those who are enrolled, as a sentence; `null` when it can. */
export const unmeetable = (state: RegisterState, { group, type }: Quorum): string | null => {
  const stranger = membersOf(group).find((member) => !member.startsWith("role:") && !state.enrolments.has(member));
  if (stranger !== undefined)
    return `The quorum "${group}" for ${type} asks for the party ${stranger.slice(0, 12)}…, which is not enrolled. Enrol it first, or ask for others.`;
  const wanted = wantsOfAll(state, group);
  return wanted === null
    ? null
    : `The quorum "${group}" for ${type} can never be met by those who are enrolled. ${wanted.replace("did.", "could.")} Enrol others first, or ask for fewer.`;
};

type Refusal = (before: RegisterState, draft: RegisterDraft) => string | null;

const noRefusal: Refusal = () => null;

// What does not fit its schema is refused where its schema is.
const charterRefusal: Refusal = (before, draft) => {
  const { validators } = draft.body;
  if (Array.isArray(validators) && validators.length === 0)
    return "A charter names at least one validator: without one nobody could ever be enrolled, and no rule changed.";
  const charter = charterSchema.safeParse(draft.body);
  if (!charter.success) return null;
  const keys = charter.data.validators.map(({ key }) => key);
  return (
    keysRefusal(keys) ??
    policyRefusal(charter.data.witness_policy)?.message ??
    charter.data.quorums.reduce(firstUnmeetable(stateAfter(before, draft), isOfRegister), null)
  );
};

const enrolmentRefusal: Refusal = (before, draft) => {
  const body = partyEnrolledSchema.safeParse(draft.body);
  if (!body.success) return null;
  const keys = body.data.keys.map(({ key }) => key);
  const promised = body.data.keys.find(({ next_sha256: next }, index) =>
    body.data.keys.some((other, place) => next !== null && place < index && other.next_sha256 === next),
  );
  if (promised !== undefined)
    return "Two of its keys promise the same successor. Every key has a successor of its own.";
  return (
    keysRefusal(keys) ??
    keys.reduce<string | null>((found, key) => found ?? boundRefusal(before, key, body.data), null) ??
    organisationRefusal(before, body.data) ??
    validityRefusal(body.data)
  );
};

const rulesRefusal: Refusal = (before, draft) => {
  const body = rulesChangedSchema.safeParse(draft.body);
  return body.success ? body.data.quorums.reduce(firstUnmeetable(stateAfter(before, draft), anyType), null) : null;
};

const witnessPolicyRefusal: Refusal = (_, draft) => {
  const body = witnessPolicyChangedSchema.safeParse(draft.body);
  return body.success ? (policyRefusal(body.data.witness_policy)?.message ?? null) : null;
};

const rotationRefusal: Refusal = (before, draft) => {
  const body = keyRotatedSchema.safeParse(draft.body);
  if (!body.success) return null;
  const owner = partyOfKey(before, body.data.old);
  if (owner === "nobody") return unknownKey(body.data.old);
  return keysRefusal([body.data.new]) ?? (before.endsByKey.has(body.data.new) ? endedKey(body.data.new) : null);
};

const revocationRefusal: Refusal = (before, draft) => {
  const body = keyRevokedSchema.safeParse(draft.body);
  if (!body.success) return null;
  if (!keysNamed(before).includes(body.data.key)) return unknownKey(body.data.key);
  const named = body.data.last_good.map(({ history }) => history);
  const twice = firstTwice(named);
  if (twice !== null)
    return `It names two last good records of the history ${twice.slice(0, 12)}…. Each history has one.`;
  const [head] = draft.heads;
  if (head === undefined || named.includes(head.history) || !hasWritten(draft.heads, body.data.key)) return null;
  return `The key ${body.data.key.slice(0, 12)}… has written in this register: name its last good record there, or nobody could build on what it enrolled.`;
};

const hasWritten = (heads: ReadonlyArray<HeldRecord>, key: string): boolean => {
  const found = new Set(heads);
  for (const record of found) {
    if (record.writer === key) return true;
    for (const parent of record.parents) found.add(parent);
  }
  return false;
};

const mergeRefusal: Refusal = (before, draft) => {
  const body = partiesMergedSchema.safeParse(draft.body);
  if (!body.success) return null;
  const ids = body.data.parties.map((id) => partyId(before, id));
  const kinds = new Set(ids.flatMap((id) => before.parties.get(id)?.kind ?? []));
  if (kinds.size > 1) return `They are ${[...kinds].sort().join(" and ")}: only parties of one kind can be the same.`;
  return new Set(ids).size > 1 ? null : "They are one party already.";
};

const refusals: Readonly<Record<string, Refusal>> = {
  "register/charter@1": charterRefusal,
  "register/key-revoked@1": revocationRefusal,
  "register/key-rotated@1": rotationRefusal,
  "register/parties-merged@1": mergeRefusal,
  "register/party-enrolled@1": enrolmentRefusal,
  "register/rules-changed@1": rulesRefusal,
  "register/witness-policy-changed@1": witnessPolicyRefusal,
};

const keysRefusal = (keys: ReadonlyArray<string>): string | null => {
  const twice = firstTwice(keys);
  if (twice !== null) return `It names the key ${twice.slice(0, 12)}… twice.`;
  for (const key of keys) {
    const acceptable = acceptableKey(key);
    if (!acceptable.ok) return `${acceptable.failure.message} Ask for a key that a program made.`;
  }
  return null;
};

const boundRefusal = (before: RegisterState, key: string, { party }: PartyEnrolled): string | null => {
  if (before.endsByKey.has(key)) return endedKey(key);
  const owner = partyOfKey(before, key);
  if (owner === "nobody" || (party !== null && owner !== "several" && partyId(before, party) === owner.id)) return null;
  return `The key ${key.slice(0, 12)}… is bound to a party already: bound to two it would count for none. Give that party more roles, or merge the two.`;
};

const organisationRefusal = ({ enrolments }: RegisterState, { organisation }: PartyEnrolled): string | null =>
  organisation === null || enrolments.has(organisation)
    ? null
    : `Its organisation ${organisation.slice(0, 12)}… is not enrolled. Enrol the organisation first.`;

const validityRefusal = ({ valid_from, valid_until }: PartyEnrolled): string | null =>
  valid_from !== null && valid_until !== null && valid_until <= valid_from
    ? "Its validity ends before it begins."
    : null;

// A register that was locked before cannot be locked, so nothing that helps is refused.
const lockRefusal = (before: RegisterState, after: RegisterState): string | null => {
  for (const [type, act] of keyActs) {
    const found = lockOf(after, type, act);
    const isNew = before.charter === null || lockOf(before, type, act) === null;
    if (found !== null && isNew) return found;
  }
  return null;
};

/** What must stay possible in every register: all else can be mended by these two. */
const keyActs = [
  ["register/party-enrolled", "enrol a party"],
  ["register/rules-changed", "change the rules"],
] as const;

const lockOf = (state: RegisterState, type: string, act: string): string | null => {
  if (!isWritable(state, type))
    return `After that nobody could ${act} in this register any more: the last validator would be gone. Enrol another validator first.`;
  const wanted = quorumsFor(state, type).map((group) => unmeetable(state, { group, type }));
  const first = wanted.find((one) => one !== null);
  return first === undefined ? null : `After that nobody could ${act} in this register any more. ${first}`;
};

const firstUnmeetable =
  (state: RegisterState, asks: (quorum: Quorum) => boolean) =>
  (found: string | null, quorum: Quorum): string | null =>
    found ?? (asks(quorum) ? unmeetable(state, quorum) : null);

const anyType = (): boolean => true;

// Before anybody is enrolled only validators can be there; whoever else a quorum asks for is enrolled by them.
const isOfRegister = ({ group, type }: Quorum): boolean =>
  type.startsWith("register/") || membersOf(group).some((member) => !member.startsWith("role:"));

const membersOf = (group: string): ReadonlyArray<string> => group.split(" ").slice(1);

const firstTwice = (texts: ReadonlyArray<string>): string | null =>
  texts.find((text, index) => texts.indexOf(text) !== index) ?? null;

const unknownKey = (key: string): string =>
  `Nobody is enrolled with the key ${key.slice(0, 12)}…, so there is nothing to end. Look under Settings, Register, for the keys of each party.`;

const endedKey = (key: string): string =>
  `The key ${key.slice(0, 12)}… was ended in this register and stays so: nobody can know who holds it. Make a new key.`;
