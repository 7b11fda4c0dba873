/**
 * Stands behind a record of another (record-format.md, section 5): refused where the endorsement would count nothing.
 */
import type { HeldRecord } from "../../shared/ledger/history.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { endorsedSchema } from "../../shared/register/quorum.ts";
import { rolesOfKey } from "../../shared/register/register-state.ts";
import { mayBeSeen } from "../../shared/register/standing.ts";
import type { RequestOf, ResponseOf } from "../../shared/rpc/methods.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownEndorsement, registerOf } from "./quorum-rows.ts";
import { asBody, write } from "./recording-handlers.ts";

/** Records the endorsement and says how its target stands after it. */
export const endorseRecord = async (
  parts: NodeParts,
  { role: wished, statement = "", target }: RequestOf<"decision.endorse">,
): Promise<Outcome<ResponseOf<"decision.endorse">>> => {
  const id = parseRecordId(target);
  const record = id === null ? undefined : parts.store.ledger.record(id);
  if (record === undefined) return refuse("notHeld", `The record ${target.slice(0, 12)}… is not here.`);
  const refusal = targetRefusal(parts, record);
  if (refusal !== null) return refusal;
  const role = roleFor(parts, record, wished);
  if (!role.ok) return role;
  const body = asBody({ role: role.value, statement, target });
  const written = await write(parts, { at: null, body, history: record.history, type: "record/endorsed@1" });
  if (!written.ok) return written;
  const target_standing = parts.store.judge.verdict(record).standing;
  return success({ ...written.value, role: role.value, target_standing });
};

const targetRefusal = (parts: NodeParts, record: HeldRecord): Outcome<never> | null => {
  const { reason, standing } = parts.store.judge.verdict(record);
  if (!mayBeSeen({ behind: [], reason, standing }))
    return refuse("notEndorsable", `The record is ${standing}: ${reason ?? ""} Nobody can stand behind it.`);
  if (record.type === "record/endorsed@1")
    return refuse("notEndorsable", "An endorsement is not endorsed. Endorse the record that it stands behind.");
  const { key } = parts.session.signer();
  if (record.writer === key) return refuse("ownRecord", "You wrote this record, so you stand behind it already.");
  const already = parts.store.judge.backing(record).endorsements.find((one) => one.writer === key);
  if (already === undefined) return null;
  return refuse("endorsedAlready", `You endorsed it already, as ${roleIn(already)}: a party counts once.`);
};

const roleIn = ({ body }: HeldRecord): string => endorsedSchema.safeParse(body).data?.role ?? "somebody";

/** The role that was wished for, else the first that counts, else any: an endorsement that no rule asks for is fine. */
const roleFor = (parts: NodeParts, record: HeldRecord, wished: string | undefined): Outcome<string> => {
  const state = parts.store.judge.registerNow(registerOf(parts, record.history));
  const roles = rolesOfKey(state, parts.session.signer().key);
  const own = ownEndorsement(parts, record);
  const role = wished ?? own.roles[0] ?? roles[0];
  if (role === undefined) return refuse("notPermitted", own.why ?? "You hold no role in this register.");
  if (!roles.includes(role))
    return refuse("notPermitted", `You do not hold the role ${role}; you hold ${roles.join(", ") || "none"}.`);
  const { standing } = parts.store.judge.verdict(record);
  if (standing !== "provisional" || own.roles.includes(role)) return success(role);
  const better = own.roles.length > 0 ? ` Endorse as ${own.roles.join(" or ")}.` : (own.why ?? "");
  return refuse("endorsementIdle", `As ${role} your endorsement would count nothing for this record. ${better}`.trim());
};
