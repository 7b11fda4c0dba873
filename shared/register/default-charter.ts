/**
 * The charter that a new register begins with when its founder says nothing else: roles, who may write what, eight
 * answers.
 */
import type { Charter, Permission } from "./register-body.ts";

/** The role that the register's founder holds by the charter: enrols parties and changes rules. */
export const validatorRole = "validator";
/** The role of an installation that no person stands behind at the moment: it records what its instruments say. */
export const installationRole = "installation";

const working = [
  "inspector",
  "oem",
  "operator",
  "owner",
  "remanufacturer",
  "safety-manager",
  "service-provider",
  "test-lab",
] as const;

/** Who sells against a core and credits it. */
const selling = ["oem", "owner", "remanufacturer", "service-provider"] as const;

/** Who keeps studies and decides about safeguards. */
const studying = ["operator", "owner", "safety-manager"] as const;

/** The roles that the default charter knows, for screens and messages. */
export const defaultRoles: ReadonlyArray<string> = [
  "auditor",
  installationRole,
  ...working,
  "supplier",
  validatorRole,
].sort();

/** Who may write what. Roles that the founder adds beyond the known ones get what an operator gets. */
export const defaultPermissions = (addedRoles: ReadonlyArray<string>): ReadonlyArray<Permission> => {
  const added = addedRoles.filter((role) => !defaultRoles.includes(role));
  const permission = (type: string, roles: ReadonlyArray<string>): Permission => ({
    roles: [...new Set([...roles, ...added])].sort(),
    type,
  });
  return [
    permission("asset/changed", working),
    permission("asset/counter-read", [...working, installationRole]),
    permission("asset/described", working),
    // An installation founds the histories of its instruments.
    permission("asset/registered", [...working, installationRole]),
    permission("condition/read", [...working, installationRole]),
    permission("core/entitled", selling),
    permission("core/graded", selling),
    permission("core/programme-published", selling),
    permission("core/programme-revised", selling),
    permission("core/received", working),
    permission("custody/sealed", working),
    permission("hazop/bypassed", working),
    permission("hazop/channel-bound", working),
    permission("hazop/node-linked", studying),
    permission("hazop/node-reviewed", studying),
    permission("hazop/recommendation-closed", studying),
    permission("hazop/restored", working),
    permission("hazop/safeguard-linked", working),
    permission("hazop/safeguard-tested", working),
    permission("hazop/study-imported", studying),
    permission("hazop/study-revalidated", studying),
    permission("hazop/worksheet-edited", studying),
    ...["charter", "key-revoked", "parties-merged", "party-enrolled", "rules-changed", "witness-policy-changed"].map(
      (name) => ({
        roles: [validatorRole],
        type: `register/${name}`,
      }),
    ),
    // Who sells a machine hands its history over with it.
    permission("history/register-changed", selling),
    permission("report/handed-to", [...working, "auditor"]),
    permission("report/issued", [...working, "auditor"]),
    permission("report/verified", [...working, "auditor"]),
    permission("service/defect-reported", working),
    permission("service/performed", working),
    permission("warranty/claimed", working),
    permission("warranty/issued", selling),
    permission("service/planned", working),
  ].sort((left, right) => (left.type < right.type ? -1 : 1));
};

export interface FoundingFacts {
  readonly name: string;
  readonly nonce: string;
  readonly founderKey: string;
  readonly roles: ReadonlyArray<string>;
}

/**
 * The charter of a party that begins its own register; the answers can be given anew when a register is founded with
 * care.
 */
export const defaultCharter = ({ name, nonce, founderKey, roles }: FoundingFacts): Charter => ({
  late_entry_hours: 24,
  litmus: {
    absence_of_trust:
      "Owners, makers and workshops rely on each other's entries and must be able to check them without asking.",
    database: "The life of each machine is kept, because warranty, release and safety are decided by it.",
    disintermediation: "Nobody has to keep a shared server for all: every party holds and checks its own copy.",
    interaction: "Work answers defects, corrections answer entries, reports stand on all of them.",
    rules: "The table of permissions in this charter; it is changed by the validators.",
    sponsor: `${name} founded this register and stands behind it.`,
    validators: `${name} enrols parties, because its people know who works on its machines.`,
    writers: "The people and installations of the parties that are enrolled here.",
  },
  name: `Register of ${name}`,
  nonce,
  permissions: [...defaultPermissions(roles)],
  quorums: [],
  register: null,
  validators: [{ key: founderKey, reason: "Founded the register." }],
  witness_policy: "quorum none\n",
});
