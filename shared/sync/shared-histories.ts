/**
 * What a peer may see: the histories that are shared with it, their registers, and whether openings and attachments go
 * along.
 */
import type { History, HistoryOutline } from "../ledger/history.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { parseRecordId, type HistoryId } from "../ledger/record.ts";
import type { OpeningRules } from "../privacy/opening-rules.ts";

/** What one peer may see of this installation. */
export interface Shares extends OpeningRules {
  readonly histories: "all" | ReadonlyArray<string>;
  readonly attachments: boolean;
}

/**
 * The histories to announce, registers first, each part sorted by id. The register of a shared history always travels.
 */
export const sharedHistories = (ledger: Ledger, shares: Pick<Shares, "histories">): ReadonlyArray<History> =>
  heldOf(ledger, sharedOutlines(ledger, shares));

/** What is known of the histories to announce without looking at their records. */
export const sharedOutlines = (ledger: Ledger, shares: Pick<Shares, "histories">): ReadonlyArray<HistoryOutline> =>
  outlinesWithRegisters(
    ledger,
    shares.histories === "all"
      ? [...ledger.histories.keys()]
      : shares.histories.flatMap((id) => parseRecordId(id) ?? []),
  );

/** These histories, as far as they are held, and every register that governs one of them; registers first. */
export const withRegisters = (ledger: Ledger, wished: ReadonlyArray<HistoryId>): ReadonlyArray<History> =>
  heldOf(ledger, outlinesWithRegisters(ledger, wished));

/** True for a history that is a register itself. */
export const isRegister = ({ foundsUnder }: Pick<HistoryOutline, "foundsUnder">): boolean => foundsUnder === null;

/** The register that a history was founded under, and those that it moved to (`history/register-changed@1`). */
export const registersOf = (ledger: Ledger, id: HistoryId): ReadonlyArray<HistoryId> => {
  const outline = ledger.histories.outline(id);
  const founded = outline?.foundsUnder ?? null;
  const mayHaveMoved = outline?.types.some((type) => type.startsWith(movingType)) === true;
  const records = mayHaveMoved ? [...(ledger.history(id)?.records.values() ?? [])] : [];
  const moved = records
    .filter(({ type }) => type.startsWith(movingType))
    .flatMap(({ body }) => parseRecordId(body?.["register"]) ?? []);
  return founded === null ? moved : [founded, ...moved];
};

const movingType = "history/register-changed@";

const outlinesWithRegisters = (ledger: Ledger, wished: ReadonlyArray<HistoryId>): ReadonlyArray<HistoryOutline> => {
  const found = new Map<HistoryId, HistoryOutline>();
  for (const id of wished) {
    for (const member of [id, ...registersOf(ledger, id)]) {
      const outline = ledger.histories.outline(member);
      if (outline !== undefined) found.set(member, outline);
    }
  }
  return [...found.values()].sort(registersFirst);
};

const heldOf = (ledger: Ledger, outlines: ReadonlyArray<HistoryOutline>): ReadonlyArray<History> =>
  outlines.flatMap(({ id }) => ledger.history(id) ?? []);

const registersFirst = (left: HistoryOutline, right: HistoryOutline): number => {
  const [one, other] = [isRegister(left), isRegister(right)];
  if (one !== other) return one ? -1 : 1;
  return left.id < right.id ? -1 : 1;
};
