/** Success or a named failure: what every function returns that can fail for a reason a user could meet. */

/** Either the value, or one of the failures `F` that the caller must handle. */
export type Outcome<T, F extends Failure = Failure> = Success<T> | Failed<F>;

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failed<F extends Failure> {
  readonly ok: false;
  readonly failure: F;
}

/**
 * A reason in words. `kind` is one literal of the module's closed union, `message` a sentence that says what is
 * wrong, where,
 * and what to do. A failure that proves something carries the proof in members of its own.
 */
export interface Failure {
  readonly kind: string;
  readonly message: string;
}

/** Wraps a value as a success. */
export const success = <T>(value: T): Success<T> => ({ ok: true, value });

/** Wraps a failure. */
export const failed = <F extends Failure>(failure: F): Failed<F> => ({ ok: false, failure });

/** Names a failure in one line: `refuse("notFound", "…")`. */
export const refuse = <K extends string>(
  kind: K,
  message: string,
): Failed<{ readonly kind: K; readonly message: string }> => ({
  ok: false,
  failure: { kind, message },
});
