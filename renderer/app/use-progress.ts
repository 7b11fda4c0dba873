/** How far all long work of the node has come, by its events. */
import { useState } from "react";
import { useEvents } from "../rpc/use-events.ts";

export interface Progress {
  readonly task: string;
  readonly done: number;
  /** Null where nobody can say. */
  readonly of: number | null;
  /** For stopping it; null where only the other side can. */
  readonly id: string | null;
}

/** Newest last; empty while nothing goes on. */
export const useProgress = (): ReadonlyArray<Progress> => {
  const [running, setRunning] = useState<ReadonlyArray<Progress>>([]);
  useEvents((event) => {
    if (event.event === "task-ended") setRunning((before) => before.filter(({ id }) => id !== event.id));
    if (event.event !== "progress") return;
    const { done, id, of, task } = event;
    const isOver = id === null && of !== null && done >= of;
    setRunning((before) => [
      ...before.filter((other) => other.id !== id || other.task !== task),
      ...(isOver ? [] : [{ done, id, of, task }]),
    ]);
  });
  return running;
};
