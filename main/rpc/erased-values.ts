/** Which sealed values an erasing record really erases here: those of its own history, by whoever may. */
import { bytesOfHex } from "../../shared/encoding/hex.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { erasureRefusal } from "../../shared/privacy/erasure.ts";
import { sealedAt, type SealedPlace } from "../../shared/query/sealed-values.ts";
import { erasedSchema } from "../../shared/record-type/ledger-body.ts";
import type { NodeParts } from "./node-parts.ts";

type Parts = Pick<NodeParts, "index" | "store">;

/** `record/erased@1` (record-format.md, section 2). */
export const erasedType = "record/erased@1";

/** The records that hold a sealed value. */
export const placesOf = async ({ index }: Pick<Parts, "index">, sealed: string) => {
  const digest = bytesOfHex(sealed);
  return digest === null ? success([]) : index.listed(sealedAt(digest));
};

/** The digests that this record forbids from now on. */
export const valuesErasedBy = async (parts: Parts, record: HeldRecord): Promise<Outcome<ReadonlyArray<string>>> => {
  if (record.type !== erasedType || parts.store.judge.verdict(record).standing !== "accepted") return success([]);
  const body = erasedSchema.safeParse(record.body);
  const erased: string[] = [];
  for (const sealed of body.success ? body.data.sealed : []) {
    const places = await placesOf(parts, sealed);
    if (!places.ok) return places;
    if (places.value.some((place) => mayErase(parts, record, place))) erased.push(sealed);
  }
  return success(erased);
};

/** A value of another history, or of somebody else, is not erased by it. */
const mayErase = ({ store }: Parts, record: HeldRecord, place: SealedPlace): boolean => {
  const id = parseRecordId(place.record);
  const held = id === null ? undefined : store.ledger.record(id);
  if (held === undefined || held.history !== record.history) return false;
  return erasureRefusal(store.judge.registerAt(record), { eraser: record.writer, writer: held.writer }) === null;
};

/** Everything that records here erase, for a folder that is opened. */
export const allErased = async (parts: Parts): Promise<Outcome<ReadonlyArray<string>>> => {
  const erased: string[] = [];
  for (const { order } of parts.store.ledger.histories.withType(erasedType))
    for (const record of order) {
      const values = await valuesErasedBy(parts, record);
      if (!values.ok) return values;
      erased.push(...values.value);
    }
  return success(erased);
};
