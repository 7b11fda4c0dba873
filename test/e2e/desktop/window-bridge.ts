/** The bridge of a desktop window, as a script in its page could use it. */
import type { Page } from "playwright-core";
import { z } from "zod";

const answerSchema = z.union([
  z.strictObject({ kind: z.literal("answer"), text: z.string() }),
  z.strictObject({ kind: z.literal("refused"), failure: z.strictObject({ kind: z.string(), message: z.string() }) }),
]);

const rpcSchema = z.union([
  z.strictObject({ call: z.int(), value: z.unknown() }),
  z.strictObject({ call: z.int(), failure: z.strictObject({ kind: z.string(), message: z.string() }) }),
]);

/** Sends any message through the bridge. */
export const askBridge = (page: Page, message: unknown): Promise<unknown> =>
  page.evaluate(async (sent) => {
    const bridge: unknown = Reflect.get(window, "throughlife");
    const ask: unknown = typeof bridge === "object" && bridge !== null ? Reflect.get(bridge, "ask") : null;
    return typeof ask === "function" ? ask(sent) : "no bridge";
  }, message);

/** Calls a method of the node: its answer, or the kind and sentence of the refusal. */
export const askNode = async (page: Page, method: string, request: unknown): Promise<unknown> => {
  const text = JSON.stringify({ call: 1_000_000, method, request });
  const answer = answerSchema.parse(await askBridge(page, { kind: "call", text }));
  if (answer.kind === "refused") return answer.failure;
  const rpc = rpcSchema.parse(JSON.parse(answer.text));
  return "failure" in rpc ? rpc.failure : rpc.value;
};

/** The name of the refusal, or `answered`. */
export const kindOf = async (page: Page, message: unknown): Promise<string> => {
  const answer = z.looseObject({ kind: z.string() }).parse(await askBridge(page, message));
  return answer.kind === "refused"
    ? z.looseObject({ failure: z.looseObject({ kind: z.string() }) }).parse(answer).failure.kind
    : "answered";
};

/** Begins a data folder from the window, with a person who signs. */
export const begin = (page: Page): Promise<unknown> =>
  askNode(page, "app.begin", {
    party: "Nordwind Service ApS",
    person: { name: "Anna", pin: "482913" },
    roles: ["owner"],
  });
