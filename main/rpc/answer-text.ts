/** Answers one call that came as text: the same for every wire. */
import { callSchema, type RpcAnswer, type RpcCall } from "../../shared/rpc/messages.ts";
import type { Dispatch } from "./dispatch.ts";

/** The call that a text holds; null when it holds none. */
export const readCall = (text: string): RpcCall | null => {
  try {
    const parsed = callSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

/** Dispatches the call. A fault of the program is an answer too, and says no more than that. */
export const answerCall = async ({ call, method, request }: RpcCall, dispatch: Dispatch): Promise<RpcAnswer> => {
  const outcome = await dispatch(method, request).catch(() => brokenProgram);
  if (outcome.ok) return { call, value: outcome.value };
  const { kind, message } = outcome.failure;
  return { call, failure: { kind, message } };
};

const brokenProgram = {
  ok: false,
  failure: {
    kind: "brokenProgram",
    message: "The program met a fault of its own while it answered. Look at the history before you try again.",
  },
} as const;
