/**
 * Habits of this project that need no parser: names of folders and files, and words that must not stand in a source.
 */
import type { Violation } from "./source-file.ts";

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Longer lines do not fit beside each other in a review. */
const lineCharactersMax = 120;

/** What stands at the top of the checkout, besides hidden files. */
const topLevel = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "forge.config.ts",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
];
const topFolders = ["shared", "main", "renderer", "fixtures", "test"];

const testFolders =
  "architecture run unit property conformance contract fault fuzz mutation simulation golden e2e bench doubles pictures".split(" ");

/** This folder must name them to find them. */
const mayNameThem = "test/architecture/";

const bannedWords: readonly { readonly pattern: RegExp; readonly where: RegExp; readonly why: string }[] = [
  { pattern: /\b(TODO|FIXME|XXX|HACK)\b/, where: /./, why: "finish it or leave it out" },
  { pattern: /waitForTimeout/, where: /^test\//, why: "wait for a state, never for milliseconds" },
  {
    pattern: /\b(test|it|describe|suite)\.(only|todo|fails)\b|\b(xit|xdescribe|fit)\(/,
    where: /^test\//,
    why: "every test runs and must pass",
  },
  {
    pattern: /\b(test|it|describe|suite)\.skip\(/,
    where: /^test\//,
    why: "a test skips itself when it runs, with a reason: context.skip(sentence) or skipIf(condition)",
  },
];

/** All breaches in these files. */
export const styleViolations = (files: readonly TextFile[]): readonly Violation[] => [
  ...files.flatMap(({ path }) => nameFaults(path).map((message) => ({ file: path, line: 1, rule: "name", message }))),
  ...files.filter(({ path }) => isSource(path)).flatMap(textFaults),
];

const isSource = (path: string): boolean => /^(shared|main|renderer|test)\/.*\.(ts|tsx|mjs)$/.test(path);

const nameFaults = (path: string): readonly string[] => [
  ...(isPlaced(path) ? [] : ["nothing else stands at the top level, or directly in test/"]),
  ...(/(^|\/)(utils?|helpers?|common|lib|misc)(\/|\.tsx?$)/.test(path)
    ? ["the name says nothing about what lives there: find the noun"]
    : []),
  ...(isSource(path) && /(^|\/)index\.\w+$/.test(path) ? ["no barrels: import from the file itself"] : []),
  ...(isSource(path) && !hasPlainName(path)
    ? ["file names are kebab-case, those of React components may be their own"]
    : []),
];

const isPlaced = (path: string): boolean => {
  const [top = "", second = "", ...deeper] = path.split("/");
  if (second === "") return topLevel.includes(top);
  return topFolders.includes(top) && (top !== "test" || deeper.length === 0 || testFolders.includes(second));
};

const hasPlainName = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return (
    /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(name) ||
    (name.endsWith(".tsx") && /^[A-Z][A-Za-z0-9]*\.tsx$/.test(name))
  );
};

const textFaults = ({ path, text }: TextFile): readonly Violation[] => [
  ...(text.startsWith("/**") || text.startsWith("#!")
    ? []
    : [{ file: path, line: 1, rule: "purpose", message: "a file begins with a comment that says what it is for" }]),
  ...text
    .split("\n")
    .flatMap((line, index) => lineFaults(path, line).map((fault) => ({ file: path, line: index + 1, ...fault }))),
];

const lineFaults = (path: string, line: string): readonly { readonly rule: string; readonly message: string }[] => [
  ...(withoutSentences(line).length > lineCharactersMax && !path.startsWith("test/")
    ? [{ rule: "line length", message: `${line.length} characters, at most ${lineCharactersMax}` }]
    : []),
  ...bannedWords
    .filter(({ pattern, where }) => where.test(path) && !path.startsWith(mayNameThem) && pattern.test(line))
    .map(({ why }) => ({ rule: "banned word", message: `${line.trim()}: ${why}` })),
];

/** A sentence for the user is not broken for the sake of the line. */
const withoutSentences = (line: string): string => line.replace(/"[^"]{40,}"|`[^`]{40,}`/g, '""');
