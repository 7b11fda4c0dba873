/** Gives the screens below it the client, and asks again whenever the node says that something changed. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, use, useEffect, useState, type ReactNode } from "react";
import type { RpcClient } from "./rpc-client.ts";
import { watchChanges } from "./watch-changes.ts";

const RpcContext = createContext<RpcClient | null>(null);

export interface RpcProviderProps {
  readonly client: RpcClient;
  readonly children: ReactNode;
}

/** Stands once, around the whole window. */
export const RpcProvider = ({ client, children }: RpcProviderProps) => {
  const [queries] = useState(makeQueries);
  useEffect(() => watchChanges(client, queries), [client, queries]);
  return (
    <RpcContext value={client}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </RpcContext>
  );
};

/** The client of this window. */
export const useRpc = (): RpcClient => {
  const client = use(RpcContext);
  if (client === null) throw new Error("A screen stands outside of RpcProvider");
  return client;
};

/** The node is on this machine: it is asked whether or not there is a network, and again only when it says so. */
const makeQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: keptMillis,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  });

/** A screen that one comes back to within five minutes is there at once. */
const keptMillis = 5 * 60_000;
