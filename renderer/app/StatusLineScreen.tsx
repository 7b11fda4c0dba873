/** Asks what the status line shows, and follows long work. */
import { useState } from "react";
import { useSaid } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useEvents, useLineState } from "../rpc/use-events.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { StatusLineView, type Progress } from "./StatusLineView.tsx";

/** Always there, below every screen. */
export const StatusLineScreen = () => {
  const status = useAsk("app.status", {});
  const line = useLineState();
  const { change } = useSigner();
  const lock = useCommand("person.lock");
  const said = useSaid();
  const [progress, setProgress] = useState<Progress | null>(null);
  useEvents((event) => {
    if (event.event !== "progress") return;
    setProgress(event.of !== null && event.done >= event.of ? null : event);
  });
  return (
    <StatusLineView
      status={valueOr(status, null)}
      line={line}
      said={said}
      progress={progress}
      now={new Date()}
      changeSigner={change}
      lock={() => void lock.run({})}
    />
  );
};
