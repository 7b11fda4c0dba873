/** Asks the node by the contract: every answer and every event is checked before a screen sees it. */
import type { z } from "zod";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import {
  answerSchema,
  eventSchema,
  type RpcAnswer,
  type RpcEvent,
  type RpcFailure,
} from "../../shared/rpc/messages.ts";
import { methods, type MethodName, type RequestOf, type ResponseOf } from "../../shared/rpc/methods.ts";
import { makeListeners } from "./listeners.ts";
import type { Line, Transport } from "./transport.ts";

/** `refused`: the node is there and does not let this window in. */
export type LineState = "connecting" | "open" | "lost" | "refused";

export interface RpcClient {
  readonly ask: <M extends MethodName>(
    method: M,
    request: RequestOf<M>,
  ) => Promise<Outcome<ResponseOf<M>, RpcFailure>>;
  /** Hears every event until the returned function is called. */
  readonly onEvent: (listener: (event: RpcEvent) => void) => () => void;
  readonly lineState: () => LineState;
  readonly onLineState: (listener: (state: LineState) => void) => () => void;
  /** The files that travel beside the calls. */
  readonly files: Pick<Transport, "upload" | "addressOf">;
}

/** Sentences for what happens on the way. */
export interface RpcWords {
  readonly lost: string;
  readonly notUnderstood: (method: string) => string;
}

export interface RpcParts {
  readonly transport: Transport;
  readonly words: RpcWords;
  /** Calls back after so many milliseconds. */
  readonly later: (millis: number, callback: () => void) => void;
}

/** From a first quick try to a patient one; a program that is started again is found within seconds. */
const firstRetryMillis = 250;
const lastRetryMillis = 4_000;

/** Begins to connect and keeps the line up for as long as the window lives. */
export const makeRpcClient = ({ transport, words, later }: RpcParts): RpcClient => {
  const events = makeListeners<RpcEvent>();
  const states = makeListeners<LineState>();
  const open = new Map<number, (answer: Outcome<unknown, RpcFailure>) => void>();
  let waiting: readonly string[] = [];
  let line: Line | null = null;
  let state: LineState = "connecting";
  let retryMillis = firstRetryMillis;
  let calls = 0;

  const setState = (next: LineState): void => {
    state = next;
    states.tell(next);
  };

  const hear = (text: string): void => {
    const message = readMessage(text);
    if (message === null) return;
    if ("event" in message) return events.tell(message);
    const settle = open.get(message.call);
    open.delete(message.call);
    settle?.("failure" in message ? { ok: false, failure: message.failure } : success(message.value));
  };

  const connect = (): void => {
    line = transport.connect({
      onOpen: () => {
        retryMillis = firstRetryMillis;
        setState("open");
        for (const text of waiting) line?.send(text);
        waiting = [];
      },
      onText: hear,
      onEnd: (refused) => {
        setState(refused ? "refused" : "lost");
        for (const settle of open.values()) settle(refuse("lineLost", words.lost));
        open.clear();
        waiting = [];
        later(retryMillis, connect);
        retryMillis = Math.min(retryMillis * 2, lastRetryMillis);
      },
    });
  };

  const send = (method: MethodName, request: unknown): Promise<Outcome<unknown, RpcFailure>> => {
    if (state === "lost" || state === "refused") return Promise.resolve(refuse("lineLost", words.lost));
    const call = (calls += 1);
    const text = JSON.stringify({ call, method, request });
    if (state === "open") line?.send(text);
    else waiting = [...waiting, text];
    return new Promise((resolve) => open.set(call, resolve));
  };

  connect();
  return {
    ask: async <M extends MethodName>(method: M, request: RequestOf<M>) => {
      const outcome = await send(method, request);
      if (!outcome.ok) return outcome;
      const parsed = answers[method].response.safeParse(outcome.value);
      return parsed.success ? success(parsed.data) : refuse("notUnderstood", words.notUnderstood(method));
    },
    onEvent: events.add,
    lineState: () => state,
    onLineState: states.add,
    files: transport,
  };
};

/** The contract again, so that the type of each answer follows its method. */
const answers: { readonly [M in MethodName]: { readonly response: z.ZodType<ResponseOf<M>> } } = methods;

const readMessage = (text: string): RpcAnswer | RpcEvent | null => {
  try {
    const value: unknown = JSON.parse(text);
    const event = eventSchema.safeParse(value);
    if (event.success) return event.data;
    const answer = answerSchema.safeParse(value);
    return answer.success ? answer.data : null;
  } catch {
    return null;
  }
};
