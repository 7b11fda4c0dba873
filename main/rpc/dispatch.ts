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
import { requestFault } from "./request-fault.ts";

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
export const createCall = (handlers: Partial<Handlers>): Call => createUntypedCall(handlers);

/** Makes the dispatch for wires: an unknown method is a refusal too. */
export const createDispatch = (handlers: Partial<Handlers>): Dispatch => {
  const call = createUntypedCall(handlers);
  return async (method, request) =>
    isMethodName(method)
      ? call(method, request)
      : refuse("unknownMethod", `There is no method "${method}". "throughlife call --list" prints them all.`);
};

/** Gives a dispatch that lies behind a wire the types of the contract back: answers are checked when they arrive. */
export const typedCall =
  (dispatch: Dispatch): Call =>
  async (method, request) => {
    const answer = await dispatch(method, request);
    if (!answer.ok) return answer;
    const response = parsed(contracts[method].response, answer.value);
    if (response.ok) return response;
    return refuse("badAnswer", `The running program answers "${method}" in a way that is not known here. Restart it.`);
  };

type Contracts = {
  readonly [M in MethodName]: {
    readonly request: z.ZodType<ParsedRequest<M>>;
    readonly response: z.ZodType<ResponseOf<M>>;
  };
};

/** The contract by method, so that what a schema accepts has the types of that very method. */
const contracts: Contracts = methods;

const createUntypedCall =
  (handlers: Partial<Handlers>) =>
  async <M extends MethodName>(method: M, request: unknown): Promise<Outcome<ResponseOf<M>>> => {
    try {
      return await callMethod(handlers, method, request);
    } catch (fault) {
      const what = fault instanceof Error ? fault.message : String(fault);
      return refuse("internalFault", `The program failed inside "${method}": ${what}. Nothing half-written is kept.`);
    }
  };

const callMethod = async <M extends MethodName>(
  handlers: Partial<Handlers>,
  method: M,
  raw: unknown,
): Promise<Outcome<ResponseOf<M>>> => {
  const request = parsed(contracts[method].request, raw);
  if (!request.ok) {
    const advice = '"throughlife call --list" prints what each method takes.';
    return refuse("badRequest", `The request to "${method}" is wrong: ${request.failure.message}. ${advice}`);
  }
  const handler: Partial<Handlers>[M] = handlers[method];
  if (handler === undefined) return notBegun;
  const answer = await handler(request.value);
  if (!answer.ok) return failed({ kind: answer.failure.kind, message: answer.failure.message });
  const response = parsed(contracts[method].response, answer.value);
  if (!response.ok) throw new Error(`its own answer does not fit the contract: ${response.failure.message}`);
  return answer;
};

const notBegun = refuse(
  "notBegun",
  'No data folder has been begun here. Begin one in the window, or with "throughlife init".',
);

const parsed = <T>(schema: z.ZodType<T>, raw: unknown): Outcome<T> => {
  const answer = schema.safeParse(raw);
  if (answer.success) return success(answer.data);
  return refuse("schema", requestFault(answer.error));
};
