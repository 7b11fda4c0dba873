/** Conditions that look like checks and refuse nothing, or nothing that another check would let through; each with the reason. */

interface Harmless {
  readonly file: string;
  /** The condition as `findChecks` gives its text. */
  readonly text: string;
  readonly reason: string;
}

const harmless: ReadonlyArray<Harmless> = [];

/** Why the removal of a check changes nothing; `null` for a check that counts. */
export const harmlessReason = (file: string, text: string): string | null =>
  harmless.find((one) => one.file === file && one.text === text)?.reason ?? null;

/** All entries, so that a test can hold them to the code. */
export const harmlessChecks = (): ReadonlyArray<Harmless> => harmless;
