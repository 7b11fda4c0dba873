/** Openings on their way to a peer: those of some records that it may have, in messages of a bounded size. */
import type { Opening } from "../../shared/ledger/bundle.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { sealedFieldsOf, type SealedField } from "../../shared/privacy/sealed-kind.ts";
import { entriesMax, type ContentOf, type SyncMessage } from "../../shared/sync/sync-message.ts";

/** An opening and the record that names it. */
export type NamedOpening = ContentOf<"openings">["list"][number];

/** The openings of records that may be given out. */
export const openingsOf = async (
  records: ReadonlyArray<SignedRecord>,
  opening: (field: SealedField) => Promise<Opening | null>,
): Promise<ReadonlyArray<NamedOpening>> => {
  const found: NamedOpening[] = [];
  for (const { id, record } of records) {
    for (const field of sealedFieldsOf(record.type, record.body)) {
      const one = await opening(field);
      if (one !== null) found.push({ opening: copyOf(one), record: id });
    }
  }
  return found;
};

/** Openings in messages of about a mebibyte: their values may be long texts. */
export function* openingMessages(openings: ReadonlyArray<NamedOpening>): Generator<SyncMessage, void> {
  let list: NamedOpening[] = [];
  let size = 0;
  for (const one of openings) {
    list.push(one);
    size += JSON.stringify(one).length;
    if (size < lengthMax && list.length < entriesMax) continue;
    yield { openings: { list } };
    list = [];
    size = 0;
  }
  if (list.length > 0) yield { openings: { list } };
}

const lengthMax = 1024 * 1024;

const copyOf = ({ for: writer, salt, value }: Opening): NamedOpening["opening"] => ({
  for: writer,
  salt,
  value: JSON.parse(JSON.stringify(value)),
});
