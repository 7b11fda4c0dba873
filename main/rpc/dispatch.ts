/** Calls a method by its name: the request is checked against the contract before it, the answer after it. */
import type { z } from "zod";
import { failed, refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { isMethodName, methods, type MethodName, type ParsedRequest, type ResponseOf } from "../../shared/rpc/methods.ts";

/** Answers one method. */
export type Handler<M extends MethodName> = (request: ParsedRequest<M>) => Promise<Outcome<ResponseOf<M>>>;

/** One handler for every method of the contract: a method without one does not compile. */
export type Handlers = { readonly [M in MethodName]: Handler<M> };

/** Some of the handlers, as one file of this room makes them. */
export type HandlersOf<M extends MethodName> = Pick<Handlers, M>;

/** Calls by name and untyped request, as they come over a wire. */
export type Dispatch = (method: string, request: unknown) => Promise<Outcome<unknown, Failure>>;

/** Makes the dispatch. An unknown method, a wrong request and a thrown fault are refusals like any other. */
export const createDispatch = (handlers: Handlers): Dispatch => async (method, request) => {
  if (!isMethodName(method)) return refuse("unknownMethod", `There is no method "${method}". "throughlife call --list" prints them all.`);
  try {
    return await callMethod(handlers, method, request);
  } catch (fault) {
    return refuse("internalFault", `The program failed inside "${method}": ${fault instanceof Error ? fault.message : String(fault)}. Nothing half-written is kept.`);
  }
};

const callMethod = async <M extends MethodName>(handlers: Handlers, method: M, raw: unknown): Promise<Outcome<unknown, Failure>> => {
  const request = parsedRequest(method, raw);
  if (!request.ok) return refuse("badRequest", `The request to "${method}" is wrong at ${request.failure.message}.`);
  const handler: Handlers[M] = handlers[method];
  const answer = await handler(request.value);
  if (!answer.ok) return failed({ kind: answer.failure.kind, message: answer.failure.message });
  const response = parsed(methods[method].response, answer.value);
  if (!response.ok) throw new Error(`its own answer does not fit the contract at ${response.failure.message}`);
  return response;
};

// The one place where a request gets its method's type: the schema of that very method has just accepted it.
const parsedRequest = <M extends MethodName>(method: M, raw: unknown): Outcome<ParsedRequest<M>> => {
  const request = parsed(methods[method].request, raw);
  return request.ok ? success(request.value as ParsedRequest<M>) : request;
};

const parsed = <S extends z.ZodType>(schema: S, raw: unknown): Outcome<z.output<S>> => {
  const answer = schema.safeParse(raw);
  if (answer.success) return success(answer.data);
  const [issue] = answer.error.issues;
  return refuse("schema", `"${issue?.path.map(String).join(".") ?? ""}": ${issue?.message ?? "it does not fit"}`);
};
