/** Turns the node's news into questions that are asked again: many at once are one. */
import type { QueryClient } from "@tanstack/react-query";
import type { MethodName } from "../../shared/rpc/methods.ts";
import type { RpcClient } from "./rpc-client.ts";
import { askedAgain } from "./what-changed.ts";

/** An import brings thousands of changes; screens follow five times a second. */
const gatherMillis = 200;

/** Watches until the returned function is called. When the line is up again everything is asked again. */
export const watchChanges = (client: RpcClient, queries: QueryClient): (() => void) => {
  let due = new Set<MethodName>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const askAgain = (): void => {
    for (const method of due) void queries.invalidateQueries({ queryKey: [method] });
    due = new Set();
    timer = null;
  };
  const stopEvents = client.onEvent((event) => {
    if (event.event !== "changed") return;
    due = due.union(new Set(askedAgain[event.what]));
    timer ??= setTimeout(askAgain, gatherMillis);
  });
  const stopStates = client.onLineState((state) => {
    if (state === "open") void queries.invalidateQueries();
  });
  return () => {
    stopEvents();
    stopStates();
    if (timer !== null) clearTimeout(timer);
  };
};
