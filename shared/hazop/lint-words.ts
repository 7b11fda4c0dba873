/** Findings about words: guide words against their text, unknown ones, and references to nodes that the study lacks. */
import type { Finding } from "./finding.ts";
import { directionOf, guideWordOf, parametersIn, type GuideWords } from "./guide-words.ts";
import type { Deviation, Elsewhere, Study } from "./study.ts";

/** Findings of one study. */
export const lintWords = (study: Study, words: GuideWords): ReadonlyArray<Finding> => [
  ...study.nodes.flatMap((node) =>
    node.deviations.flatMap((deviation, index) =>
      lintDeviation(words, deviation, { others: node.deviations, place: `${node.number}.${index + 1}` }),
    ),
  ),
  ...nodesOutside(study),
];

interface Standing {
  readonly place: string;
  readonly others: ReadonlyArray<Deviation>;
}

const lintDeviation = (
  words: GuideWords,
  deviation: Deviation,
  { others, place }: Standing,
): ReadonlyArray<Finding> => {
  const { guideWord, id, parameter, text } = deviation;
  if (guideWord === "") return [];
  const known = guideWordOf(words, guideWord);
  if (known === null) {
    const message = `"${guideWord}" is no guide word of ${words.edition}.`;
    return [{ grade: "note", item: id, message, place, rule: "guide-word-unknown" }];
  }
  if (!isAgainst(words, deviation)) return [];
  const swapped = others.find(
    (other) => other !== deviation && other.parameter === parameter && isAgainst(words, other),
  );
  const named = parametersIn(words, text);
  const isAboutAnother = named.length > 0 && !named.some((name) => parameter.toLowerCase().includes(name));
  if (swapped === undefined && isAboutAnother) return [];
  const message =
    swapped === undefined
      ? `The text "${text}" says the opposite of its guide word ${guideWord} ${parameter}.`
      : `The texts of ${guideWord} and ${swapped.guideWord} ${parameter} are swapped: "${text}" stands under ${guideWord}.`;
  return [{ grade: "error", item: id, message, place, rule: "guide-word-against-text" }];
};

/** The guide word points one way, the text the other. */
const isAgainst = (words: GuideWords, { guideWord, text }: Deviation): boolean => {
  const wanted = guideWordOf(words, guideWord)?.direction ?? null;
  const said = directionOf(words, text);
  return wanted !== null && said !== null && said !== wanted;
};

/** One finding for each node that is named and that the study does not have. */
const nodesOutside = (study: Study): ReadonlyArray<Finding> => {
  const found = new Map<string, Finding>();
  const codes = new Set(study.nodes.flatMap(({ name }) => codesIn(name)));
  for (const { item, named, place } of mentions(study)) {
    const lost = named.find((name) => !isInStudy(study, codes, name));
    if (lost === undefined || found.has(lost)) continue;
    const message = `It refers to ${lost}, which is no node of this study.`;
    found.set(lost, { grade: "error", item, message, place, rule: "node-outside-study" });
  }
  return [...found.values()];
};

interface Mention {
  readonly item: string;
  readonly place: string;
  /** Names of nodes, or what stands for them in a text: `node 14`. */
  readonly named: ReadonlyArray<string>;
}

const mentions = (study: Study): ReadonlyArray<Mention> =>
  study.nodes.flatMap((node) =>
    node.deviations.flatMap((deviation, deviationIndex) =>
      deviation.causes.flatMap((cause, causeIndex) => {
        const place = [node.number, deviationIndex + 1, causeIndex + 1].join(".");
        return [
          { item: cause.id, named: namesIn(cause.elsewhere, cause.text), place },
          ...cause.consequences.map((consequence, index) => ({
            item: consequence.id,
            named: namesIn(consequence.elsewhere, consequence.text),
            place: `${place}.${index + 1}`,
          })),
        ];
      }),
    ),
  );

const namesIn = (elsewhere: Elsewhere | null, text: string): ReadonlyArray<string> =>
  elsewhere === null
    ? [...text.matchAll(/\bnode\s+(?:no\.?\s*)?([A-Z]{0,3}-?\d{1,4})\b/gi)].map(([, code = ""]) => `node ${code}`)
    : [elsewhere.node];

const isInStudy = (study: Study, codes: ReadonlySet<string>, name: string): boolean => {
  const number = /^node (\d+)$/i.exec(name)?.[1];
  if (number !== undefined) return study.nodes.some((node) => String(node.number) === String(Number(number)));
  if (study.nodes.some((node) => node.name === name)) return true;
  const named = codesIn(name);
  return named.length === 0 || codes.size === 0 || named.some((code) => codes.has(code));
};

/** Codes of nodes such as `F04` or `N-12` in a name. */
const codesIn = (name: string): ReadonlyArray<string> =>
  [...name.matchAll(/\b[A-Z]{1,3}-?\d{1,4}\b/g)].map(([code]) => code);
