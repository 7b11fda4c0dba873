/** A mark with a number: many things on little room, each named for whoever points at it or hears it. */
import { StatusShape, type Shape, type Tone } from "./StatusShape.tsx";

export interface MarkCountProps {
  readonly shape: Shape;
  readonly tone: Tone;
  readonly count: number;
  /** In words: `2 open defects`. */
  readonly words: string;
}

/** Nothing for none. */
export const MarkCount = ({ shape, tone, count, words }: MarkCountProps) =>
  count === 0 ? null : (
    <span className="mark-count" title={words}>
      <StatusShape shape={shape} tone={tone} label={words} size={15} />
      <span aria-hidden="true">{count}</span>
    </span>
  );
