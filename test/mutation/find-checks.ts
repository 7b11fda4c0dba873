/**
 * Finds the checks of a source file: every condition whose answer makes a reader refuse, mark or give up. Each can be
 * removed: put in place of the condition what lets everything pass.
 */
import { parseSync, Visitor, type ArrowFunctionExpression, type Expression, type Function as FunctionNode, type Node } from "oxc-parser";

export interface Check {
  /** From 0, in the order of the file. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  /** The condition as it is written, on one line: by this it is named in lists. */
  readonly text: string;
  /** What stands in its place when it is removed. */
  readonly removed: "false" | "true";
  readonly line: number;
}

/** The checks of a TypeScript file. */
export const findChecks = (file: string, text: string): ReadonlyArray<Check> => {
  const finder = new CheckFinder(text);
  finder.visit(parseSync(file, text).program);
  return finder.checks();
};

/** The source with every check made removable: `globalThis.isRemoved("FILE#NUMBER")` says which is removed now. */
export const withRemovableChecks = (file: string, text: string): string => {
  const edits = findChecks(file, text).flatMap(({ end, number, removed, start }) => [
    { at: start, isEnd: false, put: `(globalThis.isRemoved("${file}#${number}")?${removed}:(`, size: end - start },
    { at: end, isEnd: true, put: "))", size: end - start },
  ]);
  // Of two that begin at one place the wider one comes first, of two that end there the narrower one.
  edits.sort((one, other) => one.at - other.at || Number(other.isEnd) - Number(one.isEnd) || (one.isEnd ? one.size - other.size : other.size - one.size));
  let [made, from] = ["", 0];
  for (const { at, put } of edits) [made, from] = [made + text.slice(from, at) + put, at];
  return made + text.slice(from);
};

/** What the innermost function means by `null`: that all is well (a fault, or null), or that it gives up. */
type NullMeaning = "well" | "givesUp";

class CheckFinder {
  readonly #text: string;
  readonly #found = new Map<string, { readonly start: number; readonly end: number; readonly removed: Check["removed"] }>();
  readonly #functions: (FunctionNode | ArrowFunctionExpression)[] = [];
  readonly #named = new Map<string, Expression>();

  constructor(text: string) {
    this.#text = text;
  }

  visit(program: Parameters<Visitor["visit"]>[0]): void {
    const enter = (node: FunctionNode | ArrowFunctionExpression): void => void this.#functions.push(node);
    const leave = (): void => void this.#functions.pop();
    new Visitor({
      VariableDeclarator: ({ id, init }) => {
        if (id.type === "Identifier" && init !== null) this.#named.set(id.name, init);
      },
    }).visit(program);
    new Visitor({
      ArrowFunctionExpression: (node) => {
        enter(node);
        if (node.body.type !== "BlockStatement") this.#answer(node.body, node);
      },
      "ArrowFunctionExpression:exit": leave,
      FunctionDeclaration: enter,
      "FunctionDeclaration:exit": leave,
      FunctionExpression: enter,
      "FunctionExpression:exit": leave,
      IfStatement: ({ consequent, test }) => {
        const [only] = consequent.type === "BlockStatement" ? consequent.body.slice(-1) : [consequent];
        if (only?.type === "ReturnStatement" && this.#isRefusal(only.argument, test)) this.#remove(test, "false");
        if (only?.type === "ThrowStatement") return;
      },
      ConditionalExpression: ({ alternate, consequent, test }) => {
        const [yes, no] = [this.#isRefusal(consequent, test), this.#isRefusal(alternate, test)];
        if (yes && !no) this.#remove(test, "false");
        if (no && !yes) this.#remove(test, "true");
      },
      ReturnStatement: ({ argument }) => {
        const inside = this.#functions.at(-1);
        if (argument !== null && inside !== undefined) this.#answer(argument, inside);
      },
    }).visit(program);
  }

  checks(): ReadonlyArray<Check> {
    return [...this.#found.values()]
      .sort((one, other) => one.start - other.start || other.end - one.end)
      .map(({ end, removed, start }, number) => ({
        end, line: this.#text.slice(0, start).split("\n").length, number, removed, start,
        text: this.#text.slice(start, end).replaceAll(/\s+/g, " "),
      }));
  }

  /** What a predicate answers: `A && B` accepts when both do, so each can be removed. */
  #answer(node: Expression, inside: FunctionNode | ArrowFunctionExpression): void {
    if (this.#returnTypeOf(inside) !== "boolean") return;
    if (node.type === "LogicalExpression" && node.operator === "&&") this.#remove(node, "true");
    else if (["BinaryExpression", "CallExpression", "UnaryExpression"].includes(node.type)) this.#remove(node, "true");
  }

  /** Removes each part of a condition that can let something pass by itself. */
  #remove(test: Expression, removed: Check["removed"]): void {
    const whole = test.type === "ParenthesizedExpression" ? test.expression : test;
    if (whole.type === "Identifier") {
      const named = this.#named.get(whole.name);
      if (named?.type === "LogicalExpression") return this.#remove(named, removed);
    }
    const splits = removed === "false" ? "||" : "&&";
    if (whole.type === "LogicalExpression" && whole.operator === splits) {
      this.#remove(whole.left, removed);
      this.#remove(whole.right, removed);
      return;
    }
    this.#found.set(`${whole.start} ${whole.end}`, { end: whole.end, removed, start: whole.start });
  }

  #isRefusal(node: Expression | null, test: Expression): boolean {
    const inside = this.#functions.at(-1);
    if (node === null) return false;
    if (node.type === "ParenthesizedExpression") return this.#isRefusal(node.expression, test);
    if (node.type === "Literal" && (node.value === null || node.value === false)) return inside !== undefined && this.#nullMeaning(inside) === "givesUp";
    if (node.type === "Literal" && typeof node.value === "string") return inside !== undefined && this.#nullMeaning(inside) === "well";
    if (node.type === "TemplateLiteral") return inside !== undefined && this.#nullMeaning(inside) === "well";
    if (node.type === "CallExpression") return refusers.test(this.#textOf(node.callee));
    if (node.type === "YieldExpression") return node.argument !== null && this.#isRefusal(node.argument, test);
    if (node.type === "AwaitExpression") return this.#isRefusal(node.argument, test);
    if (node.type === "Identifier") return refusals.test(node.name) || this.#textOf(test) === `!${node.name}.ok`;
    if (node.type === "MemberExpression") return /(failure|fault)$/.test(this.#textOf(node));
    return false;
  }

  #nullMeaning(inside: FunctionNode | ArrowFunctionExpression): NullMeaning {
    const type = this.#returnTypeOf(inside);
    return /(string|Failure|Fault|End|Verdict|Outcome<never[^>]*>|Refused) \| null|Promise<(Failure|RecordFault|BundleFault|ReadingEnd) \| null>/.test(type) ? "well" : "givesUp";
  }

  #returnTypeOf({ returnType }: FunctionNode | ArrowFunctionExpression): string {
    const text = returnType === null || returnType === undefined ? "" : this.#textOf(returnType).replace(/^:\s*/, "").replaceAll(/\s+/g, " ");
    return / is /.test(text) ? "boolean" : text;
  }

  #textOf({ end, start }: Pick<Node, "start" | "end">): string {
    return this.#text.slice(start, end);
  }
}

/** Functions that make a refusal, in the words of this program. */
const refusers =
  /^(refuse|failed|member|bad[A-Z]?\w*|fault|cutOff|afterEnd|wrong\w*|not[A-Z]\w*|un(signed|acceptable|readable)\w*|inconsistent|bundleFault|insideEnd|verdict|ratioExceeded|shapeFault|damaged\w*|policy\w*|refused|outside|this\.#endFault|.*[fF]ailure|.*Refusal)$/;
/** Values that are a refusal. */
const refusals = /^(fault|refusal|refused|failure|lost|tooDeep|loneSurrogate|unsafeNumber|notGzip|wrongHello|tooSlow|end|damaged|tooLong|gone|misfit|wrong)$/;
