/** A file that was dropped on the window, until the screen that takes such files has taken it. */

let waiting: File | null = null;
let taker: ((file: File) => void) | null = null;

/** Hands it to the screen that stands, or keeps it for the one that comes. */
export const dropFile = (file: File): void => {
  if (taker === null) waiting = file;
  else taker(file);
};

/** Takes every file that is dropped until the returned function is called, first the one that waits. */
export const takeDroppedFiles = (take: (file: File) => void): (() => void) => {
  taker = take;
  const first = waiting;
  waiting = null;
  if (first !== null) take(first);
  return () => {
    if (taker === take) taker = null;
  };
};
