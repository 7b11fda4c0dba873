/** Calls a method by its name: the request is checked against the contract before it, the answer after it. */
import type { z } from "zod";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import {
  isMethodName,
  methods,
  type MethodName,
  type ParsedRequest,
  type RequestOf,
  type ResponseOf,
} from "../../shared/rpc/methods.ts";

/** Answers one method. */
export type Handler<M extends MethodName> = (request: ParsedRequest<M>) => Promise<Outcome<ResponseOf<M>>>;

/** One handler for every method of the contract: a method without one does not compile. */
export type Handlers = { readonly [M in MethodName]: Handler<M> };

/** Some of the handlers, as one file of this room makes them. */
export type HandlersOf<M extends MethodName> = Pick<Handlers, M>;

/** Calls by name and untyped request, as they come over a wire. */
export type Dispatch = (method: string, request: unknown) => Promise<Outcome<unknown>>;

/** Calls from code that knows the method: request and answer have its types. */
export type Call = <M extends MethodName>(method: M, request: RequestOf<M>) => Promise<Outcome<ResponseOf<M>>>;

/** Makes the typed call. A wrong request and a thrown fault are refusals like any other. */
export const createCall = (handlers: Handlers): Call => createUntypedCall(handlers);

const createUntypedCall =
  (handlers: Handlers) =>
  async <M extends MethodName>(method: M, request: unknown): Promise<Outcome<ResponseOf<M>>> => {
    try {
      return await callMethod(handlers, method, request);
    } catch (fault) {
      return refuse(
        "internalFault",
        `The program failed inside "${method}": ${fault instanceof Error ? fault.message : String(fault)}. Nothing half-written is kept.`,
      );
    }
  };

/** Makes the dispatch for wires: an unknown method is a refusal too. */
export const createDispatch = (handlers: Handlers): Dispatch => {
  const call = createUntypedCall(handlers);
  return async (method, request) =>
    isMethodName(method)
      ? call(method, request)
      : refuse("unknownMethod", `There is no method "${method}". "throughlife call --list" prints them all.`);
};

const callMethod = async <M extends MethodName>(
  handlers: Handlers,
  method: M,
  raw: unknown,
): Promise<Outcome<ResponseOf<M>>> => {
  const request = parsedRequest(method, raw);
  if (!request.ok) return request;
  const handler: Handlers[M] = handlers[method];
  const answer = await handler(request.value);
  if (!answer.ok) return failed({ kind: answer.failure.kind, message: answer.failure.message });
  const response = parsed(methods[method].response, answer.value);
  if (!response.ok) throw new Error(`its own answer does not fit the contract at ${response.failure.message}`);
  return answer;
};

// The one place where a request gets its method's type: the schema of that very method has just accepted it.
const parsedRequest = <M extends MethodName>(method: M, raw: unknown): Outcome<ParsedRequest<M>> => {
  const request = parsed(methods[method].request, raw);
  if (!request.ok) return refuse("badRequest", `The request to "${method}" is wrong at ${request.failure.message}.`);
  return success(request.value as ParsedRequest<M>);
};

const parsed = <S extends z.ZodType>(schema: S, raw: unknown): Outcome<z.output<S>> => {
  const answer = schema.safeParse(raw);
  if (answer.success) return success(answer.data);
  const [issue] = answer.error.issues;
  return refuse("schema", `"${issue?.path.map(String).join(".") ?? ""}": ${issue?.message ?? "it does not fit"}`);
};
