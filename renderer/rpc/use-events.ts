/** Events and the state of the line, for screens that live on them. */
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { RpcEvent } from "../../shared/rpc/messages.ts";
import type { LineState } from "./rpc-client.ts";
import { useRpc } from "./RpcProvider.tsx";

/** Hears every event while the screen stands. */
export const useEvents = (listener: (event: RpcEvent) => void): void => {
  const client = useRpc();
  const hear = useEffectEvent(listener);
  useEffect(() => client.onEvent((event) => hear(event)), [client]);
};

/** Whether the node can be heard. */
export const useLineState = (): LineState => {
  const client = useRpc();
  return useSyncExternalStore(client.onLineState, client.lineState);
};
