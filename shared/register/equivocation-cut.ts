/**
 * When an equivocation became known, as witnesses prove it: what stood before stays good (record-format.md, section 4).
 */
import { isComplete, type HeldRecord } from "../ledger/history.ts";

/**
 * The earliest upper bound of a record that has two branches of the writer's tree among its ancestors; `null` where
 * nothing tells. It only ever moves to earlier times, in whatever order records and evidence come.
 */
export const equivocationCut = (
  order: ReadonlyArray<HeldRecord>,
  writer: string,
  upperOf: (record: HeldRecord) => string | null,
): string | null => {
  const seen = new Map<HeldRecord, SeenTree>();
  let cut: string | null = null;
  for (const record of order) {
    const tree = seenTree(record, writer, seen);
    seen.set(record, tree);
    const upper = tree === "both" ? upperOf(record) : null;
    if (upper !== null && (cut === null || upper < cut)) cut = upper;
  }
  return cut;
};

/** What a record has seen of a key's tree: nothing, one branch up to a record, or two branches that go apart. */
type SeenTree = HeldRecord | "both" | null;

const seenTree = (record: HeldRecord, writer: string, seen: ReadonlyMap<HeldRecord, SeenTree>): SeenTree => {
  const inherited = record.parents.map((parent) => seen.get(parent) ?? null);
  const own = record.writer === writer ? [...inherited, record] : inherited;
  return own.reduce<SeenTree>(joined, null);
};

const joined = (left: SeenTree, right: SeenTree): SeenTree => {
  if (left === null || right === null) return left ?? right;
  if (left === "both" || right === "both") return "both";
  const [earlier, later] = left.seq <= right.seq ? [left, right] : [right, left];
  return isBehind(later, earlier) ? later : "both";
};

/** Whether a record of a key stands on another one of it, by `prev` alone. */
const isBehind = (later: HeldRecord, earlier: HeldRecord): boolean => {
  if (later.branch === earlier.branch) return true;
  let record: HeldRecord | undefined = later;
  while (record !== undefined && record.seq > earlier.seq) {
    const [before]: ReadonlyArray<HeldRecord> = record.parents;
    record = before !== undefined && before.id === record.prev && isComplete(before) ? before : undefined;
  }
  return record === earlier;
};
