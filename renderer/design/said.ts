/** The last thing that was done, said in the status line for a while instead of covering what one works on. */
import { useSyncExternalStore } from "react";

/** Long enough to be read twice. */
const saidMillis = 8_000;

let sentence: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Says it; what was said before is over. */
export const say = (next: string): void => {
  clearTimeout(timer);
  set(next);
  timer = setTimeout(() => set(null), saidMillis);
};

/** What is being said, or null. */
export const useSaid = (): string | null => useSyncExternalStore(subscribe, () => sentence);

const set = (next: string | null): void => {
  sentence = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
