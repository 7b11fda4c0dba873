/** A source file of the project, parsed. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parseSync, type Comment, type Program } from "oxc-parser";

export interface SourceFile {
  /** From the checkout, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/** What a law found fault with. */
export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** One line of a report: `shared/a/b.ts:12 impure: …`. */
export const violationLine = ({ file, line, rule, message }: Violation): string =>
  `${file}:${line} ${rule}: ${message}`;

/** Parses one file. A syntax error is not ours to report: nothing else would run either. */
export const parseSource = (path: string, text: string): SourceFile => {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0)
    throw new Error(`${path} cannot be parsed: ${errors.map((error) => error.message).join("; ")}`);
  return { path, text, program, comments };
};

/** All sources of the checkout, parsed. */
export const readSources = (root: string): readonly SourceFile[] =>
  filesOf(root)
    .filter((path) => sourceEnding.test(path))
    .map((path) => parseSource(path, readFileSync(join(root, path), "utf8")));

/** The paths of all files of the checkout, without what is fetched, built or hidden. */
export const filesOf = (root: string): readonly string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && !madeByTools.includes(name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(root, entry.name) : [entry.name]))
    .sort();

const madeByTools = ["node_modules", "test-results"];

/** The number of the line, from 1, at which an offset of the text stands. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

const sourceEnding = /\.(c|m)?(j|t)sx?$/;

const filesBelow = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
