/** Opens an outcome in a test: a failure ends the test with its sentence. */
import type { Failure, Outcome } from "../../shared/outcome/outcome.ts";

/** The value of a success; throws the failure's kind and message. */
export const valueOf = <T, F extends Failure>(outcome: Outcome<T, F>): T => {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.failure.kind}: ${outcome.failure.message}`);
};

/** The failure's kind, or `"success"`. */
export const kindOf = <T, F extends Failure>(outcome: Outcome<T, F>): string => (outcome.ok ? "success" : outcome.failure.kind);
