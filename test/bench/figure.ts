/** One measured figure beside the limit that was measured in the same run, and how it is printed. */
import { performance } from "node:perf_hooks";

export interface Figure {
  readonly name: string;
  /** What was measured, in words: `14,200 records/s`. */
  readonly measured: string;
  /** The limit beside it, in words, or the bound that is meant. */
  readonly beside: string;
  /** Measured to limit. */
  readonly ratio: number;
  /** A least value for rates, a most value for times, counts and bytes; `null` where nothing is asked for. */
  readonly target: { readonly atLeast: number } | { readonly atMost: number } | null;
}

/** True when the figure meets its target, or has none. */
export const meetsTarget = ({ ratio, target }: Figure): boolean => {
  if (target === null) return true;
  return "atLeast" in target ? ratio >= target.atLeast : ratio <= target.atMost;
};

/** Records a second beside a bare rate: at least so much of it, or just as much as it is (`null`). */
export const rateFigure = (rate: {
  readonly name: string;
  readonly beside: string;
  readonly measured: number;
  readonly limit: number;
  readonly target: number | null;
}): Figure => ({
  name: rate.name,
  measured: `${thousands(rate.measured)} records/s`,
  beside: `${rate.beside}: ${thousands(rate.limit)}/s`,
  ratio: rate.measured / rate.limit,
  target: rate.target === null ? null : { atLeast: rate.target },
});

/** A value beside a bound: at most the bound. */
export const boundFigure = (bound: {
  readonly name: string;
  readonly value: number;
  readonly most: number;
  readonly unit: string;
  readonly beside: string;
}): Figure => ({
  name: bound.name,
  measured: `${rounded(bound.value)} ${bound.unit}`,
  beside: bound.beside,
  ratio: bound.value / bound.most,
  target: { atMost: 1 },
});

/** The figure as one line. */
export const figureLine = (figure: Figure): string => {
  const { beside, measured, name, ratio } = figure;
  const passes = verdict(figure).padEnd(verdictWidth);
  return `${passes}  ${name}: ${measured}; ${beside}; ratio ${ratio.toFixed(2)}${wanted(figure)}`;
};

/** Begins to measure; each call gives the seconds since. */
export const stopwatch = (): (() => number) => {
  const began = performance.now();
  return () => (performance.now() - began) / 1000;
};

const underTarget = "UNDER TARGET";
const verdictWidth = underTarget.length;

const verdict = (figure: Figure): string => {
  if (figure.target === null) return "";
  return meetsTarget(figure) ? "PASS" : underTarget;
};

const wanted = ({ target }: Figure): string => {
  if (target === null) return "";
  if ("atLeast" in target) return ` (at least ${target.atLeast.toFixed(2)})`;
  return ` (at most ${target.atMost.toFixed(2)})`;
};

const thousands = (value: number): string => Math.round(value).toLocaleString("en-US");

const rounded = (value: number): string => (value >= 100 ? thousands(value) : value.toFixed(value >= 10 ? 1 : 2));
