/** Holds parsed sources to the import law. */
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { entryPoints, importLaw, type LawRow } from "./import-law.ts";
import { readImports, type Import } from "./read-imports.ts";
import type { SourceFile, Violation } from "./source-file.ts";

/** A file and what it imports: paths from the checkout, or names of packages. */
interface ImportingFile {
  readonly path: string;
  readonly imports: readonly ResolvedImport[];
}

type ResolvedImport =
  | { readonly kind: "file"; readonly path: string; readonly line: number }
  | { readonly kind: "package"; readonly name: string; readonly line: number }
  | { readonly kind: "unreadable"; readonly line: number };

/** All violations of the law in these files. `exists` tells of paths that are no sources, such as a style sheet. */
export const importViolations = (
  sources: readonly SourceFile[],
  exists: (path: string) => boolean,
): readonly Violation[] => {
  const files = sources.map(importingFile);
  const known = new Set(sources.map((source) => source.path));
  return [
    ...files.flatMap(violationsOfFile),
    ...files.flatMap((file) => missingFiles(file, (path) => known.has(path) || exists(path))),
    ...circles(files),
  ];
};

/** Product files that no entry point reaches: dead code, even where a test still uses it. */
export const unreachedFiles = (sources: readonly SourceFile[]): readonly Violation[] => {
  const files = new Map(sources.map((source) => [source.path, importingFile(source)]));
  const reached = new Set<string>();
  const visit = (path: string): void => {
    const file = files.get(path);
    if (file === undefined || reached.has(path)) return;
    reached.add(path);
    importedFiles(file).forEach(visit);
  };
  entryPoints.forEach(visit);
  return [...files.keys()]
    .filter((path) => /^(shared|main|renderer)\//.test(path) && !reached.has(path))
    .map((file) => ({
      file,
      line: 1,
      rule: "unreached",
      message: "no entry point of the program imports this file, even through others",
    }));
};

/** The row that a path falls under: the one that names the longest part of it. */
export const rowOf = (path: string): LawRow | undefined =>
  importLaw
    .filter((row) => covers(row.module, path))
    .toSorted((left, right) => right.module.length - left.module.length)[0];

/** True when a name of the table means this path or package; `shared/*` and `node:*` mean all that begins so. */
const covers = (name: string, thing: string): boolean =>
  name.endsWith("*") ? thing.startsWith(name.slice(0, -1)) : thing === name || thing.startsWith(`${name}/`);

const violationsOfFile = (file: ImportingFile): readonly Violation[] => {
  const row = rowOf(file.path);
  if (row !== undefined) return file.imports.flatMap((one) => violationsOfImport(file.path, row, one));
  return [{ file: file.path, line: 1, rule: "unlisted folder", message: "no row of the import law names this place" }];
};

const violationsOfImport = (file: string, row: LawRow, imported: ResolvedImport): readonly Violation[] => {
  const fault = faultOf(row, imported);
  return fault === undefined ? [] : [{ file, line: imported.line, ...fault }];
};

const faultOf = (row: LawRow, imported: ResolvedImport): Pick<Violation, "rule" | "message"> | undefined => {
  switch (imported.kind) {
    case "unreadable":
      return { rule: "unreadable import", message: "the name of what is imported is computed: write it out" };
    case "package":
      return packageFault(row, imported.name);
    case "file":
      return fileFault(row, imported.path);
  }
};

const packageFault = (row: LawRow, name: string): Pick<Violation, "rule" | "message"> | undefined => {
  if (row.packages.some((allowed) => covers(allowed, name))) return undefined;
  if (row.never.some((banned) => covers(banned, name)))
    return { rule: "never", message: `${row.module} must never import ${name}` };
  return { rule: "unlisted package", message: `the row of ${row.module} does not list the package ${name}` };
};

const fileFault = (row: LawRow, path: string): Pick<Violation, "rule" | "message"> | undefined => {
  const target = rowOf(path);
  if (target === row || row.mayImport.some((allowed) => target !== undefined && covers(allowed, target.module)))
    return undefined;
  if (row.never.some((banned) => covers(banned, path)))
    return { rule: "never", message: `${row.module} must never import ${path}` };
  if (target === undefined)
    return { rule: "unlisted folder", message: `no row of the import law names the place of ${path}` };
  return { rule: "forbidden module", message: `${row.module} may not import ${target.module}` };
};

const missingFiles = (file: ImportingFile, exists: (path: string) => boolean): readonly Violation[] =>
  file.imports.flatMap((one) =>
    one.kind === "file" && !exists(one.path)
      ? [{ file: file.path, line: one.line, rule: "missing file", message: `there is no ${one.path}` }]
      : [],
  );

const importingFile = (source: SourceFile): ImportingFile => ({
  path: source.path,
  imports: readImports(source).map((one) => resolved(source.path, one)),
});

/**
 * Query words of the bundler (`./mark.svg?url`) are no part of the path. A built-in module counts as `node:` however
 * written.
 */
const resolved = (importer: string, { specifier, line }: Import): ResolvedImport => {
  if (specifier === undefined) return { kind: "unreadable", line };
  if (specifier.startsWith(".")) {
    return { kind: "file", path: posix.join(posix.dirname(importer), specifier.replace(/\?.*$/, "")), line };
  }
  if (isBuiltin(specifier)) return { kind: "package", name: `node:${specifier.replace(/^node:/, "")}`, line };
  return {
    kind: "package",
    name: specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/"),
    line,
  };
};

const importedFiles = (file: ImportingFile): readonly string[] =>
  file.imports.flatMap((one) => (one.kind === "file" ? [one.path] : []));

/** Each import that closes a circle, with the way round. */
const circles = (files: readonly ImportingFile[]): readonly Violation[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const found: Violation[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path);
    if (start >= 0) found.push(circle(way.slice(start)));
    if (start >= 0 || finished.has(path)) return;
    importedFiles(byPath.get(path) ?? { path, imports: [] }).forEach((next) => visit(next, [...way, path]));
    finished.add(path);
  };
  files.forEach((file) => visit(file.path, []));
  return found;
};

const circle = (way: readonly string[]): Violation => ({
  file: way.at(-1) ?? "",
  line: 1,
  rule: "circle",
  message: [...way, way[0]].join(" -> "),
});
