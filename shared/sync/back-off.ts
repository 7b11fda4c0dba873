/** How long to wait before a peer is called again: longer after each failure, and never for all at the same moment. */

export interface BackOff {
  /** Milliseconds before the second try. */
  readonly firstMs: number;
  /** The longest wait in milliseconds, however often it failed. */
  readonly longestMs: number;
}

/** A second is soon enough after a cut; five minutes is often enough for a machine that is switched off. */
export const peerBackOff: BackOff = { firstMs: 1000, longestMs: 300_000 };

/**
 * Milliseconds to wait after so many failures in a row (0: the link was good until now). It doubles with each failure;
 * `random` in [0, 1) takes up to half of it off, so that many that lost the same peer do not all come back at once.
 */
export const backOffMs = (failures: number, random: number, { firstMs, longestMs }: BackOff = peerBackOff): number => {
  const doubled = firstMs * 2 ** Math.min(failures, doublingsMax);
  return Math.round(Math.min(doubled, longestMs) * (1 - random / 2));
};

/** Far beyond the longest wait, and far from numbers that are not exact. */
const doublingsMax = 30;
