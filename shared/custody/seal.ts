/** Seals of a history: what each covers, what surfaced after it, and whether its receiver confirmed it (section 8). */
import { isComplete, type HeldRecord, type History } from "../ledger/history.ts";
import { hasSeen } from "../ledger/order.ts";
import { partyId, partyOfKey, type RegisterState } from "../register/register-state.ts";
import { custodySealedSchema, type CustodySealed } from "./custody-body.ts";

/** The type of a seal. */
export const sealType = "custody/sealed@1";

export interface Seal {
  readonly body: CustodySealed;
  readonly record: HeldRecord;
}

/** The seals of a history that count, in its order. */
export const sealsOf = (history: History, counts: (record: HeldRecord) => boolean): ReadonlyArray<Seal> =>
  history.hasType(sealType)
    ? history.order.flatMap((record) => {
        const body = record.type === sealType ? custodySealedSchema.safeParse(record.body) : null;
        return body?.success === true && counts(record) ? [{ body: body.data, record }] : [];
      })
    : [];

/**
 * True for a record that stood neither under the seal nor on it: it was written, or shown, after the seal by somebody
 * who did not know the seal, whatever time it claims. Only complete records are asked about.
 */
export const surfacedAfter = (history: History, { body, record: seal }: Seal): ((record: HeldRecord) => boolean) => {
  const records: ReadonlyMap<string, HeldRecord> = history.records;
  const heads = body.heads.flatMap((id) => {
    const head = records.get(id);
    return head === undefined || !isComplete(head) ? [] : [head];
  });
  const isCovered = (record: HeldRecord): boolean =>
    hasSeen(seal, record) || heads.some((head) => hasSeen(head, record));
  return (record) => record !== seal && isComplete(record) && !isCovered(record) && !hasSeen(record, seal);
};

/** True when whoever acts through a key receives what a seal hands over: the party itself, or one of its people. */
export const isReceiver = ({ body }: Seal, state: RegisterState, key: string): boolean => {
  const party = partyOfKey(state, key);
  if (body.to === null || typeof party === "string") return false;
  const to = partyId(state, body.to);
  return partyId(state, party.id) === to || (party.organisation !== null && partyId(state, party.organisation) === to);
};
