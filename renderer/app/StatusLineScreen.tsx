/** Asks what the status line shows, and follows long work. */
import { useNow } from "../design/now.ts";
import { useSaid } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useLineState } from "../rpc/use-events.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { areFirstStepsShown, firstSteps, useFirstSteps } from "../welcome/use-first-steps.ts";
import { StatusLineView } from "./StatusLineView.tsx";
import { useProgress } from "./use-progress.ts";

/** Asked only until they are done or hidden: a long fleet is not searched for them. */
const useStepsLeft = (): { readonly done: number; readonly of: number } | null => {
  const { done, isEarly, isShown } = useFirstSteps(areFirstStepsShown());
  const of = firstSteps.length;
  return isShown && isEarly && done.size < of ? { done: done.size, of } : null;
};

/** Always there, below every screen. */
export const StatusLineScreen = () => {
  const status = useAsk("app.status", {});
  const line = useLineState();
  const { change } = useSigner();
  const lock = useCommand("person.lock");
  const cancel = useCommand("task.cancel");
  return (
    <StatusLineView
      status={valueOr(status, null)}
      line={line}
      said={useSaid()}
      progress={useProgress()}
      now={useNow()}
      changeSigner={change}
      lock={() => void lock.run({})}
      steps={useStepsLeft()}
      stop={(id) => void cancel.run({ id })}
    />
  );
};
