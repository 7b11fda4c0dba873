/**
 * A history that goes over to another register (`history/register-changed@1`, record-format.md, section 5): by the
 * quorum of the register that it leaves, and endorsed by a validator of the one that it goes to. What has seen both is
 * judged by the new register; what has not, by the old one.
 */
import { z } from "zod";
import type { HeldRecord } from "../ledger/history.ts";
import { hasSeen } from "../ledger/order.ts";
import { parseRecordId, type HistoryId } from "../ledger/record.ts";
import { authorOf, endorserOf } from "./backer.ts";
import { validatorRole } from "./default-charter.ts";
import { quorumWants } from "./quorum.ts";
import { hex64Schema } from "./register-body.ts";
import { partyId, quorumsFor } from "./register-state.ts";
import type { RegisterView } from "./register-view.ts";

/** `history/register-changed@1`: the register that judges from there on. */
export const registerChangedSchema = z.strictObject({ register: hex64Schema });

export const moveType = "history/register-changed@1";

/** A move that has not all its endorsements yet. */
export interface Offer {
  readonly move: HeldRecord;
  readonly from: HistoryId | null;
  readonly to: HistoryId;
  readonly backers: ReadonlyArray<HeldRecord>;
}

/** What a record passes on to those that have seen it. */
export interface Passing {
  /** The register that judges them, and the heads of it that are known by now. */
  readonly register: HistoryId | null;
  readonly heads: ReadonlyArray<HeldRecord>;
  /** Moves in force that no other of them has seen. */
  readonly moves: ReadonlyArray<Offer>;
  readonly offers: ReadonlyArray<Offer>;
  readonly missing: RegisterView["missing"];
}

/** Gives the view of a record that was judged before. */
export type ViewOf = (record: HeldRecord) => RegisterView | undefined;

/** What a record of a history without moves passes on. */
export const passingOfView = ({ heads, missing, register }: RegisterView): Passing => ({
  heads,
  missing,
  moves: [],
  offers: [],
  register,
});

/** What several parents pass on together; the history began under `founded`. */
export const joinedPassing = (parents: ReadonlyArray<Passing>, founded: HistoryId | null, viewOf: ViewOf): Passing => {
  const before = { moves: latest(parents.flatMap(({ moves }) => moves)), offers: joinedOffers(parents) };
  const { moves, offers } = settled(before, viewOf);
  const register = registerAfter(moves, founded);
  const heads = [
    ...parents.filter((parent) => parent.register === register).flatMap((parent) => parent.heads),
    ...moves.filter(({ to }) => to === register).flatMap((move) => headsUnder(move, viewOf)),
  ];
  const missing = parents.map((parent) => parent.missing).find((id) => id !== null) ?? null;
  return { heads: [...new Set(heads)], missing, moves, offers, register };
};

/** What is passed on behind a record that counts: an offer where it is a move, a backer where it endorses one. */
export const passingBehind = (passing: Passing, record: HeldRecord, viewOf: ViewOf): Passing => {
  const to = record.type === moveType ? parseRecordId(record.body?.["register"]) : null;
  if (to !== null && to !== passing.register) {
    const offer = { backers: [], from: passing.register, move: record, to };
    return { ...passing, offers: [...passing.offers, offer] };
  }
  const target = offerOf(passing, record);
  if (target === undefined) return passing;
  const backed = { ...target, backers: [...target.backers, record] };
  const offers = passing.offers.map((offer) => (offer === target ? backed : offer));
  return joinedPassing([{ ...passing, offers }], passing.register, viewOf);
};

/** The open offer that a record endorses, or wants to. */
export const offerOf = (
  { offers }: Pick<Passing, "offers">,
  { body, type }: Pick<HeldRecord, "body" | "type">,
): Offer | undefined =>
  type === "record/endorsed@1" ? offers.find(({ move }) => move.id === body?.["target"]) : undefined;

/** What a move still wants, as a sentence; `null` when it is in force for whoever has seen its endorsements. */
export const moveWants = ({ backers, move, to }: Offer, viewOf: ViewOf): string | null => {
  const view = viewOf(move);
  if (view === undefined) return "Its register is not known.";
  const own = backers.flatMap((backer) => {
    const seen = viewOf(backer);
    return seen !== undefined && seen.register === view.register ? [endorserOf(backer, seen.state)] : [];
  });
  const groups = quorumsFor(view.state, moveType.slice(0, moveType.indexOf("@")));
  const wanted = quorumWants(groups, [authorOf(move, view.state), ...own], (id) => partyId(view.state, id));
  if (wanted !== null) return wanted;
  return backers.some((backer) => isValidatorOf(backer, to, viewOf))
    ? null
    : `It needs the endorsement of a validator of the register ${to.slice(0, 12)}… that it goes to.`;
};

const isValidatorOf = (backer: HeldRecord, to: HistoryId, viewOf: ViewOf): boolean => {
  const view = viewOf(backer);
  return view?.register === to && endorserOf(backer, view.state).roles.includes(validatorRole);
};

interface Moves {
  readonly moves: ReadonlyArray<Offer>;
  readonly offers: ReadonlyArray<Offer>;
}

// A move stands once its endorsements have come together; an offer that was made before it stands no longer.
const settled = ({ moves, offers }: Moves, viewOf: ViewOf): Moves => {
  const done = offers.filter((offer) => moveWants(offer, viewOf) === null);
  const standing = latest([...moves, ...done]);
  const isOver = ({ move }: Offer): boolean =>
    standing.some((other) => other.move === move || hasSeen(other.move, move));
  return { moves: standing, offers: offers.filter((offer) => !isOver(offer)) };
};

// Moves to different registers that have not seen each other take the history nowhere: it stays where they found it.
const registerAfter = (moves: ReadonlyArray<Offer>, founded: HistoryId | null): HistoryId | null => {
  const [to, ...others] = new Set(moves.map((move) => move.to));
  if (to === undefined) return founded;
  if (others.length === 0) return to;
  const [from, ...apart] = new Set(moves.map((move) => move.from));
  return from !== undefined && apart.length === 0 ? from : founded;
};

const joinedOffers = (parents: ReadonlyArray<Passing>): ReadonlyArray<Offer> => {
  const byMove = new Map<HeldRecord, Offer>();
  for (const offer of parents.flatMap(({ offers }) => offers)) {
    const known = byMove.get(offer.move)?.backers ?? [];
    byMove.set(offer.move, { ...offer, backers: [...new Set([...known, ...offer.backers])] });
  }
  return [...byMove.values()];
};

const latest = (moves: ReadonlyArray<Offer>): ReadonlyArray<Offer> => {
  const once = [...new Map(moves.map((move) => [move.move, move])).values()];
  return once.filter(({ move }) => !once.some((other) => other.move !== move && hasSeen(other.move, move)));
};

const headsUnder = ({ backers, to }: Offer, viewOf: ViewOf): ReadonlyArray<HeldRecord> =>
  backers.flatMap((backer) => {
    const view = viewOf(backer);
    return view?.register === to ? view.heads : [];
  });
