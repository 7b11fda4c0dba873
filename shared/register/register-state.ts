/** What a register says at a set of its heads: parties, keys, roles, permissions (record-format.md, section 5). */
import type { HeldRecord } from "../ledger/history.ts";
import type { RecordId } from "../ledger/record.ts";
import type { WitnessPolicy } from "../witness/witness-policy.ts";
import { emptyHexMap, type HexMap } from "./hex-map.ts";
import type { Charter, PartyEnrolled, Permission, Quorum } from "./register-body.ts";

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
  /** The key that says so: what one of its ends leaves out, another of them may name. */
  readonly writer: string;
  readonly lastGood: ReadonlyMap<string, string>;
  /** Revoked, not replaced: what the key cosigns as a witness never counts. */
  readonly isRevoked: boolean;
  /** Records of the key that have an upper bound before this time stay good. */
  readonly compromisedSince: string | null;
}

/** A value with the record that set it. Of records that have not seen each other, none replaces the other's value. */
export interface SetBy<T> {
  readonly by: HeldRecord;
  readonly value: T;
}

/**
 * A witness policy as its record gives it; `policy` is `null` where this program cannot read it: nothing satisfies it.
 */
export interface StatedPolicy {
  readonly text: string;
  readonly policy: WitnessPolicy | null;
}

/** What an enrolment says of a party besides its keys. */
export type PartyFacts = Pick<PartyEnrolled, "kind" | "name" | "organisation" | "roles">;

/** A whole table of rules, as the charter or a later record gives it. */
export interface Rules {
  readonly permissions: ReadonlyArray<Permission>;
  readonly quorums: ReadonlyArray<Quorum>;
}

export interface RegisterState extends Rules {
  readonly charter: Charter | null;
  /** Parties by their ids; those that were merged stand here once, under the least of their ids. */
  readonly parties: HexMap<Party>;
  /** The parties that each key was enrolled for, by the ids that the enrolments gave. */
  readonly partiesByKey: HexMap<ReadonlySet<string>>;
  readonly ends: ReadonlyArray<KeyEnd>;
  readonly endsByKey: HexMap<ReadonlyArray<KeyEnd>>;
  /** The SHA-256 that the successor of a key must have (pre-rotation). */
  readonly commitments: HexMap<ReadonlyArray<SetBy<string>>>;
  /** `register/*` records of a type that this program does not know. */
  readonly unknown: ReadonlyArray<RecordId>;
  /** What the parts above are made of. */
  readonly enrolments: HexMap<ReadonlyArray<SetBy<PartyFacts>>>;
  readonly partyKeys: HexMap<ReadonlyArray<string>>;
  readonly mergedWith: HexMap<ReadonlyArray<string>>;
  readonly rules: ReadonlyArray<SetBy<Rules>>;
  /** Of policies that have not seen each other all stand: a bound that holds under one of them holds. */
  readonly witnessPolicies: ReadonlyArray<SetBy<StatedPolicy>>;
  /** Endorsements inside the register, by the record that they stand behind. */
  readonly endorsements: HexMap<ReadonlyArray<HeldRecord>>;
}

/** The state of a register of which nothing is known: nobody may do anything. */
export const noRegister: RegisterState = {
  charter: null,
  parties: emptyHexMap(),
  partiesByKey: emptyHexMap(),
  permissions: [],
  quorums: [],
  ends: [],
  endsByKey: emptyHexMap(),
  commitments: emptyHexMap(),
  unknown: [],
  enrolments: emptyHexMap(),
  partyKeys: emptyHexMap(),
  mergedWith: emptyHexMap(),
  rules: [],
  witnessPolicies: [],
  endorsements: emptyHexMap(),
};

/** The one party that acts through a key, or why there is none. */
export const partyOfKey = (state: RegisterState, key: string): Party | "nobody" | "several" => {
  const [id, ...others] = new Set([...(state.partiesByKey.get(key) ?? [])].map((party) => partyId(state, party)));
  if (others.length > 0) return "several";
  return id === undefined ? "nobody" : (state.parties.get(id) ?? "nobody");
};

/** The id under which a party stands now: the least of those that it was merged with. */
export const partyId = (state: RegisterState, party: string): string => state.mergedWith.get(party)?.[0] ?? party;

/** The roles of a key: those of its party, and validator for a key that the charter names. */
export const rolesOfKey = (state: RegisterState, key: string): ReadonlyArray<string> => {
  const party = partyOfKey(state, key);
  const byCharter = state.charter?.validators.some((validator) => validator.key === key) === true ? ["validator"] : [];
  if (party === "several") return [];
  return party === "nobody" ? byCharter : [...new Set([...byCharter, ...party.roles])];
};

/** Roles that may write records of a type (given without its version). */
export const rolesPermitted = (state: RegisterState, type: string): ReadonlyArray<string> => [
  ...new Set(state.permissions.flatMap((permission) => (permission.type === type ? permission.roles : []))),
];

/** The groups that must stand behind a record of a type (given without its version). */
export const quorumsFor = (state: RegisterState, type: string): ReadonlyArray<Quorum["group"]> => {
  const asked = type === policyType ? [policyType, "register/rules-changed"] : [type];
  return [...new Set(state.quorums.flatMap((quorum) => (asked.includes(quorum.type) ? [quorum.group] : [])))];
};

/** Whoever changes the policy changes rules: their quorum is asked for, too. */
const policyType = "register/witness-policy-changed";
