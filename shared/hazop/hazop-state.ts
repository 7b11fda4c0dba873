/** The two axes on which a study stands, and the states of its safeguards: closed lists, worst last, never merged. */

/** Is the paper still about this plant? */
export const validities = ["VALID", "DUE", "STALE", "EXPIRED"] as const;
export type Validity = (typeof validities)[number];

/** Is the plant protected now? */
export const protections = ["PROTECTED", "UNMONITORED", "WEAKENED", "DEVIATING", "NOT_PROTECTED"] as const;
export type Protection = (typeof protections)[number];

/** Only a healthy safeguard is credited. */
export const safeguardStates = ["HEALTHY", "TEST_OVERDUE", "BYPASSED", "FAILED", "BYPASS_EXPIRED"] as const;
export type SafeguardStateName = (typeof safeguardStates)[number];

/** Why something is in its state: the rule that says so, in words, with the records behind it. */
export interface StateReason {
  /** Number of the rule: `R1` ... `R14`. */
  readonly rule: string;
  readonly text: string;
  readonly records: ReadonlyArray<string>;
}

/** Where something stands on one axis, and why. A state that needs no reason has none. */
export interface Axis<S extends string> {
  readonly state: S;
  readonly reasons: ReadonlyArray<StateReason>;
}

/** The worst of several parts with the reasons of those that are in it; `best` where there is no part. */
export const worstOf = <S extends string>(order: ReadonlyArray<S>, best: S, parts: ReadonlyArray<Axis<S>>): Axis<S> => {
  const worst = Math.max(order.indexOf(best), ...parts.map(({ state }) => order.indexOf(state)));
  const state = order[worst] ?? best;
  const reasons = parts.filter((part) => part.state === state).flatMap((part) => part.reasons);
  return { state, reasons: withoutRepeats(reasons) };
};

const withoutRepeats = (reasons: ReadonlyArray<StateReason>): ReadonlyArray<StateReason> => [
  ...new Map(reasons.map((reason) => [`${reason.rule} ${reason.text}`, reason])).values(),
];
