/** Why a wish is not recorded: the rules that a writer's own program holds it to before anything is signed. */
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { parseRecordId, shortId, type HistoryId, type RecordClock } from "../../shared/ledger/record.ts";
import { refuse, type Outcome } from "../../shared/outcome/outcome.ts";
import { aheadOfClockMaxMinutes, isAheadOfClock } from "../../shared/record-type/inspect-record.ts";
import type { RegisterDraft } from "../../shared/register/draft-change.ts";
import { moveType } from "../../shared/register/history-move.ts";
import { misfitOf } from "../../shared/register/register-change.ts";
import { registerRefusal } from "../../shared/register/register-refusal.ts";
import { noRegister, type RegisterState } from "../../shared/register/register-state.ts";
import { mayBeSeen } from "../../shared/register/standing.ts";
import { writingRefusal } from "../../shared/register/standing-rules.ts";
import { missingRuleAdvice } from "../../shared/register/usual-rules.ts";
import type { HistoryStore } from "./history-store.ts";
import type { RecordWish } from "./record-wish.ts";

export interface WishingKey {
  readonly key: string;
  readonly clock: RecordClock;
}

type Held = Pick<HistoryStore, "judge" | "ledger">;
type Refusal = Outcome<never> | null;

/** The first reason against a wish, or `null`. */
export const wishRefusal = (store: Held, wish: RecordWish, writing: WishingKey): Refusal => {
  const history = wish.history === null ? undefined : store.ledger.history(wish.history);
  if (wish.history !== null && history?.root === undefined)
    return refuse("noHistory", `There is no history ${shortId(wish.history)} here.`);
  return (
    aheadRefusal(wish, writing) ??
    permissionRefusal(store, { history, wish }, writing.key) ??
    (history === undefined ? null : chainRefusal(history, writing.key))
  );
};

const aheadRefusal = ({ at }: RecordWish, { clock }: WishingKey): Refusal =>
  at !== null && isAheadOfClock(at, clock.utc)
    ? refuse(
        "aheadOfClock",
        `The time ${at} lies more than ${aheadOfClockMaxMinutes} minutes ahead of this machine's clock (${clock.utc}). Check the date.`,
      )
    : null;

interface Wished {
  readonly wish: RecordWish;
  readonly history: History | undefined;
}

const permissionRefusal = (store: Held, { history, wish }: Wished, key: string): Refusal => {
  if (wish.type === "register/charter@1" && history === undefined)
    return draftRefusal(noRegister, { ...wish, heads: [], writer: key });
  const register = registerOf(store, wish, history, key);
  if (register === null) return refuse("notPermitted", 'A first record names its register in "register".');
  const state = store.judge.registerNow(register);
  if (state.endsByKey.has(key))
    return refuse("keyEnded", `The key ${shortId(key)} was ended in the register: what it writes counts no more.`);
  const written = { body: wish.body, type: wish.type, writer: key };
  const refusal = writingRefusal(written, seenState(store, { register, wish }), (id) =>
    countingRecord(store, history, id),
  );
  if (refusal !== null)
    return refuse("notPermitted", [refusal, missingRuleAdvice(state, key, wish.type) ?? []].flat().join(" "));
  if (wish.type === moveType) return moveRefusal(store, register, wish);
  if (register !== wish.history) return null;
  const misfit = misfitOf(written, state);
  if (misfit !== null) return refuse("malformed", `${misfit} Nothing was recorded.`);
  return draftRefusal(state, { ...written, heads: store.judge.goodHeads(register) });
};

// Inside a register the new record will have seen the good heads alone, not enrolments that an end of a key undid.
const seenState = (
  { judge }: Held,
  { register, wish }: { readonly register: HistoryId; readonly wish: RecordWish },
): RegisterState => (register === wish.history ? judge.registerToCome(register) : judge.registerNow(register));

// A history goes to a register that is known here, and another one than its own.
const moveRefusal = ({ judge, ledger }: Held, register: HistoryId, { body, history }: RecordWish): Refusal => {
  const to = parseRecordId(body["register"]);
  if (register === history)
    return refuse("registerUnfit", "A register itself stands under no other register. Nothing was recorded.");
  if (to === register)
    return refuse("registerUnfit", "The history stands under this register already. Nothing was recorded.");
  const isKnown = to !== null && ledger.histories.has(to) && judge.registerNow(to).charter !== null;
  return isKnown
    ? null
    : refuse(
        "registerUnfit",
        "The register that it would go to is not here. Exchange with the new owner, or take in a bundle of theirs, first. Nothing was recorded.",
      );
};

const draftRefusal = (before: RegisterState, draft: RegisterDraft): Refusal => {
  const refusal = registerRefusal(before, draft);
  return refusal === null ? null : refuse("registerUnfit", `${refusal} Nothing was recorded.`);
};

const registerOf = (
  { judge }: Held,
  { body, type }: RecordWish,
  history: History | undefined,
  writer: string,
): HistoryId | null =>
  history === undefined ? parseRecordId(body["register"]) : judge.registerFor(history.id, { body, type, writer });

// What the new record will have seen: it names the good heads.
const countingRecord = (store: Held, history: History | undefined, id: string): HeldRecord | undefined => {
  const parsed = parseRecordId(id);
  const record = parsed === null ? undefined : history?.records.get(parsed);
  return record !== undefined && mayBeSeen(store.judge.verdict(record)) ? record : undefined;
};

// Two ends, or records that others hold and this folder lacks: the data folder was restored from a backup, or copied.
const chainRefusal = (history: History, key: string): Refusal =>
  history.doubt(key) !== null || history.hasIncomplete(key)
    ? refuse(
        "ownEquivocation",
        "This key has records in the history that do not stand in one line here: the data folder was restored or copied. Make new keys before writing on.",
      )
    : null;
