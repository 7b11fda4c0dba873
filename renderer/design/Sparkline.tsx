/** A line as small as a word: how a figure went, with its limit, drawn to be read without colour. */

export interface SparklineProps {
  /** In words, with the numbers: the drawing alone says nothing to those who hear it. */
  readonly label: string;
  /** Oldest first; null is a gap and stays one. */
  readonly values: ReadonlyArray<number | null>;
  /** Drawn as a dashed line where it lies in the range. */
  readonly limit?: number;
}

const width = 96;
const height = 24;
const margin = 3;

/** The last value is marked by a square, which stays a square in black and white. */
export const Sparkline = ({ label, limit, values }: SparklineProps) => {
  const known = [...values, limit ?? null].filter((value) => value !== null);
  const [least, greatest] = [Math.min(...known), Math.max(...known)];
  const xOf = (index: number): number => margin + (index * (width - 2 * margin)) / Math.max(1, values.length - 1);
  const yOf = (value: number): number =>
    greatest === least ? height / 2 : height - margin - ((value - least) * (height - 2 * margin)) / (greatest - least);
  const last = values.findLastIndex((value) => value !== null);
  const end = values[last];
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {limit === undefined ? null : (
        <line className="sparkline-limit" x1={0} x2={width} y1={yOf(limit)} y2={yOf(limit)} />
      )}
      <path d={pathOf(values, xOf, yOf)} />
      {end == null ? null : <rect x={xOf(last) - 2} y={yOf(end) - 2} width={4} height={4} />}
    </svg>
  );
};

const pathOf = (
  values: ReadonlyArray<number | null>,
  xOf: (index: number) => number,
  yOf: (value: number) => number,
): string =>
  values
    .map((value, index) => {
      if (value === null) return "";
      const begins = index === 0 || values[index - 1] === null;
      return `${begins ? "M" : "L"}${xOf(index).toFixed(1)} ${yOf(value).toFixed(1)}`;
    })
    .join("");
