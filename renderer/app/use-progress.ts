/** How far long work of the node has come, by its events. */
import { useEffect, useRef, useState } from "react";
import { useEvents } from "../rpc/use-events.ts";

export interface Progress {
  readonly task: string;
  readonly done: number;
  /** Null where nobody can say. */
  readonly of: number | null;
}

/** Work of which nothing is heard for so long has ended, or will be heard of again. */
const silentMillis = 3_000;

/** Null while nothing goes on. */
export const useProgress = (): Progress | null => {
  const [progress, setProgress] = useState<Progress | null>(null);
  const silence = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEvents((event) => {
    if (event.event !== "progress") return;
    clearTimeout(silence.current);
    silence.current = setTimeout(() => setProgress(null), silentMillis);
    setProgress(event.of !== null && event.done >= event.of ? null : event);
  });
  useEffect(() => () => clearTimeout(silence.current), []);
  return progress;
};
