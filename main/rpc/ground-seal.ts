/** The seal that a report about a history stands on, as it prints it. */
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { GroundSeal } from "../../shared/report/ground-seal.ts";
import type { ActorRow } from "./actor-rows.ts";
import type { NodeParts } from "./node-parts.ts";
import { sealRowsOf } from "./seal-rows.ts";

/** The newest seal of a history; `null` where nobody sealed it. */
export const groundSeal = async (parts: NodeParts, id: HistoryId): Promise<GroundSeal | null> => {
  const history = parts.store.ledger.history(id);
  const [newest] = history === undefined ? [] : await sealRowsOf(parts, history);
  if (newest === undefined) return null;
  const { act, confirmed, entry, surfaced_total, to } = newest;
  const [first] = confirmed;
  return {
    act,
    at: entry.at,
    confirmedBy: first === undefined ? null : nameOf(first),
    record: entry.id,
    surfaced: surfaced_total,
    to: nameOf(to),
  };
};

const nameOf = ({ name, organisation }: ActorRow): string =>
  [name ?? "somebody whose name is withheld", organisation].filter((part) => part !== null).join(", ");
