/** What a register may say: the charter, parties, rules, and the end of a key (record-format.md, section 5). */
import { z } from "zod";
import { isInstant } from "../clock/instant.ts";
import { policyLengthMax } from "../witness/witness-policy.ts";

export const hex64Schema = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");
export const nonceSchema = z.string().regex(/^[0-9a-f]{32}$/, "32 hex digits");
export const roleSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "a role such as owner or service-provider");
/** A sealed value of section 2, in place of what is personal or confidential. */
export const sealedSchema = z.strictObject({ sealed: hex64Schema });

const instantSchema = z.string().refine(isInstant, "a time with microseconds");
const typeSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}\/[a-z][a-z0-9_-]{0,39}$/, "a record type without its version");
const sentence = z.string().min(1).max(2000);

/** Which roles may write records of a type. */
export const permissionSchema = z.strictObject({ roles: z.array(roleSchema), type: typeSchema });
/** Which parties must endorse a record of a type: `all`, `any` or a number, then party ids or `role:NAME`. */
export const quorumSchema = z.strictObject({
  group: z
    .string()
    .regex(
      /^(all|any|[1-9][0-9]{0,2})( (role:[a-z][a-z0-9-]{0,39}|[0-9a-f]{64}))+$/,
      "a group such as: 2 role:validator",
    ),
  type: typeSchema,
});

/** The eight answers of the litmus test: whether a shared history is needed here at all. */
export const litmusSchema = z.strictObject({
  absence_of_trust: sentence,
  database: sentence,
  disintermediation: sentence,
  interaction: sentence,
  rules: sentence,
  sponsor: sentence,
  validators: sentence,
  writers: sentence,
});

/** `register/charter@1`: the first record of a register. Its `validators` hold the role validator by it. */
export const charterSchema = z.strictObject({
  late_entry_hours: z.int().min(1).max(8784),
  litmus: litmusSchema,
  name: z.string().min(1).max(200),
  nonce: nonceSchema,
  permissions: z.array(permissionSchema),
  quorums: z.array(quorumSchema),
  register: z.null(),
  validators: z.array(z.strictObject({ key: hex64Schema, reason: sentence })).min(1),
  witness_policy: z.string().max(policyLengthMax),
});

/**
 * `register/party-enrolled@1`. `party` is null at the first enrolment, whose id becomes the party's; the name of a
 * person is sealed.
 */
export const partyEnrolledSchema = z.strictObject({
  keys: z.array(z.strictObject({ key: hex64Schema, next_sha256: hex64Schema.nullable() })).max(64),
  kind: z.enum(["organisation", "person", "equipment"]),
  name: z.union([z.string().min(1).max(200), sealedSchema]),
  organisation: hex64Schema.nullable(),
  party: hex64Schema.nullable(),
  roles: z.array(roleSchema).max(32),
  valid_from: instantSchema.nullable(),
  valid_until: instantSchema.nullable(),
});

/** `register/rules-changed@1`: the whole table anew. */
export const rulesChangedSchema = z.strictObject({
  permissions: z.array(permissionSchema),
  quorums: z.array(quorumSchema),
  reason: sentence,
});

/** `register/witness-policy-changed@1`: the whole policy anew, as a text of the C2SP policy grammar. */
export const witnessPolicyChangedSchema = z.strictObject({
  reason: sentence,
  witness_policy: z.string().max(policyLengthMax),
});

const lastGood = z.array(z.strictObject({ history: hex64Schema, id: hex64Schema }));

/** `register/key-rotated@1`, written by the new key. */
export const keyRotatedSchema = z.strictObject({ last_good: lastGood, new: hex64Schema, old: hex64Schema });

/** `register/key-revoked@1`. */
export const keyRevokedSchema = z.strictObject({
  compromised_since: instantSchema.nullable(),
  key: hex64Schema,
  last_good: lastGood,
  reason: sentence,
});

/** `register/parties-merged@1`: these parties are one and count once. */
export const partiesMergedSchema = z.strictObject({ parties: z.array(hex64Schema).min(2).max(16), reason: sentence });

export type Charter = z.infer<typeof charterSchema>;
export type PartyEnrolled = z.infer<typeof partyEnrolledSchema>;
export type Permission = z.infer<typeof permissionSchema>;
export type Quorum = z.infer<typeof quorumSchema>;
