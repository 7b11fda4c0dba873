/** How many pages of the report under way are made, and the way to stop it. */
import { useState } from "react";
import { useCommand } from "../rpc/use-command.ts";
import { useEvents } from "../rpc/use-events.ts";

export interface PagesMade {
  readonly done: number;
  readonly of: number;
  readonly stop: () => void;
}

/** Null while no page is being made. */
export const usePagesMade = (): PagesMade | null => {
  const [made, setMade] = useState<{ readonly done: number; readonly of: number; readonly id: string } | null>(null);
  const cancel = useCommand("task.cancel");
  useEvents((event) => {
    if (event.event === "task-ended" && event.id === made?.id) setMade(null);
    if (event.event !== "progress" || event.task !== "report" || event.id === null || event.of === null) return;
    setMade({ done: event.done, of: event.of, id: event.id });
  });
  if (made === null) return null;
  return { done: made.done, of: made.of, stop: () => void cancel.run({ id: made.id }) };
};
