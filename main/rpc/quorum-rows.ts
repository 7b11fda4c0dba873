/** How far the quorum of a record is, as a row: who stands behind it, who may, and which rules ask for it. */
import type { HeldRecord } from "../../shared/ledger/history.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { liveBackers } from "../../shared/register/live-backer.ts";
import { baseType, permissionRefusal } from "../../shared/register/permission.ts";
import { endorsedSchema, quorumProgress, wouldServe, type Backer } from "../../shared/register/quorum.ts";
import { partyId, partyOfKey, rolesOfKey, type RegisterState } from "../../shared/register/register-state.ts";
import type { RecordBacking } from "../../shared/register/standing-judge.ts";
import { quorumType } from "../../shared/register/standing-rules.ts";
import type { QuorumRow, RuleRow } from "../../shared/rpc/decision-methods.ts";
import { actorOfKey, actorOfParty, actorText } from "./actor-rows.ts";
import type { NodeParts } from "./node-parts.ts";

/** What whoever is signed in can do about a record. */
export interface OwnEndorsement {
  /** Roles in which an endorsement would bring the quorum further. */
  readonly roles: string[];
  /** Why there is none, as a sentence. */
  readonly why: string | null;
}

/** The register of a history: itself for a register. */
export const registerOf = (parts: NodeParts, history: HistoryId): HistoryId =>
  parts.store.ledger.history(history)?.root?.foundsUnder ?? history;

/** The quorum of a record; `null` where it needs none. */
export const quorumRow = async (parts: NodeParts, record: HeldRecord): Promise<QuorumRow | null> => {
  const { judge } = parts.store;
  const backing = judge.backing(record);
  if (backing.groups.length === 0) return null;
  const state = judge.registerAt(record);
  const now = judge.registerNow(registerOf(parts, record.history));
  const named = (member: string): Promise<string> =>
    member.startsWith("role:") ? Promise.resolve(member) : actorText(parts, now, member);
  return {
    behind: await Promise.all(
      [record, ...backing.endorsements].map((one, index) => behindRow(parts, one, backing, index)),
    ),
    groups: await Promise.all(
      quorumProgress(backing).map(async ({ found, group, members, needed }) => ({
        found,
        group,
        members: await Promise.all(members.map(named)),
        needed,
      })),
    ),
    may: await Promise.all(
      mayEndorse(backing, now).map(async ({ party, roles }) => ({
        ...(await actorOfParty(parts, now, party)),
        roles: [...roles],
      })),
    ),
    rules: await rulesOn(parts, state, record, "quorums"),
  };
};

/** In which roles the signer may bring the quorum of a record further. */
export const ownEndorsement = (parts: NodeParts, record: HeldRecord): OwnEndorsement => {
  const { judge } = parts.store;
  const { key } = parts.session.signer();
  const now = judge.registerNow(registerOf(parts, record.history));
  const roles = rolesOfKey(now, key);
  if (roles.length === 0) return { roles: [], why: permissionRefusal(now, key, "record/endorsed") };
  const backing = judge.backing(record);
  const party = partyNow(now, key);
  const useful = roles.filter((role) => wouldServe(backing, { party, roles: [role] }));
  if (useful.length > 0) return { roles: useful, why: null };
  const isBehind = backing.backers.some((backer) => partyId(now, backer.party) === party);
  return {
    roles: [],
    why: isBehind ? alreadyBehind(record, key) : `The rule asks for none of your roles: ${roles.join(", ")}.`,
  };
};

const alreadyBehind = (record: HeldRecord, key: string): string =>
  record.writer === key
    ? "You wrote it, and the rule asks for somebody else."
    : "You stand behind it already; a party counts once.";

/** The rules of a register, as a record knew it, that ask for its quorum or permit its type. */
export const rulesOn = async (
  parts: NodeParts,
  state: RegisterState,
  record: HeldRecord,
  part: "permissions" | "quorums",
): Promise<RuleRow[]> => {
  const history = parts.store.ledger.history(record.history);
  const type = part === "permissions" || history === undefined ? baseType(record.type) : quorumType(record, history);
  const rows: RuleRow[] = [];
  for (const { by, value } of state.rules) {
    const named = value[part].filter((rule) => rule.type === type);
    if (named.length === 0 || by === record) continue;
    const asks = named.map((rule) => ("group" in rule ? rule.group : rule.roles.join(", "))).join("; ");
    rows.push({
      by: await actorOfKey(parts, parts.store.judge.registerAt(by), by.writer),
      name: `${part === "quorums" ? "quorum" : "permission"} of ${type}: ${asks}`,
      record: by.id,
      version: `${by.type} of ${by.recordedAt.slice(0, 10)}`,
    });
  }
  return rows;
};

const behindRow = async (
  parts: NodeParts,
  record: HeldRecord,
  backing: RecordBacking,
  index: number,
): Promise<QuorumRow["behind"][number]> => {
  const backer = backing.backers[index];
  const role = index === 0 ? null : (endorsedSchema.safeParse(record.body).data?.role ?? null);
  return {
    ...(await actorOfKey(parts, parts.store.judge.registerAt(record), record.writer)),
    counts: backer !== undefined && wouldServe({ ...backing, backers: [] }, backer),
    record: record.id,
    role,
  };
};

const mayEndorse = (backing: RecordBacking, now: RegisterState): ReadonlyArray<Backer> =>
  liveBackers(now).flatMap(({ party, roles }) => {
    const useful = roles.filter((role) => wouldServe(backing, { party, roles: [role] }));
    return useful.length === 0 ? [] : [{ party, roles: useful }];
  });

const partyNow = (state: RegisterState, key: string): string => {
  const party = partyOfKey(state, key);
  return typeof party === "string" ? key : party.id;
};
