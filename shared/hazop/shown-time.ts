/** Times in sentences about a study. */

/** To the minute, in UTC. */
export const shownTime = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
