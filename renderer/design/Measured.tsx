/** A measured value: what was said, and beside it, smaller, the same in the unit that the person prefers. */

export interface MeasuredProps {
  /** `2.31 mm/s`, as the instrument or the person said it. */
  readonly said: string;
  /** `0.0909 in/s`; null where nothing else is preferred. */
  readonly beside: string | null;
}

/** Kept on one line; the second never stands alone. */
export const Measured = ({ beside, said }: MeasuredProps) => (
  <span className="measured">
    {said}
    {beside === null ? null : <span className="measured-beside">{beside}</span>}
  </span>
);
