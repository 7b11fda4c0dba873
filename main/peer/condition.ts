/** Something that several tasks of one exchange wait for: each looks again whenever something has changed. */

export interface Condition {
  /** Says that something has changed. */
  readonly changed: () => void;
  /** Resolves as soon as the test holds. */
  readonly until: (test: () => boolean) => Promise<void>;
}

/** Makes a condition that nobody waits for yet. */
export const createCondition = (): Condition => {
  let waiting: (() => void)[] = [];
  return {
    changed: () => {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    until: async (test) => {
      while (!test()) await new Promise<void>((wake) => waiting.push(wake));
    },
  };
};
