/**
 * Looks a study over as an auditor would (IEC 61882; Crawley and Tyler, chapter 7.7): what contradicts itself, what is
 * missing.
 */
import type { Finding } from "./finding.ts";
import type { GuideWords } from "./guide-words.ts";
import { lintLayers } from "./lint-layers.ts";
import { lintWords } from "./lint-words.ts";
import { parseInterval } from "./study-dates.ts";
import { scenariosOf, type Cause, type Deviation, type Study, type StudyNode } from "./study.ts";

/** All findings about a study, beside those of its file; errors first, each grade in the order of the worksheet. */
export const lintStudy = (study: Study, words: GuideWords): ReadonlyArray<Finding> =>
  sortFindings([
    ...study.nodes.flatMap((node) => lintNode(study, node)),
    ...lintWords(study, words),
    ...lintLayers(study),
    ...lintLibraries(study),
    ...lintHeader(study),
  ]);

/** Errors first. */
export const sortFindings = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> =>
  [...findings].sort((left, right) => gradeOrder.indexOf(left.grade) - gradeOrder.indexOf(right.grade));

/** How many rows a study has, and how many of them name no safeguard. */
export const rowCounts = (study: Study): { readonly rows: number; readonly withoutSafeguard: number } => {
  const scenarios = scenariosOf(study);
  return {
    rows: scenarios.length,
    withoutSafeguard: scenarios.filter(({ consequence }) => consequence.safeguards.length === 0).length,
  };
};

const gradeOrder: ReadonlyArray<Finding["grade"]> = ["error", "warning", "note"];

const lintNode = (study: Study, node: StudyNode): ReadonlyArray<Finding> => {
  const place = String(node.number);
  const about = (rule: Finding["rule"], message: string): Finding => ({
    grade: "warning",
    item: node.id,
    message,
    place,
    rule,
  });
  return [
    ...(node.intention.trim() === "" && node.designConditions.trim() === "" && node.operatingConditions.trim() === ""
      ? [about("node-without-design-intention", `The node "${node.name}" states no design intention.`)]
      : []),
    ...(node.deviations.length === 0
      ? [about("node-without-deviation", `No deviation is examined at the node "${node.name}".`)]
      : []),
    ...node.deviations.flatMap((deviation, index) => lintDeviation(study, deviation, `${place}.${index + 1}`)),
    ...repeatedDeviations(node),
  ];
};

const lintDeviation = (study: Study, deviation: Deviation, place: string): ReadonlyArray<Finding> => {
  const consequences = deviation.causes.flatMap((cause) => cause.consequences);
  const isUnprotected = consequences.length > 0 && consequences.every(({ safeguards }) => safeguards.length === 0);
  const name = deviationName(deviation);
  return [
    ...(deviation.causes.length === 0
      ? [finding("warning", "deviation-without-cause", place, deviation.id, `"${name}" has no cause.`)]
      : []),
    ...(isUnprotected
      ? [
          finding(
            "warning",
            "deviation-without-safeguard",
            place,
            deviation.id,
            `"${name}" has no safeguard on any of its ${consequences.length} rows.`,
          ),
        ]
      : []),
    ...deviation.causes.flatMap((cause, index) => lintCause(study, cause, `${place}.${index + 1}`)),
  ];
};

const lintCause = (study: Study, cause: Cause, place: string): ReadonlyArray<Finding> => [
  ...(cause.consequences.length === 0
    ? [finding("warning", "cause-without-consequence", place, cause.id, `"${cause.text}" has no consequence.`)]
    : []),
  ...cause.consequences.flatMap((consequence, index) =>
    consequence.safeguards.length > 0
      ? []
      : [
          finding(
            "note",
            "consequence-without-safeguard",
            `${place}.${index + 1}`,
            consequence.id,
            `"${consequence.text || cause.text}" names no safeguard.`,
          ),
        ],
  ),
];

const finding = (
  grade: Finding["grade"],
  rule: Finding["rule"],
  place: string,
  item: string | null,
  message: string,
): Finding => ({ grade, item, message, place, rule });

const deviationName = ({ guideWord, parameter, text }: Deviation): string =>
  text.trim() === "" ? `${guideWord} ${parameter}`.trim() : text;

const repeatedDeviations = (node: StudyNode): ReadonlyArray<Finding> => {
  const seen = new Map<string, number>();
  return node.deviations.flatMap((deviation, index) => {
    const { guideWord, parameter, text } = deviation;
    const key = [guideWord, parameter, text].join("\n").toLowerCase();
    const before = seen.get(key);
    seen.set(key, before ?? index);
    const message = `"${deviationName(deviation)}" stands at ${node.number}.${(before ?? 0) + 1} too.`;
    return before === undefined
      ? []
      : [finding("note", "duplicate-deviation", `${node.number}.${index + 1}`, deviation.id, message)];
  });
};

const lintLibraries = (study: Study): ReadonlyArray<Finding> => {
  const used = new Set(scenariosOf(study).flatMap(({ consequence }) => consequence.safeguards));
  return [
    ...study.safeguards.flatMap((safeguard) => [
      ...(used.has(safeguard.id)
        ? []
        : [
            finding(
              "note",
              "safeguard-unused",
              `safeguard ${safeguard.number}`,
              safeguard.id,
              `"${safeguard.name}" is named by no row.`,
            ),
          ]),
      ...(safeguard.testInterval.trim() === "" || parseInterval(safeguard.testInterval) !== null
        ? []
        : [
            finding(
              "warning",
              "unreadable-value",
              `safeguard ${safeguard.number}`,
              safeguard.id,
              `Its test interval "${safeguard.testInterval}" cannot be read. Write it as 7 d, 6 months or 1 year.`,
            ),
          ]),
    ]),
    ...study.recommendations.flatMap(({ id, number, responsible, text }) =>
      responsible.trim() !== ""
        ? []
        : [
            finding(
              "note",
              "recommendation-without-owner",
              `recommendation ${number}`,
              id,
              `Nobody is responsible for "${text}".`,
            ),
          ],
    ),
  ];
};

const lintHeader = ({ header }: Study): ReadonlyArray<Finding> =>
  header.revalidationDue !== null
    ? []
    : [
        finding(
          "warning",
          "no-revalidation-date",
          "Overview",
          null,
          "The study names no day by which it must be revalidated, or one that cannot be read.",
        ),
      ];
