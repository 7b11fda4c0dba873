/** What was recorded about a study, as texts of its own format: so that its tool shows it too. */
import type { Instant } from "../clock/instant.ts";
import type { EditableMember } from "./editable-members.ts";
import { textIn } from "./opha-fields.ts";
import { overviewItem, type OphaPatch } from "./opha-patch.ts";
import { isRawObject, type RawObject } from "./read-opha.ts";
import { americanDay } from "./study-dates.ts";
import { standing, until, type Fact, type StudyHistory } from "./study-record.ts";

/**
 * The patches that carry the records of a study into its file, up to a moment: edited texts, tags of linked assets,
 * proof tests and bypasses among the comments of their safeguard, reviews among those of their node, closed actions,
 * the day of the next revalidation.
 */
export const studyPatches = (history: StudyHistory, root: RawObject, at: Instant): ReadonlyArray<OphaPatch> => [
  ...editPatches(history, at),
  ...linkPatches(history, at),
  ...commentPatches(history, root, at),
  ...closurePatches(history, at),
  ...duePatches(history, at),
];

/** The texts that were edited and stand: of two that did not know of each other neither is chosen. */
export const editPatches = ({ facts, hasSeen }: StudyHistory, at: Instant): ReadonlyArray<OphaPatch> =>
  [...Map.groupBy(until(facts.edits, at), ({ body }) => `${body.item} ${body.member}`).values()].flatMap((edits) => {
    const values = standing(edits, hasSeen);
    const [first] = values;
    const agreed = new Set(values.map(({ body }) => body.text)).size === 1;
    return first === undefined || !agreed ? [] : [patch(first.body.item, first.body.member, first.body.text)];
  });

const patch = (item: string, member: string, text: string): OphaPatch => ({ item, member, text });

const linkPatches = ({ facts, hasSeen }: StudyHistory, at: Instant): ReadonlyArray<OphaPatch> =>
  [...Map.groupBy(until(facts.links, at), ({ body }) => body.safeguard)].flatMap(([safeguard, links]) => {
    const [first, ...others] = standing(links, hasSeen).filter(({ body }) => body.asset !== null);
    const tag = first?.body.tag ?? null;
    return tag === null || others.length > 0 ? [] : [patch(safeguard, "Ipl_Tag", tag)];
  });

/** Comments grow by a line for each record, which names it. */
const commentPatches = (history: StudyHistory, root: RawObject, at: Instant): ReadonlyArray<OphaPatch> => {
  const { bypasses, reviews, tests } = history.facts;
  const edited = new Map(editPatches(history, at).map((one) => [`${one.item} ${one.member}`, one.text]));
  const withLines = (item: string, member: EditableMember, lines: ReadonlyArray<string>): OphaPatch => {
    const before = edited.get(`${item} ${member}`) ?? textOfItem(root, item, member);
    return patch(item, member, [...(before === "" ? [] : [before]), ...lines].join("\n"));
  };
  const testLines = until(tests, at).map(
    (fact) =>
      [
        fact.body.safeguard,
        line(fact, `proof test ${fact.body.result}, ${fact.body.device}: ${fact.body.description}`),
      ] as const,
  );
  const bypassLines = until(bypasses, at).map(
    (fact) =>
      [fact.body.safeguard, line(fact, `bypassed until ${fact.body.ends.slice(0, 16)}Z: ${fact.body.reason}`)] as const,
  );
  const reviewLines = until(reviews, at).map(
    (fact) => [fact.body.node, line(fact, `reviewed: ${fact.body.outcome.replaceAll("-", " ")}`)] as const,
  );
  return [
    ...grouped([...testLines, ...bypassLines]).map(([item, lines]) => withLines(item, "Safeguard_Comments", lines)),
    ...grouped(reviewLines).map(([item, lines]) => withLines(item, "Node_Comments", lines)),
  ];
};

const line = ({ at, id }: Fact<unknown>, text: string): string =>
  `${at.slice(0, 10)} ${text.replaceAll("\n", " ")} [record ${id.slice(0, 12)}]`;

const grouped = (
  lines: ReadonlyArray<readonly [item: string, line: string]>,
): ReadonlyArray<readonly [item: string, lines: ReadonlyArray<string>]> =>
  [...Map.groupBy(lines, ([item]) => item)].map(([item, all]) => [item, all.map(([, text]) => text).sort()]);

const closurePatches = ({ facts }: StudyHistory, at: Instant): ReadonlyArray<OphaPatch> =>
  until(facts.closures, at).map(({ body }) =>
    patch(
      body.recommendation,
      "Pha_Recommendation_Status",
      body.outcome === "completed" ? "Completed" : body.outcome === "rejected" ? "Rejected" : "Superseded",
    ),
  );

const duePatches = ({ facts, hasSeen }: StudyHistory, at: Instant): ReadonlyArray<OphaPatch> => {
  const [due] = standing(until(facts.revalidations, at), hasSeen)
    .map(({ body }) => body.due)
    .sort();
  return due === undefined ? [] : [patch(overviewItem, "Revalidation_Due_Date", americanDay(due))];
};

/** The text that a record of the file has now. */
const textOfItem = (root: RawObject, item: string, member: string): string => {
  for (const value of Object.values(root)) {
    const list: ReadonlyArray<unknown> = Array.isArray(value) ? value : [];
    const record = list.filter(isRawObject).find(({ ID }) => ID === item);
    if (record !== undefined) return textIn(record, member);
  }
  return "";
};
