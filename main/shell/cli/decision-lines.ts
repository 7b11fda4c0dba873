/** Decisions in lines for a terminal. */
import type { QuorumRow, RuleRow } from "../../../shared/rpc/decision-methods.ts";
import type { ResponseOf } from "../../../shared/rpc/methods.ts";

/** Everything that the list prints. */
export interface ListedDecisions {
  readonly conflicts: ResponseOf<"decision.conflicts">["rows"];
  readonly disputes: ResponseOf<"decision.disputes">["rows"];
  readonly endorsements: ResponseOf<"decision.endorsements">["rows"];
  readonly equivocations: ResponseOf<"decision.equivocations">["rows"];
  readonly seals: ResponseOf<"custody.list">["rows"];
}

/** What waits, and what is in doubt. */
export const decisionLines = ({
  conflicts,
  disputes,
  endorsements,
  equivocations,
  seals,
}: ListedDecisions): ReadonlyArray<string> => [
  `${endorsements.length} records wait for endorsements, ${conflicts.length} fields are in conflict, ${seals.length} seals, ${equivocations.length} equivocations, ${disputes.length} records count for nothing.`,
  ...endorsements.flatMap(({ entry, own, quorum, title }) => [
    `  ${entry.id} in ${title}: ${entry.summary}`,
    ...quorumLines(quorum).map((line) => `  ${line}`),
    `    ${own.why ?? `waits for you as ${own.roles.join(" or ")}`}`,
  ]),
  ...conflicts.flatMap(({ field, title, values }) => [
    `  ${field} of ${title}:`,
    ...values.map(({ entry, text }) => `    "${text}" by ${entry.id}`),
  ]),
  ...seals.map(
    ({ confirmed, entry, surfaced_total, title }) =>
      `  ${entry.id} in ${title}: ${entry.summary}; ${confirmed.length > 0 ? "confirmed" : "not confirmed"}, ${surfaced_total} surfaced after it`,
  ),
  ...equivocations.map(
    ({ records: [first, second], seq, title, writer }) =>
      `  ${writer.name ?? writer.key} signed two records with seq ${seq} in ${title}: ${first?.id ?? ""} and ${second?.id ?? ""}`,
  ),
  ...disputes.map(
    ({ entry, title }) => `  ${entry.standing.standing}: ${entry.id} in ${title}: ${entry.standing.reason ?? ""}`,
  ),
];

/** Why a record stands as it does. */
export const standingLines = ({ behind, entry, own, permission, quorum }: ResponseOf<"decision.standing">) => [
  `${entry.standing.standing}: ${entry.summary}`,
  ...(entry.standing.reason === null ? [] : [`  ${entry.standing.reason}`]),
  ...behind.map(({ entry: one }) => `  behind it: ${one.id} ${one.summary}`),
  ...(quorum === null ? [] : quorumLines(quorum)),
  ...(own.roles.length === 0 ? [] : [`  It waits for you as ${own.roles.join(" or ")}.`]),
  ...[...(quorum?.rules ?? []), ...(permission === null ? [] : [permission])].map(ruleLine),
];

const quorumLines = ({ behind, groups, may }: QuorumRow): ReadonlyArray<string> => [
  ...groups.map(({ found, group, needed }) => `  ${found} of ${needed}: ${group}`),
  `  stand behind it: ${behind.map(({ name, role }) => `${name ?? "withheld"} (${role ?? "wrote it"})`).join(", ")}`,
  `  may endorse: ${may.map(({ name, roles }) => `${name ?? "withheld"} as ${roles.join(" or ")}`).join(", ") || "nobody"}`,
];

const ruleLine = ({ by, name, record, version }: RuleRow): string =>
  `  rule: ${name}; ${version}${by === null ? "" : `, by ${by.name ?? "withheld"}`}${record === null ? "" : ` [${record.slice(0, 12)}]`}`;
