/** Quorums: who must endorse a record before it counts (record-format.md, section 5). */
import { z } from "zod";
import type { HeldRecord } from "../ledger/history.ts";
import { hex64Schema, roleSchema } from "./register-body.ts";
import { partyOfKey, type RegisterState } from "./register-state.ts";

/** `record/endorsed@1`: a party stands behind a record of another, in a role. */
export const endorsedSchema = z.strictObject({
  role: roleSchema,
  statement: z.string().max(2000),
  target: hex64Schema,
});

export interface QuorumAnswer {
  readonly met: boolean;
  /** What is there and what is needed, as a sentence; empty when no quorum is asked for. */
  readonly reason: string;
}

/**
 * Whether enough parties of the group endorsed `target` among `records`. A party counts once, however many keys it
 * has.
 */
export const quorumMet = (state: RegisterState, target: HeldRecord, records: Iterable<HeldRecord>): QuorumAnswer => {
  const type = target.type.slice(0, target.type.indexOf("@"));
  const quorum = state.quorums.find((candidate) => candidate.type === type);
  if (quorum === undefined) return { met: true, reason: "" };
  const [count = "all", ...members] = quorum.group.split(" ");
  const satisfied = members.filter((member) => isSatisfied(member, state, target, records));
  const needed = count === "all" ? members.length : count === "any" ? 1 : Number(count);
  const found = countFor(members, satisfied, state, target, records);
  return { met: found >= needed, reason: `It needs ${needed} of ${members.join(", ")} to endorse it; ${found} did.` };
};

// With a single role as the only member, K counts the parties that hold the role.
const countFor = (
  members: ReadonlyArray<string>,
  satisfied: ReadonlyArray<string>,
  state: RegisterState,
  target: HeldRecord,
  records: Iterable<HeldRecord>,
): number => {
  const [only] = members;
  if (members.length !== 1 || only === undefined || !only.startsWith("role:")) return satisfied.length;
  return endorsers(state, target, records).filter((endorser) => endorser.role === only.slice(5)).length;
};

const isSatisfied = (
  member: string,
  state: RegisterState,
  target: HeldRecord,
  records: Iterable<HeldRecord>,
): boolean =>
  endorsers(state, target, records).some(({ party, role }) =>
    member.startsWith("role:") ? role === member.slice(5) : party === member,
  );

const endorsers = (
  state: RegisterState,
  target: HeldRecord,
  records: Iterable<HeldRecord>,
): ReadonlyArray<{ readonly party: string; readonly role: string }> => {
  const found = new Map<string, string>();
  for (const record of records) {
    if (record.type !== "record/endorsed@1") continue;
    const body = endorsedSchema.safeParse(record.body);
    const party = partyOfKey(state, record.writer);
    if (!body.success || body.data.target !== target.id || typeof party === "string") continue;
    if (party.roles.includes(body.data.role)) found.set(party.id, body.data.role);
  }
  return [...found].map(([party, role]) => ({ party, role }));
};
