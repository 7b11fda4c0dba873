/** The single rules behind a standing; each answers with the reason, or `null` (record-format.md, section 5). */
import { z } from "zod";
import { isComplete, isContradicted, type HeldRecord, type History } from "../ledger/history.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { hasSeen } from "../ledger/order.ts";
import type { RecordId } from "../ledger/record.ts";
import { baseType, endorsementRefusal, permissionRefusal } from "./permission.ts";
import { hex64Schema } from "./register-body.ts";
import { isPromisedSuccessor } from "./register-change.ts";
import { rolesOfKey, type KeyEnd, type RegisterState } from "./register-state.ts";
import { verdict, type Verdict } from "./standing.ts";

/** `record/corrected@1` (section 4): what was wrong with a record, and what stands in its place. */
export const correctedSchema = z.strictObject({
  reason: z.enum(["did_not_occur", "incorrect_data", "late_entry", "superseded"]),
  replacement: hex64Schema.nullable(),
  target: hex64Schema,
});

/** What of a record its permission depends on; a draft has it too. */
export type WrittenRecord = Pick<HeldRecord, "body" | "type" | "writer">;

/**
 * Why the writer may not write the record under a register state; `null` when it may. `find` gives the record of an id
 * that the record has seen.
 */
export const writingRefusal = (
  record: WrittenRecord,
  state: RegisterState,
  find: (id: string) => Pick<HeldRecord, "type"> | undefined,
): string | null => {
  const type = baseType(record.type);
  if (type === "record/corrected") return correctionRefusal(record, state, find);
  if (type === "record/endorsed") return endorsementRefusal(state, record);
  if (record.type === "register/key-rotated@1") return successionRefusal(state, record);
  if (!type.startsWith("record/")) return permissionRefusal(state, record.writer, type);
  return rolesOfKey(state, record.writer).length > 0 ? null : permissionRefusal(state, record.writer, type);
};

/** Gives the record of an id in the history when `record` has seen it. */
export const seenBy =
  (record: HeldRecord, history: History) =>
  (id: string): HeldRecord | undefined => {
    const other = recordOf(history, id);
    const isSeen = other !== undefined && other !== record && isComplete(other) && hasSeen(record, other);
    return isSeen ? other : undefined;
  };

/** Why a record without all its parents is not judged. */
export const incompleteVerdict = (record: HeldRecord, ledger: Ledger): Verdict =>
  isContradicted(record)
    ? verdict("malformed", record.fault ?? "A parent that came later contradicts it.")
    : verdict("pending", "A record that it stands on is not here, or cannot count.", missingParents(record, ledger));

/**
 * Both branches of an equivocation are in doubt from the forked `seq` on, save what witnesses prove to have stood
 * before anybody could know of it (section 4).
 */
export const equivocated = ({ cutOf, history, upperOf }: Bounded, record: HeldRecord): Verdict | null => {
  const doubt = history.doubt(record.writer);
  if (doubt === null || record.seq < doubt.seq) return null;
  const cut = cutOf(record.writer);
  const upper = cut === null ? null : upperOf(record);
  if (cut !== null && upper !== null && upper < cut) return null;
  const when = cut === null ? "" : ` No witness saw it before ${cut}, when that became known.`;
  return verdict("disputed", `Its key signed two records with seq ${doubt.seq} in this history.${when}`, doubt.records);
};

/** A history with what witnesses say of the times in it. */
interface Bounded {
  readonly history: History;
  readonly upperOf: (record: HeldRecord) => string | null;
  readonly cutOf: (writer: string) => string | null;
}

/** The records of an ended key that stay good in a history: the named one and those before it on its branch. */
export const goodUntil = (
  history: History,
  { key, lastGood }: Pick<KeyEnd, "key" | "lastGood">,
): ReadonlySet<HeldRecord> => {
  const good = new Set<HeldRecord>();
  let record = recordOf(history, lastGood.get(history.id) ?? "");
  while (record !== undefined && record.writer === key && isComplete(record)) {
    good.add(record);
    const [before] = record.parents;
    record = before?.id === record.prev ? before : undefined;
  }
  return good;
};

/** The record that a correction names, when it has seen it. */
export const correctionTarget = (record: HeldRecord, history: History): HeldRecord | undefined => {
  const body = record.type === "record/corrected@1" ? correctedSchema.safeParse(record.body) : null;
  return body?.success === true ? seenBy(record, history)(body.data.target) : undefined;
};

/** The type whose quorum a record needs: a correction needs that of its target. */
export const quorumType = (record: HeldRecord, history: History): string =>
  baseType((correctionTarget(record, history) ?? record).type);

/** Why a correction was made, in words. */
export const correctionReason = (record: HeldRecord): string => {
  const body = correctedSchema.safeParse(record.body);
  return body.success ? body.data.reason.replaceAll("_", " ") : "unknown";
};

const successionRefusal = (state: RegisterState, record: WrittenRecord): string | null =>
  isPromisedSuccessor(record, state) ? null : "The new key is not the one that was promised for the old key.";

const correctionRefusal = (
  record: WrittenRecord,
  state: RegisterState,
  find: (id: string) => Pick<HeldRecord, "type"> | undefined,
): string | null => {
  const body = correctedSchema.safeParse(record.body);
  const target = body.success ? find(body.data.target) : undefined;
  if (target === undefined) return "It corrects a record that it has not seen in this history.";
  if (/^(register|record)\//.test(target.type)) return `Records of the type ${target.type} are not corrected.`;
  return permissionRefusal(state, record.writer, baseType(target.type));
};

const missingParents = (record: HeldRecord, ledger: Ledger): ReadonlyArray<RecordId> =>
  [...(record.prev === null ? [] : [record.prev]), ...record.seen].filter((id) => ledger.record(id) === undefined);

const recordOf = (history: History, id: string): HeldRecord | undefined => {
  const records: ReadonlyMap<string, HeldRecord> = history.records;
  return records.get(id);
};
