/**
 * What the start scripts tell the user: on standard error, because standard output belongs to the command that they
 * start.
 */

/** One line of progress. */
export const say = (sentence) => process.stderr.write(`throughlife: ${sentence}\n`);

/** A reason to stop that the user can act on; anything else that is thrown is a fault of the scripts. */
export class CannotStart extends Error {}
