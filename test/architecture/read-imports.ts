/** Every way in which a source file can name another file or a package, types included. */
import { Visitor, type Argument, type Expression, type NewExpression } from "oxc-parser";
import { lineAt, type SourceFile } from "./source-file.ts";

export interface Import {
  /** As written; undefined where it is computed, so that nobody can tell what is imported. */
  readonly specifier: string | undefined;
  readonly line: number;
}

/**
 * Reads import and export declarations, `import type`, `import("x").T`, `import("x")`, `require("x")`,
 * `require.resolve("x")`, `import x = require("x")`, `import.meta.resolve("x")`, `new URL("x", import.meta.url)` as
 * workers are named, and `/// <reference types="x" />`.
 */
export const readImports = (source: SourceFile): readonly Import[] => {
  const found: Import[] = [];
  const add = (specifier: string | undefined, start: number): void => {
    found.push({ specifier, line: lineAt(source.text, start) });
  };
  new Visitor({
    ImportDeclaration: ({ source: { value }, start }) => add(value, start),
    ExportAllDeclaration: ({ source: { value }, start }) => add(value, start),
    ExportNamedDeclaration: (node) => node.source !== null && add(node.source.value, node.start),
    TSImportType: ({ source: { value }, start }) => add(value, start),
    TSExternalModuleReference: ({ expression, start }) => add(expression.value, start),
    ImportExpression: (node) => add(literalText(node.source), node.start),
    CallExpression: ({ callee, arguments: given, start }) => loadsModule(callee) && add(literalText(given[0]), start),
    NewExpression: (node) => isBesideThisFile(node) && add(literalText(node.arguments[0]), node.start),
    VariableDeclarator: ({ id, init, start }) =>
      hidesRequire(id.type === "Identifier" ? id.name : "", init) && add(undefined, start),
  }).visit(source.program);
  return [...found, ...typeReferences(source)];
};

/** `/// <reference types="node" />` and its like, which let a whole environment into a layer. */
const typeReferences = ({ comments, text }: SourceFile): readonly Import[] =>
  comments.flatMap(({ value, start }) => {
    const specifier = /^\/\s*<reference\s+(?:types|path)="([^"]+)"/.exec(value)?.[1];
    return specifier === undefined ? [] : [{ specifier, line: lineAt(text, start) }];
  });

const literalText = (node: Argument | undefined): string | undefined => {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  return node?.type === "TemplateLiteral" && node.expressions.length === 0
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined;
};

/** `require`, `require.resolve`, `import.meta.resolve` and `import.meta.glob`. */
const loadsModule = (callee: Expression): boolean => {
  if (callee.type === "Identifier") return callee.name === "require";
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return false;
  const ofRequire = callee.object.type === "Identifier" && callee.object.name === "require";
  const ofModule = callee.object.type === "MetaProperty";
  return (
    (ofRequire && callee.property.name === "resolve") ||
    (ofModule && ["resolve", "glob"].includes(callee.property.name))
  );
};

/** `new URL("./worker.ts", import.meta.url)`; a computed address cannot be read, one that ends with `/` is a folder. */
const isBesideThisFile = ({ callee, arguments: [address, base] }: NewExpression): boolean =>
  callee.type === "Identifier" &&
  callee.name === "URL" &&
  base?.type === "MemberExpression" &&
  base.object.type === "MetaProperty" &&
  literalText(address)?.endsWith("/") !== true;

/** A `createRequire` that is called by another name than `require` would load modules unseen. */
const hidesRequire = (name: string, value: Expression | null): boolean =>
  value?.type === "CallExpression" &&
  value.callee.type === "Identifier" &&
  value.callee.name === "createRequire" &&
  name !== "require";
