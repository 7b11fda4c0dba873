/** Finds the history that somebody names: by its id, an unambiguous prefix of it, or its tag. */
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { NodeParts } from "./node-parts.ts";

/** Shorter prefixes are almost always meant as tags. */
const prefixDigitsMin = 4;

/** The history, or why the name fits none or several. */
export const resolveHistory = (parts: Pick<NodeParts, "index" | "store">, name: string): Outcome<HistoryId> => {
  const { histories } = parts.store.ledger;
  const id = parseRecordId(name);
  if (id !== null && histories.has(id)) return success(id);
  const tagged = parts.index.historiesWithTag(name.normalize("NFC"));
  const found = tagged.length > 0 ? tagged : prefixed(histories.keys(), name);
  const [first, ...others] = found;
  if (first === undefined)
    return refuse("noHistory", `No history here has the id, the tag or the beginning of an id "${name}".`);
  if (others.length === 0) return success(first);
  return refuse(
    "ambiguousHistory",
    `"${name}" fits ${found.length} histories: ${found
      .slice(0, 5)
      .map((one) => one.slice(0, 12))
      .join(", ")}. Give more digits of the id.`,
  );
};

const prefixed = (ids: Iterable<HistoryId>, name: string): ReadonlyArray<HistoryId> =>
  name.length >= prefixDigitsMin && /^[0-9a-f]+$/.test(name) ? [...ids].filter((id) => id.startsWith(name)) : [];
