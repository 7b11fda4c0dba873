/** The first steps: a list that ticks itself off. */
import "./welcome.css";
import { Button } from "@mantine/core";
import { Link } from "wouter";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { welcomeWords } from "../vocabulary/welcome-words.ts";
import { firstSteps, hideFirstSteps, useFirstSteps, type FirstStep, type FirstSteps } from "./use-first-steps.ts";

const words = welcomeWords.steps;

/** Shown after the beginning, and under Help ever after. */
export const FirstStepsScreen = () => {
  const steps = useFirstSteps();
  const { done, isShown } = steps;
  return (
    <ScreenFrame title={words.title} about={words.done(done.size, firstSteps.length)} body="narrow">
      <div className="stack">
        <p className="muted">{words.about}</p>
        <ol className="steps">
          {firstSteps.map((step) => (
            <Step key={step} step={step} steps={steps} />
          ))}
        </ol>
        {done.size === firstSteps.length ? <p>{words.all}</p> : null}
        {isShown ? (
          <div>
            <Button variant="default" onClick={hideFirstSteps}>
              {words.hide}
            </Button>
          </div>
        ) : null}
      </div>
    </ScreenFrame>
  );
};

const Step = ({ step, steps: { addressOf, done } }: { readonly step: FirstStep; readonly steps: FirstSteps }) => {
  const { about, go, title } = words.rows[step];
  const address = addressOf(step);
  const isDone = done.has(step);
  const isNext = firstSteps.find((each) => !done.has(each)) === step;
  return (
    <li data-done={isDone}>
      <StatusShape
        shape={isDone ? "filled-tick" : "dashed"}
        tone={isDone ? "good" : "calm"}
        label={isDone ? words.doneMark : words.openMark}
        size={24}
      />
      <div className="grow">
        <strong>{title}</strong>
        <div className="muted">{about}</div>
      </div>
      {address === null ? null : (
        <Button component={Link} href={address} variant={isNext ? "filled" : "default"}>
          {go}
        </Button>
      )}
    </li>
  );
};
