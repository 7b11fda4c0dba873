/** Methods on custody: sealing a history, and how the seals stand. */
import { sealedHeadsMax } from "../../shared/custody/custody-body.ts";
import { sealType } from "../../shared/custody/seal.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { partyId } from "../../shared/register/register-state.ts";
import { groundWords } from "../../shared/report/report-vocabulary.ts";
import type { SealRow } from "../../shared/rpc/custody-methods.ts";
import type { RequestOf, ResponseOf } from "../../shared/rpc/methods.ts";
import { listedMax } from "./decision-lists.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";
import { registerOf } from "./quorum-rows.ts";
import { asBody, sealer, writeIn } from "./recording-handlers.ts";
import { allSeals, sealRowsOf } from "./seal-rows.ts";
import { writtenName } from "./written-text.ts";

type Custody = HandlersOf<"custody.seal" | "custody.list">;

/** Makes them for a node. */
export const custodyHandlers = (parts: NodeParts): Custody => ({
  "custody.seal": (request) => sealHistory(parts, request),
  "custody.list": async ({ history: name }) => {
    const rows = name === undefined ? await allSeals(parts) : await sealsNamed(parts, name);
    return rows.ok
      ? success({ rows: rows.value.slice(0, listedMax), statement: groundWords.notExcluded, total: rows.value.length })
      : rows;
  },
});

const sealHistory = async (
  parts: NodeParts,
  { act, history: name, reason, to }: RequestOf<"custody.seal">,
): Promise<Outcome<ResponseOf<"custody.seal">>> => {
  const id = resolveHistory(parts, name);
  if (!id.ok) return id;
  const history = parts.store.ledger.history(id.value);
  const heads = history?.headIds ?? [];
  if (heads.length > sealedHeadsMax)
    return refuse(
      "headsTooMany",
      `The history has ${heads.length} heads; a seal lists ${sealedHeadsMax}. Record something in it first: that joins them.`,
    );
  const state = parts.store.judge.registerNow(registerOf(parts, id.value));
  if ("party" in to && !state.parties.has(partyId(state, to.party)))
    return refuse(
      "partyUnknown",
      `The register of this history enrols no party ${to.party.slice(0, 12)}…. Give the name instead.`,
    );
  const receiver = "name" in to ? writtenName(to.name) : success(null);
  if (!receiver.ok) return receiver;
  const sealing = sealer(parts);
  const recipient = receiver.value === null ? null : sealing.seal(receiver.value);
  const body = asBody({ act, heads, reason, recipient, to: "party" in to ? to.party : null });
  const written = await writeIn(parts, id.value, { body, openings: sealing.openings, type: sealType });
  return written.ok ? success({ ...written.value, heads: heads.length }) : written;
};

const sealsNamed = async (parts: NodeParts, name: string): Promise<Outcome<SealRow[]>> => {
  const id = resolveHistory(parts, name);
  if (!id.ok) return id;
  const history = parts.store.ledger.history(id.value);
  return success(history === undefined ? [] : await sealRowsOf(parts, history));
};
