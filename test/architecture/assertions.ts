/**
 * Type assertions: `as const` always, `as Brand` for the one step in which a parser hands out a checked value, nothing
 * else.
 */
import { Visitor, type TSType } from "oxc-parser";
import { lineAt, type SourceFile, type Violation } from "./source-file.ts";

/** The branded types of all files: aliases that add a `__brand`. */
export const brandsOf = (sources: readonly SourceFile[]): ReadonlySet<string> => {
  const brands = new Set<string>();
  for (const { program, text } of sources) {
    new Visitor({
      TSTypeAliasDeclaration: ({ id, start, end }) => text.slice(start, end).includes("__brand") && brands.add(id.name),
    }).visit(program);
  }
  return brands;
};

/** Every assertion that claims a type without checking it. */
export const assertions = (source: SourceFile, brands: ReadonlySet<string>): readonly Violation[] => {
  const found: Violation[] = [];
  const report = (start: number, end: number): void => {
    const message = `${source.text.slice(start, end).split("\n")[0]}: check the value, or give the type a brand`;
    found.push({ file: source.path, line: lineAt(source.text, start), rule: "assertion", message });
  };
  new Visitor({
    TSAsExpression: ({ typeAnnotation, start, end }) => !isAllowed(typeAnnotation, brands) && report(start, end),
    TSTypeAssertion: ({ start, end }) => report(start, end),
  }).visit(source.program);
  return found;
};

const isAllowed = (type: TSType, brands: ReadonlySet<string>): boolean =>
  type.type === "TSTypeReference" &&
  type.typeName.type === "Identifier" &&
  (type.typeName.name === "const" || brands.has(type.typeName.name));
