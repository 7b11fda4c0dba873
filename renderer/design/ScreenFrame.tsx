/** The frame of every screen: a head that stays with its name and actions, and a body that scrolls. */
import { useEffect, useRef, type ReactNode } from "react";

export interface ScreenFrameProps {
  readonly title: ReactNode;
  /** One line below the title. */
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  /**
   * `plain` leaves a margin, `flush` none, `narrow` is for reading; `columns` puts a narrow column before a wide one,
   * `split` lets each of them scroll by itself.
   */
  readonly body?: "plain" | "flush" | "columns" | "split" | "narrow";
  readonly children: ReactNode;
}

/** One per route; the window is called by its title. */
export const ScreenFrame = ({ title, about, actions, body = "plain", children }: ScreenFrameProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const name = heading.current?.textContent ?? "";
    document.title = name === "" ? programName : `${name} · ${programName}`;
  });
  return (
    <div className="screen">
      <header className="screen-head">
        <div className="screen-head-words">
          <h1 ref={heading}>{title}</h1>
          {about === undefined ? null : <div className="muted">{about}</div>}
        </div>
        {actions === undefined ? null : <div className="screen-head-actions">{actions}</div>}
      </header>
      <div className={`screen-body ${body}`}>{children}</div>
    </div>
  );
};

/** What the page is called before a screen stands in it. */
const programName = document.title;
