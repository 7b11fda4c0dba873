/** The register: who may do what and why not, who is enrolled, which rules hold, and the end of a key. */
import { z } from "zod";
import { isInstant } from "../clock/instant.ts";
import {
  litmusSchema,
  partyEnrolledSchema,
  permissionSchema,
  quorumSchema,
  roleSchema,
} from "../register/register-body.ts";
import { permitKinds } from "../register/why-not.ts";
import { policyLengthMax } from "../witness/witness-policy.ts";
import { idSchema } from "./rows.ts";

const count = z.int().min(0);
const pin = z.string().regex(/^[0-9]{6,64}$/, "six digits or more");
/** A register by its id or a beginning of it; the own one where none is named. */
const register = z.string().min(4).max(64).nullable().default(null);
/** A history by its id, an unambiguous prefix of it, or its tag. */
const historyName = z.string().min(1).max(200);
const reason = z.string().trim().min(1, "say why").max(2000);
const instant = z.string().refine(isInstant, "a time with microseconds, such as 2026-03-01T08:30:00.000000Z");
const recorded = { history: idSchema, id: idSchema, standing: z.string() };

const partyRow = z.strictObject({
  /** Those of its keys that were ended. */
  ended: z.array(idSchema),
  id: idSchema,
  keys: z.array(idSchema),
  kind: z.string(),
  /** The parties that were merged into it, itself among them; none where it stands alone. */
  merged: z.array(idSchema),
  /** `null` where the opening of the name is withheld. */
  name: z.string().nullable(),
  organisation: z.string().nullable(),
  /** The records that say what it is now. */
  records: z.array(idSchema),
  roles: z.array(z.string()),
});

const lastGood = z.array(z.strictObject({ history: idSchema, id: idSchema })).max(10_000);

export const registerMethods = {
  "register.list": {
    does: "The registers that are known here, the own one first.",
    request: z.strictObject({}),
    response: z.array(
      z.strictObject({
        id: idSchema,
        name: z.string(),
        own: z.boolean(),
        parties: count,
        /** The roles there of whoever signs now. */
        roles: z.array(z.string()),
      }),
    ),
  },
  "register.show": {
    does: "A register: its charter, parties, keys, roles, permissions and quorums, and the usual rules that it lacks.",
    request: z.strictObject({ register }),
    response: z.strictObject({
      id: idSchema,
      late_entry_hours: z.int(),
      litmus: litmusSchema,
      /** Types of records that no rule names, so that nobody may write them, with what this version would grant. */
      missing: z.array(permissionSchema),
      name: z.string(),
      parties: z.array(partyRow),
      permissions: z.array(permissionSchema),
      quorums: z.array(quorumSchema),
      validators: z.array(idSchema),
      /** The witness policy in force; several where changes of it have not seen each other. */
      witness_policies: z.array(z.string()),
    }),
  },
  "register.who": {
    does: "Who may do what: for each type of record the roles and quorums, for each party what it may write and what waits for others.",
    request: z.strictObject({ register }),
    response: z.strictObject({
      id: idSchema,
      name: z.string(),
      parties: z.array(partyRow.extend({ may: z.array(z.string()), waits: z.array(z.string()) })),
      types: z.array(z.strictObject({ quorums: z.array(z.string()), roles: z.array(z.string()), type: z.string() })),
    }),
  },
  "register.why": {
    does: "Whether somebody may write a type of record, and why not: for each of their keys a sentence and the records behind it. `who` is a name, a key, a party, or a beginning of these.",
    request: z.strictObject({ register, type: z.string().min(1).max(100), who: z.string().min(1).max(200) }),
    response: z.strictObject({
      answers: z.array(
        z.strictObject({
          /** What to do about it; `null` where nothing need be done, or nothing can. */
          advice: z.string().nullable(),
          behind: z.array(z.strictObject({ history: idSchema, id: idSchema, type: z.string() })),
          key: idSchema,
          kind: z.enum(permitKinds),
          name: z.string().nullable(),
          reason: z.string(),
        }),
      ),
      id: idSchema,
      type: z.string(),
    }),
  },
  "register.enrol": {
    does: "Enrols a party, or says anew what one is: `party` names it, and then `name` null keeps its name. The name of a person is sealed.",
    request: z.strictObject({
      keys: z.array(z.strictObject({ key: idSchema, next_sha256: idSchema.nullable().default(null) })).max(64),
      kind: partyEnrolledSchema.shape.kind,
      name: z.string().min(1).max(200).nullable(),
      organisation: idSchema.nullable(),
      party: idSchema.nullable(),
      register,
      roles: z.array(roleSchema).max(32),
      valid_from: instant.nullable().default(null),
      valid_until: instant.nullable().default(null),
    }),
    response: z.strictObject({ ...recorded, party: idSchema }),
  },
  "register.merge": {
    does: "Says that parties are one: from then on they count once in every quorum.",
    request: z.strictObject({ parties: z.array(idSchema).min(2).max(16), reason, register }),
    response: z.strictObject(recorded),
  },
  "register.change-rules": {
    does: "Puts the whole table of permissions and quorums in force anew.",
    request: z.strictObject({
      permissions: z.array(permissionSchema),
      quorums: z.array(quorumSchema),
      reason,
      register,
    }),
    response: z.strictObject(recorded),
  },
  "register.change-witness-policy": {
    does: "Puts another witness policy in force, as a text of the C2SP policy grammar.",
    request: z.strictObject({ reason, register, witness_policy: z.string().max(policyLengthMax) }),
    response: z.strictObject(recorded),
  },
  "register.add-usual-rules": {
    does: "A validator adds the rules of this version for the record types that no rule of the register names; rules that are there stay as they are.",
    request: z.strictObject({ reason }),
    response: z.strictObject({
      added: z.array(permissionSchema),
      /** `provisional` where the register wants others to endorse a change of its rules. */
      ...recorded,
    }),
  },
  "register.propose-end": {
    does: "What ending a key would do: the last good record of the key in each history, and how many of its records would be disputed. `since` leaves out what was recorded from then on; `last_good` is taken as it is given.",
    request: z.strictObject({
      key: z.string().min(4).max(64),
      last_good: lastGood.nullable().default(null),
      register,
      since: instant.nullable().default(null),
    }),
    response: z.strictObject({
      disputed: count,
      good: count,
      histories: z.array(
        z.strictObject({
          disputed: count,
          good: count,
          history: idSchema,
          /** `null`: nothing of the key stays good there. */
          last_good: z.strictObject({ at: z.string(), id: idSchema, type: z.string() }).nullable(),
          name: z.string(),
        }),
      ),
      key: idSchema,
      last_good: lastGood,
      /** Records of others that stand on one that would be disputed. */
      built_upon: count,
      name: z.string().nullable(),
      /** Why the end would be refused; `null` when it can be signed. */
      refusal: z.string().nullable(),
    }),
  },
  "register.revoke-key": {
    does: "Ends a key: what stands at or before its last good record in each history stays good, the rest is disputed. `since` is when it was compromised.",
    request: z.strictObject({
      key: z.string().min(4).max(64),
      last_good: lastGood,
      reason,
      register,
      since: instant.nullable().default(null),
    }),
    response: z.strictObject({ disputed: count, records: z.array(z.strictObject(recorded)) }),
  },
  "history.register": {
    does: "Which register judges what is written next in a history, and the registers that it is offered to.",
    request: z.strictObject({ history: historyName }),
    response: z.strictObject({
      history: idSchema,
      id: idSchema,
      name: z.string(),
      offers: z.array(
        z.strictObject({
          id: idSchema,
          /** True where whoever signs now is a validator of the register that it goes to. */
          mine: z.boolean(),
          move: idSchema,
          name: z.string(),
          wants: z.string(),
        }),
      ),
    }),
  },
  "history.hand-over": {
    does: "Offers a history to another register: in force once the quorum of the old one and a validator of the new one stand behind it.",
    request: z.strictObject({ history: historyName, register: z.string().min(4).max(64) }),
    response: z.strictObject(recorded),
  },
  "history.take-over": {
    does: "A validator of the register that a history is offered to endorses the offer: from there on that register judges.",
    request: z.strictObject({ history: historyName, statement: z.string().max(2000).default("") }),
    response: z.strictObject(recorded),
  },
  "person.rotate-key": {
    does: "Puts the promised successor in the place of a person's key, under the same PIN, and says so in every register that knows the key.",
    request: z.strictObject({ person: z.string().min(1).max(200), pin }),
    response: z.strictObject({
      former: idSchema,
      key: idSchema,
      /** `asks`: a validator of that register has to enrol the new key. */
      registers: z.array(z.strictObject({ asks: z.boolean(), id: idSchema, name: z.string() })),
    }),
  },
} as const;
