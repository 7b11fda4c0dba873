/** What is being typed in, kept on this machine until it is recorded: a flat battery loses nothing. */
import { useCallback, useState } from "react";

/** The draft, the way to change it, and the way to drop it once it was recorded. */
export type Draft<T> = readonly [T, (draft: T) => void, () => void];

/**
 * Keeps the draft under a key of its own. `shape` shows what it looks like with one item in each list, so that what
 * another version of the program kept is not taken for it.
 */
export const useDraft = <T>(key: string, empty: T, shape: T): Draft<T> => {
  const [draft, setDraft] = useState(() => readDraft(key, shape) ?? empty);
  const keep = useCallback(
    (next: T) => {
      setDraft(next);
      localStorage.setItem(storeKey(key), JSON.stringify(next));
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
