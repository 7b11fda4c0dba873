/** A small word in a frame: a count, a kind, a remark that must be seen in passing. */
import type { ReactNode } from "react";

export type FlagTone = "plain" | "accent" | "good" | "warn" | "bad";

export interface FlagProps {
  readonly tone?: FlagTone;
  readonly title?: string;
  readonly children: ReactNode;
}

/** One word or number; the sentence behind it is its title. */
export const Flag = ({ tone = "plain", title, children }: FlagProps) => (
  <span className="flag" data-tone={tone} title={title}>
    {children}
  </span>
);
