/** Something that the node makes for a screen: made when the screen opens, never kept, made again when asked to. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { RpcFailure } from "../../shared/rpc/messages.ts";
import type { MethodName, RequestOf, ResponseOf } from "../../shared/rpc/methods.ts";
import { useRpc } from "./RpcProvider.tsx";

export interface Made<M extends MethodName> {
  /** What was made last; it stays while it is made again. Null before. */
  readonly value: ResponseOf<M> | null;
  readonly making: boolean;
  readonly failure: RpcFailure | null;
  readonly again: () => void;
}

/** Made anew for another request. */
export const useMade = <M extends MethodName>(method: M, request: RequestOf<M>): Made<M> => {
  const client = useRpc();
  const { data, isFetching, refetch } = useQuery({
    queryKey: [method, request],
    queryFn: () => client.ask(method, request),
    gcTime: 0,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  return {
    value: data?.ok === true ? data.value : null,
    making: isFetching,
    failure: data?.ok === false && !isFetching ? data.failure : null,
    again: () => void refetch(),
  };
};
