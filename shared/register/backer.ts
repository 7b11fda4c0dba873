/** Who stands behind a record: its author, and those who endorse it (record-format.md, section 5). */
import type { HeldRecord } from "../ledger/history.ts";
import { endorsedSchema, type Backer } from "./quorum.ts";
import { partyOfKey, rolesOfKey, type RegisterState } from "./register-state.ts";

/** The author of a record as one who stands behind it, in every role that it holds. */
export const authorOf = (record: Pick<HeldRecord, "writer">, state: RegisterState): Backer => ({
  party: backingParty(record.writer, state),
  roles: rolesOfKey(state, record.writer),
});

/** The writer of an endorsement as one who stands behind its target, in the one role that it names and holds. */
export const endorserOf = (record: Pick<HeldRecord, "body" | "writer">, state: RegisterState): Backer => {
  const body = endorsedSchema.safeParse(record.body);
  const roles = rolesOfKey(state, record.writer).filter((role) => body.success && body.data.role === role);
  return { party: backingParty(record.writer, state), roles };
};

// A key that the charter names acts for itself until a party is enrolled with it.
const backingParty = (key: string, state: RegisterState): string => {
  const party = partyOfKey(state, key);
  return typeof party === "string" ? key : party.id;
};
