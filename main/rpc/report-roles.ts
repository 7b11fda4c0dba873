/** Who may issue which report, in which role. */
import { rolesOfKey, rolesPermitted } from "../../shared/register/register-state.ts";
import { validatorRole } from "../../shared/register/default-charter.ts";
import { baseType, permissionRefusal } from "../../shared/register/permission.ts";
import { missingRuleAdvice } from "../../shared/register/usual-rules.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { reportKind, type ReportKindName } from "../../shared/report/report-kinds.ts";
import type { Issuer } from "../../shared/report/report-document.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownOrganisation } from "./person-handlers.ts";

/**
 * The roles in which the signer of the moment may issue a kind under a register, the most telling first; or why in
 * none.
 */
export const issuingRoles = (
  parts: NodeParts,
  register: HistoryId,
  kind: ReportKindName,
): Outcome<ReadonlyArray<string>> => {
  const state = parts.store.judge.registerNow(register);
  const { key } = parts.session.signer();
  const refusal = permissionRefusal(state, key, issuedType);
  if (refusal !== null) {
    const advice = missingRuleAdvice(state, key, "report/issued@1") ?? "Sign in as somebody who may issue reports.";
    return refuse("notPermitted", `${refusal} ${advice}`);
  }
  const { roles: wanted, title } = reportKind(kind);
  const held = rolesOfKey(state, key);
  const fitting = wanted === null ? held : held.filter((role) => wanted.includes(role));
  if (fitting.length === 0 && wanted !== null)
    return refuse(
      "roleNotHeld",
      `A ${title} is issued in the role ${wanted.join(" or ")}; the signer holds ${held.join(", ")}. Sign in as somebody who does.`,
    );
  const permitted = rolesPermitted(state, issuedType);
  return success(fitting.toSorted((left, right) => rank(left, permitted) - rank(right, permitted)));
};

/** The role in which a report is issued: the one that is named, if the signer may act in it, or the first that fits. */
export const issuingRole = (
  parts: NodeParts,
  register: HistoryId,
  kind: ReportKindName,
  wanted: string | undefined,
): Outcome<string> => {
  const roles = issuingRoles(parts, register, kind);
  if (!roles.ok) return roles;
  if (wanted !== undefined && !roles.value.includes(wanted))
    return refuse(
      "roleNotHeld",
      `The signer cannot issue it in the role "${wanted}", only in: ${roles.value.join(", ")}.`,
    );
  return success(wanted ?? roles.value[0] ?? validatorRole);
};

/** Who stands on the first page: the person who is unlocked, or the installation. */
export const issuerIn = (parts: NodeParts, role: string): Issuer => ({
  date: parts.now(),
  name: parts.session.person()?.name ?? `installation ${parts.keystore.installationSigner.key.slice(0, 12)}…`,
  organisation: organisationName(parts),
  role,
});

/** The first role of the signer of the moment, for a preview. */
export const firstRole = (parts: NodeParts): string => {
  const roles = rolesOfKey(parts.store.judge.registerNow(parts.register), parts.session.signer().key);
  return roles.find((role) => role !== validatorRole) ?? roles[0] ?? "not signed in";
};

const issuedType = baseType("report/issued@1");

/** A role that the register names for reports says more than one that it does not, and any more than validator. */
const rank = (role: string, permitted: ReadonlyArray<string>): number =>
  (permitted.includes(role) ? 0 : 1) + (role === validatorRole ? 2 : 0);

const organisationName = (parts: NodeParts): string => {
  const name = ownOrganisation(parts)?.name;
  return typeof name === "string" ? name : "";
};
