/**
 * What a peer may see: the histories that are shared with it, their registers, and whether openings and attachments go
 * along.
 */
import type { History } from "../ledger/history.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { parseRecordId, type HistoryId } from "../ledger/record.ts";

/** What one peer may see of this installation. */
export interface Shares {
  readonly histories: "all" | ReadonlyArray<string>;
  readonly openings: boolean;
  readonly attachments: boolean;
}

/**
 * The histories to announce, registers first, each part sorted by id. The register of a shared history always travels.
 */
export const sharedHistories = (ledger: Ledger, shares: Pick<Shares, "histories">): ReadonlyArray<History> => {
  const wished =
    shares.histories === "all"
      ? [...ledger.histories.keys()]
      : shares.histories.flatMap((id) => parseRecordId(id) ?? []);
  return withRegisters(ledger, wished);
};

/** These histories, as far as they are held, and every register that governs one of them; registers first. */
export const withRegisters = (ledger: Ledger, wished: ReadonlyArray<HistoryId>): ReadonlyArray<History> => {
  const found = new Map<HistoryId, History>();
  for (const id of wished) {
    for (const member of [id, ...registersOf(ledger.history(id))]) {
      const history = ledger.history(member);
      if (history !== undefined) found.set(member, history);
    }
  }
  return [...found.values()].sort(registersFirst);
};

/** True for a history that is a register itself. */
export const isRegister = (history: History): boolean =>
  history.root !== undefined && history.root.foundsUnder === null;

/** The register that a history was founded under, and those that it moved to (`history/register-changed@1`). */
export const registersOf = (history: History | undefined): ReadonlyArray<HistoryId> => {
  const founded = history?.root?.foundsUnder;
  const moved = [...(history?.records.values() ?? [])]
    .filter(({ type }) => type.startsWith("history/register-changed@"))
    .flatMap(({ body }) => parseRecordId(body?.["register"]) ?? []);
  return founded === undefined || founded === null ? moved : [founded, ...moved];
};

const registersFirst = (left: History, right: History): number => {
  const [one, other] = [isRegister(left), isRegister(right)];
  if (one !== other) return one ? -1 : 1;
  return left.id < right.id ? -1 : 1;
};
