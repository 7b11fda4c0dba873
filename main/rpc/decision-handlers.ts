/** Methods on decisions: what waits for whom, and the acts by which people decide. */
import { parseRecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import {
  conflictCount,
  endorsementsForMe,
  entryOf,
  listConflicts,
  listCorrections,
  listDisputes,
  listEndorsements,
  listEquivocations,
} from "./decision-lists.ts";
import type { HandlersOf } from "./dispatch.ts";
import { endorseRecord } from "./endorse-record.ts";
import { exportEquivocation } from "./export-equivocation.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownEndorsement, quorumRow, rulesOn } from "./quorum-rows.ts";
import { resolveConflict } from "./resolve-conflict.ts";
import { sealsToConfirm } from "./seal-rows.ts";

type Decisions = HandlersOf<
  | "decision.count"
  | "decision.endorsements"
  | "decision.conflicts"
  | "decision.corrections"
  | "decision.equivocations"
  | "decision.disputes"
  | "decision.standing"
  | "decision.endorse"
  | "decision.resolve"
  | "decision.export-proof"
>;

/** Makes them for a node. */
export const decisionHandlers = (parts: NodeParts): Decisions => ({
  "decision.count": () => countDecisions(parts),
  "decision.endorsements": () => listEndorsements(parts),
  "decision.conflicts": () => listConflicts(parts),
  "decision.corrections": () => listCorrections(parts),
  "decision.equivocations": () => listEquivocations(parts),
  "decision.disputes": () => listDisputes(parts),
  "decision.standing": ({ id }) => standingOf(parts, id),
  "decision.endorse": (request) => endorseRecord(parts, request),
  "decision.resolve": (request) => resolveConflict(parts, request),
  "decision.export-proof": (request) => exportEquivocation(parts, request),
});

/** Asked after every change, so no record is read for it. */
const countDecisions = async (parts: NodeParts): Promise<Outcome<ResponseOf<"decision.count">>> => {
  const endorsements = await endorsementsForMe(parts);
  const conflicts = await conflictCount(parts);
  const seals = await sealsToConfirm(parts);
  if (!endorsements.ok) return endorsements;
  if (!conflicts.ok) return conflicts;
  if (!seals.ok) return seals;
  const counts = { conflicts: conflicts.value, endorsements: endorsements.value, seals: seals.value };
  return success({ ...counts, waiting: counts.conflicts + counts.endorsements + counts.seals });
};

const standingOf = async (parts: NodeParts, text: string): Promise<Outcome<ResponseOf<"decision.standing">>> => {
  const id = parseRecordId(text);
  const record = id === null ? undefined : parts.store.ledger.record(id);
  const entry = record === undefined ? null : await entryOf(parts, text);
  if (record === undefined || entry === null) return refuse("notHeld", `The record ${text.slice(0, 12)}… is not here.`);
  const state = parts.store.judge.registerAt(record);
  const behind = await Promise.all(
    entry.standing.behind.map(async (one) => {
      const found = await entryOf(parts, one);
      const behindId = parseRecordId(one);
      const history = behindId === null ? undefined : parts.store.ledger.record(behindId)?.history;
      return found === null || history === undefined ? [] : [{ entry: found, history }];
    }),
  );
  return success({
    behind: behind.flat(),
    entry,
    history: record.history,
    own: ownEndorsement(parts, record),
    permission: (await rulesOn(parts, state, record, "permissions"))[0] ?? null,
    quorum: await quorumRow(parts, record),
  });
};
