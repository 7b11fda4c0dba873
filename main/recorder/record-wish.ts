/** What is to be recorded, and by whom. */
import type { Instant } from "../../shared/clock/instant.ts";
import type { PublicKey } from "../../shared/crypto/key-rule.ts";
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { Opening } from "../../shared/ledger/bundle.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";

/** Signs with one key; a person's key is unlocked only while they sign. */
export interface RecordSigner {
  readonly key: PublicKey;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** What is to be recorded. `history` null founds a history; `at` null is now. */
export interface RecordWish {
  readonly at: Instant | null;
  readonly body: JsonObject;
  readonly history: HistoryId | null;
  readonly openings?: ReadonlyArray<Opening>;
  readonly type: string;
}
