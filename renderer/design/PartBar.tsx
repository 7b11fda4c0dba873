/** A whole in its parts: each part has a pattern and its words, so that colour only helps. */
import { useId } from "react";
import type { Tone } from "./StatusShape.tsx";

export interface BarPart {
  readonly label: string;
  readonly count: number;
  /** The number in words, as the screen writes numbers. */
  readonly number: string;
  readonly tone: Tone;
}

export interface PartBarProps {
  readonly label: string;
  readonly parts: ReadonlyArray<BarPart>;
}

/** Drawn over 1000 units, whatever its width. */
const wholeUnits = 1000;
const heightUnits = 16;

/** Parts of none are named and take no room. */
export const PartBar = ({ label, parts }: PartBarProps) => {
  const id = useId();
  const whole = Math.max(
    1,
    parts.reduce((sum, { count }) => sum + count, 0),
  );
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, { count }) => sum + count, 0));
  return (
    <figure className="part-bar" aria-label={label}>
      <svg viewBox={`0 0 ${wholeUnits} ${heightUnits}`} preserveAspectRatio="none" aria-hidden="true">
        <Patterns id={id} />
        {parts.map(({ count, label: name, tone }, index) => (
          <rect
            key={name}
            data-tone={tone}
            x={((starts[index] ?? 0) * wholeUnits) / whole}
            width={(count * wholeUnits) / whole}
            height={heightUnits}
            fill={tone === "good" ? "currentColor" : `url(#${id}${tone})`}
          />
        ))}
      </svg>
      <ul>
        {parts.map(({ label: name, number, tone }) => (
          <li key={name}>
            <svg className="part-key" viewBox="0 0 16 16" data-tone={tone} aria-hidden="true">
              <rect width="16" height="16" fill={tone === "good" ? "currentColor" : `url(#${id}${tone})`} />
            </svg>
            {name} <span className="mono">{number}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
};

/** Solid is good; the others are hatched, dotted and ruled. */
const Patterns = ({ id }: { readonly id: string }) => (
  <defs>
    <pattern id={`${id}calm`} data-tone="calm" width="6" height="6" patternUnits="userSpaceOnUse">
      <circle cx="2" cy="2" r="1.1" fill="currentColor" />
    </pattern>
    <pattern
      id={`${id}warn`}
      data-tone="warn"
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width="2.4" height="6" fill="currentColor" />
    </pattern>
    <pattern id={`${id}bad`} data-tone="bad" width="6" height="4" patternUnits="userSpaceOnUse">
      <rect width="6" height="2" fill="currentColor" />
    </pattern>
  </defs>
);
