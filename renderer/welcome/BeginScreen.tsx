/** Begins the data folder, and joins another company with it where one was invited. */
import { useState } from "react";
import { useLocation } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { useCommand } from "../rpc/use-command.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { BeginView } from "./BeginView.tsx";
import { answersOf } from "./litmus-draft.ts";
import { beginFaults, emptyBeginDraft, type BeginDraft } from "./begin-draft.ts";

export interface BeginScreenProps {
  readonly state: ResponseOf<"app.state">;
  readonly joins: boolean;
  readonly back: () => void;
  /** Called once everything is made. */
  readonly begun: () => void;
}

/** Nothing is made before the last press. What was begun stays when the code was not accepted. */
export const BeginScreen = ({ back, begun, joins, state }: BeginScreenProps) => {
  const [draft, setDraft] = useState<BeginDraft>(emptyBeginDraft);
  const [tried, setTried] = useState(false);
  const [isBegun, setIsBegun] = useState(false);
  const [, go] = useLocation();
  const begin = useCommand("app.begin");
  const join = useCommand("peer.join");
  const enter = (): void => {
    go(joins ? addresses.exchange : addresses.firstSteps);
    begun();
  };
  const make = async (): Promise<boolean> => {
    if (isBegun) return true;
    const outcome = await begin.run({
      answers: joins || draft.litmus === null ? null : answersOf(draft.litmus),
      party: draft.party.trim(),
      person: { name: draft.person.trim(), pin: draft.pin },
      roles: [...draft.roles],
    });
    setIsBegun(outcome?.ok === true);
    return outcome?.ok === true;
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (beginFaults(draft, joins).size > 0 || !(await make())) return;
    const joined = joins ? await join.run({ code: draft.code.trim() }) : null;
    if (!joins || joined?.ok === true) enter();
  };
  return (
    <BeginView
      draft={draft}
      setDraft={setDraft}
      faults={tried ? beginFaults(draft, joins) : new Set()}
      roles={state.roles}
      joins={joins}
      isBegun={isBegun}
      running={begin.running || join.running}
      refusal={begin.failure?.message ?? join.failure?.message ?? null}
      submit={() => void submit()}
      back={back}
      enter={enter}
    />
  );
};
