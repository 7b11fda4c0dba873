/**
 * The single rules behind a standing; each answers with the reason and the records behind it, or `null` (section 5).
 */
import { z } from "zod";
import { inConflict, setField, type ConflictSet } from "../ledger/conflict-set.ts";
import type { HeldRecord, History } from "../ledger/history.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { hasSeen } from "../ledger/order.ts";
import type { RecordId } from "../ledger/record.ts";
import { endorsedSchema } from "./quorum.ts";
import { hex64Schema } from "./register-body.ts";
import { baseType, permissionRefusal } from "./register-reader.ts";
import { partyOfKey, rolesOfKey, type KeyEnd, type RegisterState } from "./register-state.ts";
import { accepted, countsInState, verdict, type Verdict } from "./standing.ts";

/** `record/corrected@1` (section 4): what was wrong with a record, and what stands in its place. */
export const correctedSchema = z.strictObject({
  reason: z.enum(["did_not_occur", "incorrect_data", "late_entry", "superseded"]),
  replacement: hex64Schema.nullable(),
  target: hex64Schema,
});

/** Why the writer may not write the record under a register state; `null` when it may. */
export const writingRefusal = (record: HeldRecord, state: RegisterState, history: History): string | null => {
  const type = baseType(record.type);
  if (type === "record/corrected") return correctionRefusal(record, state, history);
  if (type === "record/endorsed") return endorsementRefusal(record, state);
  if (type.startsWith("record/"))
    return rolesOfKey(state, record.writer).length > 0 ? null : permissionRefusal(state, record.writer, type);
  return permissionRefusal(state, record.writer, type);
};

/**
 * Both branches of an equivocation are in doubt from the forked `seq` on: without time bounds nothing later is sure
 * (section 4).
 */
export const equivocated = (history: History, record: HeldRecord): Verdict | null => {
  const twin = history.equivocations.find(({ writer, seq }) => writer === record.writer && record.seq >= seq);
  if (twin === undefined) return null;
  return verdict("disputed", `Its key signed two records with seq ${twin.seq} in this history.`, twin.records);
};

/** From an ended key only the named last good record and what it has seen stay good (section 5). */
export const endedKey = (history: History, record: HeldRecord, ends: ReadonlyArray<KeyEnd>): Verdict | null => {
  const end = ends.find(
    ({ key, lastGood }) => key === record.writer && !isGood(history, record, lastGood.get(history.id)),
  );
  return end === undefined
    ? null
    : verdict("disputed", "Its key was ended, and the record is not among those named as good.", [end.by]);
};

/** True for a record whose verdict changes nobody else's: it may be judged alone when it sorts last. */
export const decidesAlone = (record: HeldRecord, history: History): boolean =>
  !/^(register|record|history)\//.test(record.type) && record.sets.length === 0 && history.equivocations.length === 0;

/**
 * Records that an accepted correction names as its target are corrected, unless they are corrections or register
 * records.
 */
export const markCorrected = (history: History, verdicts: Map<RecordId, Verdict>): void => {
  for (const record of history.order) {
    const target = correctionTarget(record, history);
    if (
      target === undefined ||
      verdicts.get(record.id)?.standing !== "accepted" ||
      /^(register|record)\//.test(target.type)
    )
      continue;
    if (verdicts.get(target.id)?.standing !== "accepted") continue;
    verdicts.set(
      target.id,
      verdict("corrected", `A later record corrects it: ${correctionReason(record)}.`, [record.id]),
    );
  }
};

/**
 * Values of one field set by records that had not seen each other conflict, until a record that has seen them sets it
 * again.
 */
export const markConflicts = (history: History, verdicts: Map<RecordId, Verdict>): void => {
  const fields = new Map<string, ConflictSet<string>>();
  for (const record of history.order) {
    if (verdicts.get(record.id) !== accepted) continue;
    for (const [field, value] of record.sets)
      fields.set(field, setField(fields.get(field) ?? [], record.id, value, sawIn(history, record)));
  }
  for (const [field, values] of fields) if (inConflict(values)) markConflict(history, verdicts, field, values);
};

/** The parents of a pending record that nobody has brought yet. */
export const missingParents = (record: HeldRecord, ledger: Ledger): ReadonlyArray<RecordId> =>
  [...(record.prev === null ? [] : [record.prev]), ...record.seen].filter((id) => ledger.record(id) === undefined);

/** Whether `record` has seen the record of an id in its history. */
export const sawIn =
  (history: History, record: HeldRecord) =>
  (id: string): boolean => {
    for (const parent of record.parents) if (parent.id === id) return true;
    const other = recordOf(history, id);
    return other !== undefined && hasSeen(record, other);
  };

const markConflict = (
  history: History,
  verdicts: Map<RecordId, Verdict>,
  field: string,
  values: ConflictSet<string>,
): void => {
  const records = values.flatMap(({ by }) => recordOf(history, by)?.id ?? []);
  for (const id of records) {
    if (countsInState(verdicts.get(id) ?? accepted)) {
      verdicts.set(
        id,
        verdict("conflicting", `Records that had not seen each other give "${field}" different values.`, records),
      );
    }
  }
};

const correctionRefusal = (record: HeldRecord, state: RegisterState, history: History): string | null => {
  const target = correctionTarget(record, history);
  if (target === undefined) return "It corrects a record that is not in this history.";
  if (!hasSeen(record, target)) return "It corrects a record that it has not seen.";
  if (/^(register|record)\//.test(target.type)) return `Records of the type ${target.type} are not corrected.`;
  return permissionRefusal(state, record.writer, baseType(target.type));
};

const endorsementRefusal = (record: HeldRecord, state: RegisterState): string | null => {
  const body = endorsedSchema.safeParse(record.body);
  const party = partyOfKey(state, record.writer);
  if (!body.success || typeof party === "string") return permissionRefusal(state, record.writer, "record/endorsed");
  return party.roles.includes(body.data.role)
    ? null
    : `Its writer does not hold the role ${body.data.role} in which it endorses.`;
};

const correctionTarget = (record: HeldRecord, history: History): HeldRecord | undefined => {
  if (record.type !== "record/corrected@1") return undefined;
  const body = correctedSchema.safeParse(record.body);
  return body.success ? recordOf(history, body.data.target) : undefined;
};

const correctionReason = (record: HeldRecord): string => {
  const body = correctedSchema.safeParse(record.body);
  return body.success ? body.data.reason.replaceAll("_", " ") : "unknown";
};

const isGood = (history: History, record: HeldRecord, lastGood: string | undefined): boolean => {
  const last = lastGood === undefined ? undefined : recordOf(history, lastGood);
  return last !== undefined && hasSeen(last, record);
};

const recordOf = (history: History, id: string): HeldRecord | undefined => {
  const records: ReadonlyMap<string, HeldRecord> = history.records;
  return records.get(id);
};
