/** What the pure domain must not name: time, randomness and all that differs from one machine to the next. */
import { Visitor, type Expression } from "oxc-parser";
import { lineAt, type SourceFile, type Violation } from "./source-file.ts";

/**
 * Names of the world outside. A variable of the domain must be called otherwise, so that no reader takes one for the
 * other.
 */
export const outsideNames: readonly string[] = [
  "Buffer",
  "Function",
  "Temporal",
  "WebSocket",
  "XMLHttpRequest",
  "clearInterval",
  "clearTimeout",
  "console",
  "crypto",
  "eval",
  "fetch",
  "globalThis",
  "localStorage",
  "navigator",
  "performance",
  "process",
  "queueMicrotask",
  "setImmediate",
  "setInterval",
  "setTimeout",
];

/** Members that answer by the language, the time zone or the settings of the machine. */
export const localMembers: readonly string[] = [
  "getDate",
  "getDay",
  "getFullYear",
  "getHours",
  "getMinutes",
  "getMonth",
  "getSeconds",
  "getTimezoneOffset",
  "localeCompare",
  "toDateString",
  "toLocaleDateString",
  "toLocaleLowerCase",
  "toLocaleString",
  "toLocaleTimeString",
  "toLocaleUpperCase",
  "toTimeString",
];

/** `Date` without `new Date(argument)`, `Date.UTC` or `Date.parse`; `Math.random`; the names and members above. */
export const impurities = (source: SourceFile): readonly Violation[] => {
  const named: { readonly name: string; readonly start: number }[] = [];
  const harmless = new Set<number>();
  const found: Violation[] = [];
  const report = (message: string, start: number): void => {
    found.push({ file: source.path, line: lineAt(source.text, start), rule: "impure", message });
  };
  new Visitor({
    Identifier: ({ name, start }) => named.push({ name, start }),
    Property: ({ key, computed, shorthand }) => !computed && !shorthand && harmless.add(key.start),
    MethodDefinition: ({ key, computed }) => !computed && harmless.add(key.start),
    PropertyDefinition: ({ key, computed }) => !computed && harmless.add(key.start),
    TSPropertySignature: ({ key, computed }) => !computed && harmless.add(key.start),
    TSTypeReference: ({ typeName }) => harmless.add(typeName.start),
    NewExpression: ({ callee, arguments: given }) =>
      isName(callee, "Date") && given.length > 0 && harmless.add(callee.start),
    MemberExpression: ({ object, property, computed }) => {
      if (computed || property.type !== "Identifier") return;
      harmless.add(property.start);
      if (localMembers.includes(property.name))
        report(`${property.name} answers by the settings of the machine`, property.start);
      if (isPureMember(object, property.name)) harmless.add(object.start);
    },
  }).visit(source.program);
  named
    .filter(({ name, start }) => isOutside(name) && !harmless.has(start))
    .forEach(({ name, start }) => report(reasonAgainst(name), start));
  return found;
};

const isName = (node: Expression, name: string): boolean => node.type === "Identifier" && node.name === name;

const isPureMember = (object: Expression, member: string): boolean =>
  (isName(object, "Date") && ["UTC", "parse"].includes(member)) || (isName(object, "Math") && member !== "random");

const isOutside = (name: string): boolean => name === "Date" || name === "Math" || outsideNames.includes(name);

const reasonAgainst = (name: string): string => {
  if (name === "Date")
    return "the time comes in as an argument: only new Date(argument), Date.UTC and Date.parse are pure";
  if (name === "Math") return "random bytes come in as an argument: only Math's other members are pure";
  return `${name} is the world outside: what is needed comes in as an argument`;
};
