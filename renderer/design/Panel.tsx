/** A part of a screen with a heading. */
import { useId, type ReactNode } from "react";

export interface PanelProps {
  readonly title: string;
  readonly actions?: ReactNode;
  /** True where the content draws its own distances: tables and lists. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** Named by its heading. */
export const Panel = ({ title, actions, flush = false, children }: PanelProps) => {
  const heading = useId();
  return (
    <section className="panel" aria-labelledby={heading}>
      <div className="panel-head">
        <h2 id={heading}>{title}</h2>
        {actions}
      </div>
      <div className={flush ? "panel-body flush" : "panel-body"}>{children}</div>
    </section>
  );
};
