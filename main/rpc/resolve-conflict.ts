/** Resolves a conflict: the field is set anew by a record that has seen every value (record-format.md, section 4). */
import type { z } from "zod";
import { assetDescribedSchema } from "../../shared/asset/asset-body.ts";
import { fieldValues, inConflict, type ConflictSet } from "../../shared/ledger/conflict-set.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { countsInState } from "../../shared/register/standing.ts";
import type { RequestOf, ResponseOf } from "../../shared/rpc/methods.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";
import { asBody, writeIn } from "./recording-handlers.ts";
import { asWritten } from "./written-text.ts";

type SetFields = z.infer<typeof assetDescribedSchema>["set"];

/** What sets a field to a value, where a description can; `null` for all other fields. */
export const settableValue = (field: string, value: unknown): SetFields | null => {
  const described = assetDescribedSchema.shape.set.safeParse({ [field]: value });
  return described.success ? described.data : null;
};

/** Records the decision; `resolved` is false where it waits for a quorum itself. */
export const resolveConflict = async (
  parts: NodeParts,
  { field, history: name, reason = "", take }: RequestOf<"decision.resolve">,
): Promise<Outcome<ResponseOf<"decision.resolve">>> => {
  const id = resolveHistory(parts, name);
  if (!id.ok) return id;
  const history = parts.store.ledger.history(id.value);
  const values = history === undefined ? [] : valuesOf(parts, history, field);
  if (!inConflict(values))
    return refuse("noConflict", `The field "${field}" is not in conflict in this history: nothing is to be resolved.`);
  const value = chosen(values, take);
  if (!value.ok) return value;
  const set = settableValue(field, asWritten(value.value));
  if (set === null) return notSettable(field, values);
  const body = asBody({ reason: reason === "" ? null : reason, set });
  const written = await writeIn(parts, id.value, { body, type: "asset/described@1" });
  if (!written.ok) return written;
  const after = parts.store.ledger.history(id.value);
  return success({ ...written.value, resolved: after !== undefined && !inConflict(valuesOf(parts, after, field)) });
};

const valuesOf = ({ store }: NodeParts, history: History, field: string): ConflictSet<string> => {
  const counts = (record: HeldRecord): boolean => countsInState(store.judge.verdict(record));
  return fieldValues(history.order, counts).get(field) ?? [];
};

const chosen = (values: ConflictSet<string>, take: RequestOf<"decision.resolve">["take"]): Outcome<unknown> => {
  if ("text" in take) return success(take.text);
  const found = values.find(({ by }) => by === take.record);
  if (found !== undefined) return success(JSON.parse(found.value));
  return refuse(
    "notInConflict",
    `The record ${take.record.slice(0, 12)}… gives none of the values in conflict. They are given by ${values
      .map(({ by }) => by.slice(0, 12))
      .join(", ")}.`,
  );
};

const notSettable = (field: string, values: ConflictSet<string>): Outcome<never> =>
  field.startsWith("core_grade ")
    ? refuse("gradeAgain", "A grade is not chosen but given: grade the core again, that record has seen both.")
    : refuse(
        "valueUnfit",
        values.some(({ value }) => settableValue(field, JSON.parse(value)) !== null)
          ? `This is no value of "${field}". Take one of the values in conflict, or write another of that kind.`
          : `The field "${field}" is not set by a description. Record it again where it was recorded.`,
      );
