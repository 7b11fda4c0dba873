/** Slows down whoever tries tokens: so many attempts, then a pause. */

export interface AttemptLimit {
  /** True when one more attempt may be made now; counts it. */
  allow(): boolean;
}

/** A person opens a link once or twice. Ten a minute against 256 bits is nothing. */
const attemptsMax = 10;
const windowMillis = 60_000;

/** At most ten attempts in any minute. */
export const makeAttemptLimit = (now: () => number): AttemptLimit => {
  let recent: readonly number[] = [];
  return {
    allow: () => {
      const time = now();
      recent = recent.filter((at) => time - at < windowMillis);
      if (recent.length >= attemptsMax) return false;
      recent = [...recent, time];
      return true;
    },
  };
};
