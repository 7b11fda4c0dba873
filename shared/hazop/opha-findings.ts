/** Faults of a study file itself: references that lead nowhere, ids given twice, members unknown or missing. */
import type { Finding } from "./finding.ts";
import { choiceIn, criteriaOf, entries, idsIn, overviewOf, textIn } from "./opha-fields.ts";
import { memberFaults, type OphaRecordKind } from "./opha-members.ts";
import { rawObjects, type RawObject } from "./read-opha.ts";

/** Every fault of the file; a reference is named with its place and what it should lead to. */
export const ophaFindings = (root: RawObject): ReadonlyArray<Finding> => [
  ...memberFindings(root),
  ...duplicateIds(root),
  ...danglingReferences(root),
];

/** A record of the file with the place where it stands. */
interface Placed {
  readonly kind: OphaRecordKind;
  readonly place: string;
  readonly record: RawObject;
}

const placedIn = (kind: OphaRecordKind, list: unknown, place: string): ReadonlyArray<Placed> =>
  rawObjects(list).map((record, index) => ({ kind, place: `${place}[${index}]`, record }));

/** Every record whose members are known, with its place. */
const placedRecords = (root: RawObject): ReadonlyArray<Placed> => {
  const criteria = criteriaOf(root);
  const nodes = placedIn("Nodes", root["Nodes"], "Nodes");
  const deviations = below(nodes, "Deviations");
  const causes = below(deviations, "Causes");
  const consequences = below(causes, "Consequences");
  return [
    { kind: "file", place: "the file", record: root },
    { kind: "Overview", place: "Overview", record: overviewOf(root) },
    ...nodes,
    ...deviations,
    ...causes,
    ...below(causes, "Enabling_Events"),
    ...consequences,
    ...below(consequences, "Conditional_Modifiers"),
    ...topLists.flatMap((kind) => placedIn(kind, root[kind], kind)),
    ...criteriaLists.flatMap((kind) => placedIn(kind, criteria[kind], `Risk_Criteria.${kind}`)),
  ];
};

const topLists = [
  "Safeguards",
  "Pha_Recommendations",
  "Lopa_Recommendations",
  "Sessions",
  "Team_Members",
  "Drawings",
] as const;

const criteriaLists = ["Likelihoods", "Severities", "Intersections", "Risk_Rankings"] as const;

const below = (parents: ReadonlyArray<Placed>, kind: OphaRecordKind): ReadonlyArray<Placed> =>
  parents.flatMap(({ place, record }) => placedIn(kind, record[kind], `${place}.${kind}`));

/** One finding for each unknown or missing member of a kind, however many records it is in. */
const memberFindings = (root: RawObject): ReadonlyArray<Finding> => {
  const found = new Map<string, Finding & { count: number }>();
  for (const { kind, place, record } of placedRecords(root)) {
    const faults = memberFaults(kind, Object.keys(record));
    for (const name of faults.unknown) countIn(found, { kind, name, place, rule: "unknown-member" });
    for (const name of faults.missing) countIn(found, { kind, name, place, rule: "missing-member" });
  }
  return [...found.values()].map(({ count, message, ...finding }) => ({
    ...finding,
    message: count === 1 ? message : `${message} So it is in ${count} records.`,
  }));
};

const countIn = (
  found: Map<string, Finding & { count: number }>,
  { kind, name, place, rule }: { kind: string; name: string; place: string; rule: "missing-member" | "unknown-member" },
): void => {
  const key = `${rule} ${kind} ${name}`;
  const known = found.get(key);
  if (known !== undefined) known.count++;
  else
    found.set(key, {
      count: 1,
      grade: rule === "unknown-member" ? "note" : "warning",
      item: null,
      message:
        rule === "unknown-member"
          ? `The member "${name}" is not known; it is kept as it is.`
          : `The member "${name}" is missing; it is read as blank.`,
      place,
      rule,
    });
};

const duplicateIds = (root: RawObject): ReadonlyArray<Finding> => {
  const first = new Map<string, string>();
  return placedRecords(root).flatMap(({ place, record }): ReadonlyArray<Finding> => {
    const id = textIn(record, "ID");
    if (id === "" || id === "empty") return [];
    const before = first.get(id);
    if (before === undefined) {
      first.set(id, place);
      return [];
    }
    const message = `The id ${id} stands at ${before} too: references to it are ambiguous.`;
    return [{ grade: "error", item: id, message, place, rule: "duplicate-id" }];
  });
};

/** What a reference means and where it must lead. */
interface Reference {
  readonly place: string;
  readonly ids: ReadonlyArray<readonly [member: string, id: string, target: string]>;
  readonly item: string | null;
}

/** A finding for each record with a reference that leads nowhere, naming every such member. */
const danglingReferences = (root: RawObject): ReadonlyArray<Finding> => {
  const known = knownIds(root);
  return placedRecords(root)
    .map(referencesOf)
    .flatMap(({ ids, item, place }): ReadonlyArray<Finding> => {
      const lost = ids.filter(([, id, target]) => known.get(target)?.has(id) !== true);
      if (lost.length === 0) return [];
      const named = lost.map(([member, id, target]) => `${member} ${id}, which is not among the ${target}`);
      const message = `It points at ${named.join(", and at ")}.`;
      return [{ grade: "error", item, message, place, rule: "dangling-reference" }];
    });
};

const knownIds = (root: RawObject): ReadonlyMap<string, ReadonlySet<string>> => {
  const idsOf = (list: unknown): ReadonlySet<string> => new Set(entries(list).map((record) => textIn(record, "ID")));
  const criteria = criteriaOf(root);
  return new Map([
    ...referenceTargets.map((name) => [name, idsOf(root[name])] as const),
    ...criteriaLists.map((name) => [name, idsOf(criteria[name])] as const),
  ]);
};

const referenceTargets = [
  "Safeguards",
  "Pha_Recommendations",
  "Pha_Comments",
  "Lopa_Recommendations",
  "Lopa_Comments",
  "Sessions",
  "Drawings",
  "Team_Members",
] as const;

const referencesOf = ({ kind, place, record }: Placed): Reference => ({
  place,
  item: choiceIn(record, "ID"),
  ids: [
    ...(singleReferences[kind] ?? []).flatMap(([member, target]) => {
      const id = choiceIn(record, member);
      return id === null ? [] : [[member, id, target] as const];
    }),
    ...(listReferences[kind] ?? []).flatMap(([member, target]) =>
      idsIn(record, member).map((id) => [member, id, target] as const),
    ),
  ],
});

type Targets = Partial<Readonly<Record<OphaRecordKind, ReadonlyArray<readonly [member: string, target: string]>>>>;

const riskStages = ["_Before_Safeguards", "", "_After_Recommendations"] as const;

const singleReferences: Targets = {
  Consequences: riskStages.flatMap((stage) => [
    [`Consequence_Severity_ID${stage}`, "Severities"] as const,
    [`Likelihood_ID${stage}`, "Likelihoods"] as const,
    [`Risk_Rank_ID${stage}`, "Risk_Rankings"] as const,
    [`Lopa_Risk_Rank_ID${stage}`, "Risk_Rankings"] as const,
  ]),
  Intersections: [
    ["Severity_ID", "Severities"],
    ["Likelihood_ID", "Likelihoods"],
    ["Risk_Rank_ID", "Risk_Rankings"],
  ],
  Sessions: [
    ["Facilitator_ID", "Team_Members"],
    ["Scribe_ID", "Team_Members"],
  ],
};

const listReferences: Targets = {
  Consequences: [
    ["Safeguard_IDs", "Safeguards"],
    ["Pha_Recommendation_IDs", "Pha_Recommendations"],
    ["Pha_Comment_IDs", "Pha_Comments"],
    ["Lopa_Recommendation_IDs", "Lopa_Recommendations"],
    ["Lopa_Comment_IDs", "Lopa_Comments"],
  ],
  Nodes: [
    ["Session_IDs", "Sessions"],
    ["Drawing_IDs", "Drawings"],
  ],
};
