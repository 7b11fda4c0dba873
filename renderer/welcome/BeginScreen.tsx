/** The first start: begins the data folder. */
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { useCommand } from "../rpc/use-command.ts";
import { BeginView } from "./BeginView.tsx";
import { beginFaults, type BeginDraft } from "./begin-draft.ts";

export interface BeginScreenProps {
  readonly state: ResponseOf<"app.state">;
  /** Called once everything is made. */
  readonly begun: () => void;
}

/** Nothing is made before the last press. */
export const BeginScreen = ({ state, begun }: BeginScreenProps) => {
  const [draft, setDraft] = useState<BeginDraft>({ party: "", roles: [], person: "", pin: "", again: "" });
  const [tried, setTried] = useState(false);
  const begin = useCommand("app.begin");
  const submit = async (): Promise<void> => {
    setTried(true);
    if (beginFaults(draft).size > 0) return;
    const outcome = await begin.run({
      party: draft.party.trim(),
      person: { name: draft.person.trim(), pin: draft.pin },
      roles: [...draft.roles],
    });
    if (outcome?.ok === true) begun();
  };
  return (
    <BeginView
      draft={draft}
      setDraft={setDraft}
      faults={tried ? beginFaults(draft) : new Set()}
      roles={state.roles}
      folder={state.folder}
      running={begin.running}
      refusal={begin.failure?.message ?? null}
      submit={() => void submit()}
    />
  );
};
