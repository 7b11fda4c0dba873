/** What a register would say after a record that is not signed yet: the very change that the signed one would make. */
import { isInstant, type Instant } from "../clock/instant.ts";
import type { JsonObject } from "../encoding/canonical-json.ts";
import type { HeldRecord } from "../ledger/history.ts";
import { heldRecord } from "../ledger/record-head.ts";
import { parseRecordId, type RecordId } from "../ledger/record.ts";
import { changeOf } from "./register-change.ts";
import type { RegisterState } from "./register-state.ts";

/** A record of a register as it is wished for. */
export interface RegisterDraft {
  readonly type: string;
  readonly body: JsonObject;
  readonly writer: string;
  /** What it would have seen; none for a charter. */
  readonly heads: ReadonlyArray<HeldRecord>;
}

/** The state with the draft taken into it, as if its quorum stood behind it. A party that it enrols has `draftId`. */
export const stateAfter = (before: RegisterState, draft: RegisterDraft): RegisterState => {
  const held = draftHeld(draft);
  return changeOf(held, before)(before);
};

/** The id that a draft has: of no record, since nobody finds bytes with such a digest. */
export const draftId: RecordId = parseRecordId("f".repeat(64)) ?? impossible();

// It has no place in the order and no branch yet, so what it has seen is searched through its parents.
const draftHeld = ({ body, heads, type, writer }: RegisterDraft): HeldRecord => {
  const head = {
    after: null,
    at: lastInstant,
    body,
    fault: null,
    foundsUnder: undefined,
    history: draftId,
    id: draftId,
    prev: null,
    recordedAt: lastInstant,
    register: [],
    seen: [],
    seq: 0,
    sets: [],
    type,
    writer,
  };
  return { ...heldRecord(head), parents: [...heads] };
};

function impossible(): never {
  throw new Error("A constant of a draft is malformed");
}

const lastText = "9999-12-31T23:59:59.999999Z";
/** Later than all that it has seen. */
const lastInstant: Instant = isInstant(lastText) ? lastText : impossible();
