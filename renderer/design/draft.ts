/** What is being typed in, kept on this machine until it is recorded: a flat battery loses nothing. */
import { useCallback, useRef, useState } from "react";

/**
 * The draft, the way to change some of its members, and the way to drop it once it was recorded. A change that comes
 * late, such as a file that has arrived, never undoes what was typed in meanwhile.
 */
export type Draft<T> = readonly [T, (change: (before: T) => Partial<T>) => void, () => void];

/**
 * Keeps the draft under a key of its own. `shape` shows what it looks like with one item in each list, so that what
 * another version of the program kept is not taken for it.
 */
export const useDraft = <T extends object>(key: string, empty: T, shape: T): Draft<T> => {
  const [draft, setDraft] = useState(() => readDraft(key, shape) ?? empty);
  const newest = useRef(draft);
  const keep = useCallback(
    (change: (before: T) => Partial<T>) => {
      newest.current = { ...newest.current, ...change(newest.current) };
      setDraft(newest.current);
      localStorage.setItem(storeKey(key), JSON.stringify(newest.current));
    },
    [key],
  );
  const drop = useCallback(() => localStorage.removeItem(storeKey(key)), [key]);
  return [draft, keep, drop];
};

const storeKey = (key: string): string => `throughlife.draft.${key}`;

const readDraft = <T>(key: string, shape: T): T | null => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storeKey(key)) ?? "null");
    return isLike(kept, shape) ? kept : null;
  } catch {
    return null;
  }
};

/** True when `value` has the members of `shape`, each of the same kind, and lists hold items like its first. */
export const isLike = <T>(value: unknown, shape: T): value is T => {
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((item) => isLike(item, shape[0]));
  if (typeof shape !== "object" || shape === null) return typeof value === typeof shape;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  return Object.entries(shape).every(([name, member]) => isLike(members.get(name), member));
};
