/** One page of help. */
import "./help.css";
import type { HelpPage } from "./help-page.ts";

export interface HelpPageProps {
  readonly page: HelpPage;
  /** The level of its headings, below what stands above it. */
  readonly level: 2 | 3;
}

/** For reading: short lines, headings to jump between. */
export const HelpPageView = ({ level, page }: HelpPageProps) => {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <article className="help-page">
      <p className="help-about">{page.about}</p>
      {page.parts.map(({ heading, says, steps = [] }) => (
        <section key={heading}>
          <Heading>{heading}</Heading>
          {says.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {steps.length === 0 ? null : (
            <ol>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          )}
        </section>
      ))}
    </article>
  );
};
