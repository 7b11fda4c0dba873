/** The verdict on a record by what it has seen, and by what is known of its key (record-format.md, section 5). */
import type { HeldRecord, History } from "../ledger/history.ts";
import { shortId, type HistoryId, type RecordId } from "../ledger/record.ts";
import {
  joinedPassing,
  moveType,
  offerOf,
  passingBehind,
  passingOfView,
  type Passing,
  type ViewOf,
} from "./history-move.ts";
import type { Judgement } from "./judgement.ts";
import type { RegisterReader } from "./register-reader.ts";
import { noRegister, type KeyEnd, type RegisterState } from "./register-state.ts";
import type { RegisterView, RegisterViews } from "./register-view.ts";
import { equivocated, goodUntil, seenBy, writingRefusal } from "./standing-rules.ts";
import { accepted, verdict, type Verdict } from "./standing.ts";

/** One history with all that its records are judged by. */
export interface JudgedHistory {
  readonly history: History;
  readonly judgement: Judgement;
  /** Reads the history when it is a register itself. */
  readonly reader: RegisterReader | null;
  readonly views: RegisterViews;
  /** The ends of a writer's key that its register says now: revocations that are known count, seen or not. */
  readonly endsOf: (record: HeldRecord) => ReadonlyArray<KeyEnd>;
  /** The upper bound of a record's time, and when a key's equivocation became known; `null` where nothing tells. */
  readonly upperOf: (record: HeldRecord) => string | null;
  readonly cutOf: (writer: string) => string | null;
  readonly knows: (type: string) => boolean;
}

/** The verdict before endorsements, corrections and conflicts. The parents must have theirs. */
export const firstVerdict = (place: JudgedHistory, record: HeldRecord): Verdict => {
  const first = ownVerdict(place, record);
  const passing = place.judgement.passing.get(record);
  if (passing !== undefined && first === accepted)
    place.judgement.passing.set(record, passingBehind(passing, record, viewIn(place)));
  return first;
};

const ownVerdict = (place: JudgedHistory, record: HeldRecord): Verdict => {
  const { missing, state } = formView(place, record);
  if (missing !== null) return verdict("pending", `The register record ${shortId(missing)} that it names is not here.`);
  const refusal = refusalOf(place, record, state);
  const cloud = cloudOver(place, record, refusal);
  const fault = record.fault ?? misnamed(place, record);
  if (fault !== null) return verdict("malformed", fault);
  if (cloud !== null)
    return verdict("undetermined", `It stands behind ${cloud.type}, which this program does not know.`, [cloud.id]);
  if (state.unknown.length > 0)
    return verdict(
      "undetermined",
      "Its register holds a record of a type that this program does not know.",
      state.unknown,
    );
  if (refusal !== null) return verdict("not permitted", refusal);
  const misfit = place.reader?.misfit(record) ?? null;
  if (misfit !== null) return verdict("malformed", misfit);
  return equivocated(place, record) ?? endedKey(place, record) ?? accepted;
};

/** The register as the record knew it; that of its ancestors where it belongs to a register itself. */
export const knownState = ({ judgement, reader }: JudgedHistory, record: HeldRecord): RegisterState | undefined =>
  reader === null ? judgement.views.get(record)?.state : reader.before(record);

const formView = (place: JudgedHistory, record: HeldRecord): ViewFound => {
  const { history, judgement, reader, views } = place;
  if (reader !== null) return { missing: null, state: reader.before(record) };
  if (history.hasType(moveType)) return movedView(place, record);
  const inherited = record.parents.flatMap((parent) => judgement.views.get(parent) ?? []);
  const view = views.of(record, inherited, history.root?.foundsUnder ?? null);
  judgement.views.set(record, view);
  return view;
};

// A validator of the register that the history is offered to endorses the offer as what they are there.
const movedView = (place: JudgedHistory, record: HeldRecord): RegisterView => {
  const { judgement, views } = place;
  const passing = joinedPassing(record.parents.map(passingOf(place)), foundedUnder(place), viewIn(place));
  const offer = offerOf(passing, record);
  const isThere = offer !== undefined && record.register.some((id) => !views.isElsewhere(id, offer.to));
  const [register, known] = isThere ? [offer.to, []] : [passing.register, passing.heads];
  const named = record.register.filter((id) => !views.isElsewhere(id, register));
  const view = views.at(register, [...known.map(({ id }) => id), ...named]);
  const missing = passing.missing ?? view.missing;
  const formed = missing === view.missing ? view : { ...view, missing };
  judgement.views.set(record, formed);
  judgement.passing.set(record, { ...passing, heads: isThere ? passing.heads : view.heads, missing });
  return formed;
};

/** What a record of a history passes on to those that have seen it. */
export const passingOf =
  (place: Pick<JudgedHistory, "judgement" | "history">) =>
  (record: HeldRecord): Passing => {
    const view = place.judgement.views.get(record);
    return (
      place.judgement.passing.get(record) ??
      passingOfView(view ?? { heads: [], missing: null, register: foundedUnder(place), state: noRegister })
    );
  };

/** The views of a history's records, by what they were judged. */
export const viewIn =
  ({ judgement }: Pick<JudgedHistory, "judgement">): ViewOf =>
  (record) =>
    judgement.views.get(record);

const foundedUnder = ({ history }: Pick<JudgedHistory, "history">): HistoryId | null =>
  history.root?.foundsUnder ?? null;

type ViewFound = Pick<RegisterView, "missing" | "state">;

const refusalOf = ({ history, reader }: JudgedHistory, record: HeldRecord, state: RegisterState): string | null =>
  reader === null ? writingRefusal(record, state, seenBy(record, history)) : reader.refusal(record);

const misnamed = ({ history, judgement, reader, views }: JudgedHistory, record: HeldRecord): string | null => {
  if (record.register.length === 0) return null;
  if (reader !== null) return "A record of a register names no register heads.";
  const register = judgement.views.get(record)?.register ?? history.root?.foundsUnder ?? null;
  const other = record.register.find((id: RecordId) => views.isElsewhere(id, register));
  return other === undefined ? null : `It names ${shortId(other)} as a head of its register, which it is not.`;
};

// Only what its writer may write clouds others: a stranger cannot make a history undetermined.
const cloudOver = (
  { judgement, knows }: JudgedHistory,
  record: HeldRecord,
  refusal: string | null,
): HeldRecord | null => {
  const above = record.parents.map((parent) => judgement.clouded.get(parent)).find((found) => found !== undefined);
  const clouds = record.type.startsWith("record/") && !knows(record.type) && refusal === null;
  const found = above ?? (clouds ? record : undefined);
  if (found !== undefined) judgement.clouded.set(record, found);
  return above ?? null;
};

// From an ended key only the named last good records and those before them on their branches stay good. Whoever ends a
// key may name them in several records: for all histories of a busy key one has no room.
const endedKey = ({ endsOf, history, judgement, upperOf }: JudgedHistory, record: HeldRecord): Verdict | null => {
  const ends = endsOf(record);
  const isGood = (candidate: KeyEnd): boolean => {
    const good = judgement.good.get(candidate) ?? goodUntil(history, candidate);
    judgement.good.set(candidate, good);
    return good.has(record) || isBefore(upperOf, record, candidate.compromisedSince);
  };
  const end = ends.find(({ writer }) => !ends.some((other) => other.writer === writer && isGood(other)));
  if (end === undefined) return null;
  return verdict("disputed", "Its key was ended, and the record is not among those named as good.", [end.by]);
};

const isBefore = (upperOf: JudgedHistory["upperOf"], record: HeldRecord, limit: string | null): boolean => {
  const upper = limit === null ? null : upperOf(record);
  return limit !== null && upper !== null && upper < limit;
};
