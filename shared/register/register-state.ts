/** What a register says at a set of its heads: parties, keys, roles, permissions (record-format.md, section 5). */
import { digestHex } from "../crypto/digest.ts";
import { bytesOfHex } from "../encoding/hex.ts";
import type { HeldRecord } from "../ledger/history.ts";
import { orderRecords } from "../ledger/order.ts";
import type { RecordId } from "../ledger/record.ts";
import {
  charterSchema,
  keyRevokedSchema,
  keyRotatedSchema,
  partiesMergedSchema,
  partyEnrolledSchema,
  rulesChangedSchema,
  type Charter,
  type PartyEnrolled,
  type Permission,
  type Quorum,
} from "./register-body.ts";

export interface Party {
  readonly id: string;
  readonly kind: PartyEnrolled["kind"];
  readonly name: PartyEnrolled["name"];
  readonly organisation: string | null;
  readonly keys: ReadonlyArray<string>;
  readonly roles: ReadonlyArray<string>;
}

/** A revoked or replaced key: what stays good, and the record that says so. */
export interface KeyEnd {
  readonly key: string;
  readonly by: RecordId;
  readonly lastGood: ReadonlyMap<string, string>;
}

export interface RegisterState {
  readonly charter: Charter | null;
  readonly parties: ReadonlyMap<string, Party>;
  /** The parties of each key; a key of two parties counts for none. */
  readonly partiesByKey: ReadonlyMap<string, ReadonlySet<string>>;
  readonly permissions: ReadonlyArray<Permission>;
  readonly quorums: ReadonlyArray<Quorum>;
  readonly ends: ReadonlyArray<KeyEnd>;
  /** The SHA-256 that the successor of a key must have (pre-rotation). */
  readonly commitments: ReadonlyMap<string, string>;
  /** `register/*` records of a type that this program does not know. */
  readonly unknown: ReadonlyArray<string>;
}

export const noRegister: RegisterState = {
  charter: null,
  parties: new Map(),
  partiesByKey: new Map(),
  permissions: [],
  quorums: [],
  ends: [],
  commitments: new Map(),
  unknown: [],
};

/** All records that the heads have seen, themselves included, in the register's order. */
export const closureOf = (heads: ReadonlyArray<HeldRecord>): ReadonlyArray<HeldRecord> => {
  const found = new Set<HeldRecord>();
  const open = [...heads];
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (found.has(record)) continue;
    found.add(record);
    open.push(...record.parents);
  }
  return orderRecords(found);
};

/**
 * The state after one more record took effect. A record of unknown type or broken body changes nothing but is counted.
 */
export const afterRecord = (state: RegisterState, record: HeldRecord): RegisterState => {
  switch (record.type) {
    case "register/charter@1":
      return chartered(state, record);
    case "register/party-enrolled@1":
      return enrolled(state, record);
    case "register/rules-changed@1":
      return rulesChanged(state, record);
    case "register/key-rotated@1":
      return rotated(state, record);
    case "register/key-revoked@1":
      return revoked(state, record);
    case "register/parties-merged@1":
      return merged(state, record);
    default:
      return record.type.startsWith("register/") ? { ...state, unknown: [...state.unknown, record.id] } : state;
  }
};

/** The one party that acts through a key, or why there is none. */
export const partyOfKey = (state: RegisterState, key: string): Party | "nobody" | "several" => {
  const ids = [...(state.partiesByKey.get(key) ?? [])];
  if (ids.length > 1) return "several";
  return state.parties.get(ids[0] ?? "") ?? "nobody";
};

/** The roles of a key: those of its party, and validator for a key that the charter names. */
export const rolesOfKey = (state: RegisterState, key: string): ReadonlyArray<string> => {
  const party = partyOfKey(state, key);
  const byCharter = state.charter?.validators.some((validator) => validator.key === key) === true ? ["validator"] : [];
  if (party === "several") return [];
  return party === "nobody" ? byCharter : [...new Set([...byCharter, ...party.roles])];
};

/** Roles that may write records of a type (given without its version). */
export const rolesPermitted = (state: RegisterState, type: string): ReadonlyArray<string> =>
  state.permissions.find((permission) => permission.type === type)?.roles ?? [];

const chartered = (state: RegisterState, record: HeldRecord): RegisterState => {
  const charter = charterSchema.safeParse(record.body);
  if (!charter.success) return state;
  return { ...state, charter: charter.data, permissions: charter.data.permissions, quorums: charter.data.quorums };
};

const enrolled = (state: RegisterState, record: HeldRecord): RegisterState => {
  const body = partyEnrolledSchema.safeParse(record.body);
  if (!body.success) return state;
  const { party, kind, name, organisation, roles } = body.data;
  const id = party ?? record.id;
  const before = state.parties.get(id);
  const keys = [...new Set([...(before?.keys ?? []), ...body.data.keys.map(({ key }) => key)])];
  const commitments = new Map(state.commitments);
  for (const { key, next_sha256 } of body.data.keys) if (next_sha256 !== null) commitments.set(key, next_sha256);
  return withParty({ ...state, commitments }, { id, kind, name, organisation, keys, roles });
};

const withParty = (state: RegisterState, party: Party): RegisterState => {
  const partiesByKey = new Map(state.partiesByKey);
  for (const key of party.keys) partiesByKey.set(key, new Set([...(partiesByKey.get(key) ?? []), party.id]));
  return { ...state, parties: new Map(state.parties).set(party.id, party), partiesByKey };
};

const rulesChanged = (state: RegisterState, record: HeldRecord): RegisterState => {
  const body = rulesChangedSchema.safeParse(record.body);
  return body.success ? { ...state, permissions: body.data.permissions, quorums: body.data.quorums } : state;
};

const rotated = (state: RegisterState, record: HeldRecord): RegisterState => {
  const body = keyRotatedSchema.safeParse(record.body);
  const owner = body.success ? partyOfKey(state, body.data.old) : "nobody";
  if (!body.success || typeof owner === "string") return state;
  const end = { key: body.data.old, by: record.id, lastGood: lastGoodOf(body.data.last_good) };
  return withParty({ ...state, ends: [...state.ends, end] }, { ...owner, keys: [...owner.keys, body.data.new] });
};

/** True when the new key is the one that was promised for the old one at its enrolment (pre-rotation, section 5). */
export const isPromisedSuccessor = (state: RegisterState, record: HeldRecord): boolean => {
  const body = keyRotatedSchema.safeParse(record.body);
  if (!body.success || body.data.new !== record.writer) return false;
  const key = bytesOfHex(body.data.new);
  return key !== null && state.commitments.get(body.data.old) === digestHex(key);
};

const revoked = (state: RegisterState, record: HeldRecord): RegisterState => {
  const body = keyRevokedSchema.safeParse(record.body);
  if (!body.success) return state;
  const end = { key: body.data.key, by: record.id, lastGood: lastGoodOf(body.data.last_good) };
  return { ...state, ends: [...state.ends, end] };
};

const merged = (state: RegisterState, record: HeldRecord): RegisterState => {
  const body = partiesMergedSchema.safeParse(record.body);
  const parties = body.success ? body.data.parties.flatMap((id) => state.parties.get(id) ?? []) : [];
  const [first] = parties;
  if (first === undefined) return state;
  const keys = [...new Set(parties.flatMap((party) => party.keys))];
  const whole = { ...first, keys, roles: [...new Set(parties.flatMap((party) => party.roles))] };
  const partiesByKey = new Map(state.partiesByKey);
  for (const key of keys) partiesByKey.set(key, new Set([first.id]));
  return { ...state, parties: new Map(state.parties).set(first.id, whole), partiesByKey };
};

const lastGoodOf = (
  entries: ReadonlyArray<{ readonly history: string; readonly id: string }>,
): ReadonlyMap<string, string> => new Map(entries.map(({ history, id }) => [history, id]));
