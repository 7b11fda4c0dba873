/** A command of a screen: run by a person, once at a time. What it changed comes back as an event. */
import { useCallback, useRef, useState } from "react";
import type { Outcome } from "../../shared/outcome/outcome.ts";
import type { RpcFailure } from "../../shared/rpc/messages.ts";
import type { MethodName, RequestOf, ResponseOf } from "../../shared/rpc/methods.ts";
import { useRpc } from "./RpcProvider.tsx";

export interface Command<M extends MethodName> {
  /** Runs it and gives the outcome. While it runs a second call gives null and does nothing. */
  readonly run: (request: RequestOf<M>) => Promise<Outcome<ResponseOf<M>, RpcFailure> | null>;
  readonly running: boolean;
  /** Why the last run was refused; null before the first and after a good one. */
  readonly failure: RpcFailure | null;
}

/** The command of this method. */
export const useCommand = <M extends MethodName>(method: M): Command<M> => {
  const client = useRpc();
  const busy = useRef(false);
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const run = useCallback(
    async (request: RequestOf<M>) => {
      if (busy.current) return null;
      busy.current = true;
      setRunning(true);
      const outcome = await client.ask(method, request);
      busy.current = false;
      setRunning(false);
      setFailure(outcome.ok ? null : outcome.failure);
      return outcome;
    },
    [client, method],
  );
  return { run, running, failure };
};
