/** A sentence that must be read: what went wrong and what to do, or what just happened. */
import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { StatusShape, type Shape, type Tone } from "./StatusShape.tsx";

export interface NoticeProps {
  readonly tone: Tone;
  readonly children: ReactNode;
  /** True where it appears by itself and must be heard at once. */
  readonly urgent?: boolean;
}

/** Framed, with a mark for its tone. */
export const Notice = ({ tone, children, urgent = false }: NoticeProps) => (
  <div className="notice" data-tone={tone} {...(urgent ? { role: "alert" } : {})}>
    {tone === "calm" ? (
      <IconInfoCircle size={18} aria-hidden="true" />
    ) : (
      <StatusShape shape={shapes[tone]} tone={tone} label={null} size={18} />
    )}
    <div className="notice-words">{children}</div>
  </div>
);

const shapes: Readonly<Record<Exclude<Tone, "calm">, Shape>> = {
  good: "filled-tick",
  warn: "diamond",
  bad: "barred",
};
