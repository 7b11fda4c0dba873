/** Watches how long this thread works without a break: for so long a window of the same process gets no answer. */

/** Between two looks at the clock; a break shorter than this is not seen as one. */
const lookEveryMs = 1;

/**
 * Begins to watch; the call that it gives ends it and answers the longest stretch in milliseconds of this thread's own
 * processor time, so that what others do on the machine counts for nothing.
 */
export const watchStalls = (): (() => number) => {
  let before = process.threadCpuUsage();
  let longest = 0;
  const look = (): void => {
    const { system, user } = process.threadCpuUsage(before);
    longest = Math.max(longest, (system + user) / 1000);
    before = process.threadCpuUsage();
  };
  const timer = setInterval(look, lookEveryMs);
  return () => {
    clearInterval(timer);
    look();
    return longest;
  };
};
