/** Nine marks that differ by shape, so that colour only helps: they read in black and white and to every eye. */
import type { ReactNode } from "react";

export const shapes = [
  "filled-tick",
  "half",
  "dashed",
  "barred",
  "broken",
  "diamond",
  "struck",
  "split",
  "question",
] as const;
export type Shape = (typeof shapes)[number];

export type Tone = "calm" | "good" | "warn" | "bad";

export interface StatusShapeProps {
  readonly shape: Shape;
  readonly tone: Tone;
  /** For those who hear the screen; null where the words stand beside it. */
  readonly label: string | null;
  readonly size?: number;
}

/** One mark, in the size of the text beside it. */
export const StatusShape = ({ shape, tone, label, size = 16 }: StatusShapeProps) => (
  <svg
    className="shape"
    data-tone={tone}
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    {...(label === null ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
  >
    {drawings[shape]}
  </svg>
);

const ring = <circle cx="8" cy="8" r="6" />;

const drawings: Readonly<Record<Shape, ReactNode>> = {
  "filled-tick": (
    <>
      <circle cx="8" cy="8" r="6.8" fill="currentColor" stroke="none" />
      <path d="M4.9 8.2l2.1 2.1 4-4.4" stroke="var(--panel)" />
    </>
  ),
  half: (
    <>
      {ring}
      <path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor" stroke="none" />
    </>
  ),
  dashed: <circle cx="8" cy="8" r="6" strokeDasharray="2.2 2.5" />,
  barred: (
    <>
      {ring}
      <path d="M3.9 12.1l8.2-8.2" strokeWidth="2" />
    </>
  ),
  broken: <path d="M6 2H2v4M10 2h4v4M6 14H2v-4M10 14h4v-4M6 6l4 4M10 6l-4 4" />,
  diamond: (
    <>
      <path d="M8 1.6L14.4 8 8 14.4 1.6 8z" />
      <path d="M8 5.2v3.4M8 10.8v.1" strokeWidth="1.9" />
    </>
  ),
  struck: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path d="M1.4 8h13.2" />
    </>
  ),
  split: <path d="M8 14V9M8 9L3 4M8 9l5-5M3 7V4h3M10 4h3v3" />,
  question: (
    <>
      {ring}
      <path d="M6.2 6.4a1.9 1.9 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.2M8 11.3v.1" />
    </>
  ),
};
