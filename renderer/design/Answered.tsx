/** Draws an answer: a word while it is on its way, its sentence when it was refused, its value when it is here. */
import type { ReactNode } from "react";
import { Notice } from "./Notice.tsx";

export interface AnsweredProps<T> {
  readonly answer:
    | { readonly state: "waiting" }
    | { readonly state: "refused"; readonly failure: { readonly message: string } }
    | { readonly state: "here"; readonly value: T };
  /** Said while nothing is here yet. */
  readonly waiting: string;
  readonly children: (value: T) => ReactNode;
}

/** One of three states, never a blank. */
export const Answered = <T,>({ answer, waiting, children }: AnsweredProps<T>): ReactNode => {
  if (answer.state === "waiting") return <div className="waiting">{waiting}</div>;
  if (answer.state === "here") return children(answer.value);
  return (
    <Notice tone="bad" urgent>
      {answer.failure.message}
    </Notice>
  );
};
