/** A set of listeners to one kind of news. */

export interface Listeners<T> {
  readonly add: (listener: (news: T) => void) => () => void;
  readonly tell: (news: T) => void;
}

/** None at first. */
export const makeListeners = <T>(): Listeners<T> => {
  const listeners = new Set<(news: T) => void>();
  return {
    add: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (news) => {
      for (const listener of listeners) listener(news);
    },
  };
};
