/** A question of a screen: asked once, again when something changed, never twice at the same time. */
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import type { Outcome } from "../../shared/outcome/outcome.ts";
import type { RpcFailure } from "../../shared/rpc/messages.ts";
import type { MethodName, RequestOf, ResponseOf } from "../../shared/rpc/methods.ts";
import type { Answer } from "./answer.ts";
import { useRpc } from "./RpcProvider.tsx";

export interface AskOptions {
  /** False: not yet. */
  readonly when?: boolean;
  /** True: while a changed question is answered, the answer to the one before it stays. */
  readonly keep?: boolean;
}

/** Asks and keeps the answer fresh. */
export const useAsk = <M extends MethodName>(
  method: M,
  request: RequestOf<M>,
  { when = true, keep = false }: AskOptions = {},
): Answer<ResponseOf<M>> => {
  const client = useRpc();
  const { data, isFetching } = useQuery({
    queryKey: [method, request],
    queryFn: () => client.ask(method, request),
    enabled: when,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
  return answerOf<ResponseOf<M>>(data, isFetching);
};

/** Several questions of one method, such as the windows of a long list. */
export const useAskEach = <M extends MethodName>(
  method: M,
  requests: ReadonlyArray<RequestOf<M>>,
): ReadonlyArray<Answer<ResponseOf<M>>> => {
  const client = useRpc();
  const answers = useQueries({
    queries: requests.map((request) => ({
      queryKey: [method, request],
      queryFn: () => client.ask(method, request),
    })),
  });
  return answers.map(({ data, isFetching }) => answerOf<ResponseOf<M>>(data, isFetching));
};

const answerOf = <T>(data: Outcome<T, RpcFailure> | undefined, stale: boolean): Answer<T> => {
  if (data === undefined) return { state: "waiting" };
  return data.ok ? { state: "here", value: data.value, stale } : { state: "refused", failure: data.failure };
};
