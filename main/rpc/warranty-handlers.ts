/** Methods about warranties: issued, judged on the records, claimed. */
import { parseInstant } from "../../shared/clock/instant.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { claimsUnder, warrantiesOf, warrantyList, warrantyTotal } from "../../shared/query/warranties.ts";
import type { ParsedRequest, ResponseOf } from "../../shared/rpc/methods.ts";
import { decideWarranty } from "../../shared/warranty/decide-warranty.ts";
import { warrantyClaimedSchema, warrantyIssuedSchema } from "../../shared/warranty/warranty-body.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import { claimVerdict, judgedNow, warrantyRowOf } from "./judge-held-warranty.ts";
import type { NodeParts } from "./node-parts.ts";
import { openedText, readRecord, readRecords, writtenBy } from "./read-record.ts";
import { asBody, instantOf, sealer, writeIn } from "./recording-handlers.ts";

type Warranties = HandlersOf<"warranty.issue" | "warranty.list" | "warranty.get" | "warranty.claim">;

/** Makes them for a node. */
export const warrantyHandlers = (parts: NodeParts): Warranties => ({
  "warranty.issue": async ({ history, holder, ...terms }) => {
    const sealing = sealer(parts);
    const body = warrantyIssuedSchema.parse({ ...terms, holder: holder === null ? null : sealing.seal(holder) });
    const continued = body.continues === null ? null : await readRecord(parts, body.continues, warrantyIssuedSchema);
    if (continued !== null && !continued.ok) return continued;
    const decided = decideWarranty(body, continued?.value.body ?? null);
    if (!decided.ok) return decided;
    const { openings } = sealing;
    return writeIn(parts, history, { body: asBody(decided.value), openings, type: "warranty/issued@1" });
  },
  "warranty.list": (request) => list(parts, request),
  "warranty.get": ({ at, warranty }) => detail(parts, warranty, at),
  "warranty.claim": async (claim) => {
    const warranty = await readRecord(parts, claim.warranty, warrantyIssuedSchema);
    if (!warranty.ok) return warranty;
    const { history } = warranty.value;
    const at = instantOf(claim.occurred);
    const recorded = await writeIn(parts, history, { at, body: asBody(claim), type: "warranty/claimed@1" });
    if (!recorded.ok) return recorded;
    const entry = await readRecord(parts, recorded.value.id, warrantyClaimedSchema);
    if (!entry.ok) return entry;
    const verdict = await claimVerdict(parts, warranty.value, entry.value.entry);
    return verdict.ok ? success({ ...recorded.value, verdict: verdict.value }) : verdict;
  },
});

const list = async (
  parts: NodeParts,
  { history: name, limit, offset, search }: ParsedRequest<"warranty.list">,
): Promise<Outcome<ResponseOf<"warranty.list">>> => {
  const history = name === undefined ? success(null) : resolveHistory(parts, name);
  if (!history.ok) return history;
  const ids =
    history.value === null
      ? await parts.index.listed(warrantyList(search, limit, offset))
      : await parts.index.listedIn(history.value, warrantiesOf);
  if (!ids.ok) return ids;
  const total = await parts.index.listed(warrantyTotal(search));
  if (!total.ok) return total;
  const rows = [];
  for (const id of ids.value) {
    const row = await warrantyRowOf(parts, id, judgedNow(parts));
    if (!row.ok) return row;
    rows.push(row.value.row);
  }
  return success({ rows, total: history.value === null ? (total.value[0] ?? 0) : rows.length });
};

const detail = async (
  parts: NodeParts,
  warranty: string,
  asked: string | undefined,
): Promise<Outcome<ResponseOf<"warranty.get">>> => {
  const at = asked === undefined ? success(parts.now()) : parseInstant(asked);
  if (!at.ok) return at;
  if (at.value > parts.now())
    return refuse("notYet", "What will be covered later cannot be judged yet. Ask for a moment that has passed.");
  const read = await warrantyRowOf(parts, warranty, {
    at: at.value,
    knownBy: at.value,
    last: at.value,
    witnessed: false,
  });
  if (!read.ok) return read;
  const ids = await parts.index.listed(claimsUnder(warranty));
  const claims = ids.ok ? await readRecords(parts, ids.value, warrantyClaimedSchema) : ids;
  if (!claims.ok) return claims;
  const rows: ResponseOf<"warranty.get">["claims"] = [];
  for (const { body, entry } of claims.value) {
    const verdict = await claimVerdict(parts, read.value.warranty, entry);
    if (!verdict.ok) return verdict;
    const { standing } = entry.standing;
    rows.push({ ...body, at: entry.at, by: writtenBy(entry), record: entry.id, standing, verdict: verdict.value });
  }
  const { body, entry } = read.value.warranty;
  return success({
    claims: rows,
    holder: openedText(entry, body.holder),
    issued_at: entry.at,
    row: read.value.row,
    terms: body,
    writer: entry.writer,
  });
};
