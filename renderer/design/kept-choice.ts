/** A choice of looks that this computer remembers: one of a few words, told to whoever listens. */

export interface KeptChoice<T extends string> {
  readonly read: () => T;
  readonly write: (choice: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Kept under `throughlife.NAME`; what was never chosen, or is no choice any more, is `otherwise()`. */
export const makeKeptChoice = <T extends string>(
  name: string,
  choices: ReadonlyArray<T>,
  otherwise: () => T,
): KeptChoice<T> => {
  const key = `throughlife.${name}`;
  const listeners = new Set<() => void>();
  return {
    read: () => {
      const kept = localStorage.getItem(key);
      return choices.find((choice) => choice === kept) ?? otherwise();
    },
    write: (choice) => {
      localStorage.setItem(key, choice);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
