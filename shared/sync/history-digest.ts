/** What an installation holds of a history, in one digest and as tips (record-format.md, section 8). */
import { digestHex } from "../crypto/digest.ts";
import { utf8Of } from "../encoding/utf8.ts";
import type { HeldRecord, History } from "../ledger/history.ts";
import type { RecordId } from "../ledger/record.ts";

/** The end of a branch of a key's records; a key with more than one has equivocated. */
export interface Tip {
  readonly writer: string;
  readonly seq: number;
  readonly id: RecordId;
}

/** The tips of all keys over the complete records, sorted by (writer, id). */
export const tipsOf = (history: History): ReadonlyArray<Tip> =>
  tipRecords(history).map(({ writer, seq, id }) => ({ writer, seq, id }));

/** The same as records. */
export const tipRecords = (history: History): ReadonlyArray<HeldRecord> => [...history.tips().values()].flat();

/**
 * SHA-256 over the sorted ids of the tips, one hex64 per LF-ended line: equal exactly where the same complete records
 * are held.
 */
export const historyDigest = (history: History): string => digestOfTips(tipRecords(history).map(({ id }) => id));

/** The digest of tips that were told, in any order. */
export const digestOfTips = (ids: ReadonlyArray<RecordId>): string =>
  digestHex(
    utf8Of(
      [...ids]
        .sort()
        .map((id) => `${id}\n`)
        .join(""),
    ),
  );
