/** A list of what is decided or waits: a word while it comes, a sentence where there is nothing, a remark on more. */
import type { ReactNode } from "react";
import { Answered } from "../design/Answered.tsx";
import type { Answer } from "../rpc/answer.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";

export interface DecisionListProps<R> {
  readonly answer: Answer<{ readonly rows: ReadonlyArray<R>; readonly total: number }>;
  readonly none: string;
  readonly keyOf: (row: R) => string;
  readonly children: (row: R) => ReactNode;
}

/** One framed card for each. */
export const DecisionList = <R,>({ answer, none, keyOf, children }: DecisionListProps<R>) => (
  <Answered answer={answer} waiting={decisionWords.waiting}>
    {({ rows, total }) =>
      rows.length === 0 ? (
        <p className="nothing">{none}</p>
      ) : (
        <>
          <ul className="decision-cards">
            {rows.map((row) => (
              <li key={keyOf(row)} className="decision-card">
                {children(row)}
              </li>
            ))}
          </ul>
          {total > rows.length ? <p className="muted">{decisionWords.more(rows.length, total)}</p> : null}
        </>
      )
    }
  </Answered>
);
