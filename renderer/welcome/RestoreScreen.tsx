/** The door for whoever lost a computer: looks at the copy, begins from it, and says what is missing. */
import { useState } from "react";
import { useLocation } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { useCommand } from "../rpc/use-command.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { emptyRestoreDraft, restoreFaults, type RestoreDraft } from "./restore-draft.ts";
import { RestoredView, RestoreView } from "./RestoreView.tsx";

export interface RestoreScreenProps {
  readonly back: () => void;
  /** Called when everything is made and read. */
  readonly entered: () => void;
}

type Looked = ResponseOf<"protection.look">;

/** Nothing is made before the last press. */
export const RestoreScreen = ({ back, entered }: RestoreScreenProps) => {
  const [draft, setDraft] = useState<RestoreDraft>(emptyRestoreDraft);
  const [copy, setCopy] = useState<Looked | null>(null);
  const [tried, setTried] = useState(false);
  const [, go] = useLocation();
  const look = useCommand("protection.look");
  const restore = useCommand("protection.restore");
  const [restored, setRestored] = useState<ResponseOf<"protection.restore"> | null>(null);
  const lookAt = async (): Promise<void> => {
    const outcome = await look.run({ folder: draft.folder.trim() });
    if (outcome?.ok !== true) return;
    const [first] = outcome.value.recovery;
    setCopy(outcome.value);
    setDraft({ ...draft, key: first?.key ?? "", person: draft.person === "" ? (first?.name ?? "") : draft.person });
  };
  const submit = async (): Promise<void> => {
    if (copy === null) {
      if (draft.folder.trim() !== "") await lookAt();
      return;
    }
    setTried(true);
    if (restoreFaults(draft).size > 0) return;
    const outcome = await restore.run({
      folder: copy.folder,
      party: null,
      person: { name: draft.person.trim(), pin: draft.pin },
      recovery: draft.key === "" ? null : { key: draft.key, passphrase: draft.passphrase },
    });
    if (outcome?.ok === true) setRestored(outcome.value);
  };
  const enter = (): void => {
    go(addresses.exchange);
    entered();
  };
  if (restored !== null) return <RestoredView restored={restored} enter={enter} />;
  return (
    <RestoreView
      draft={draft}
      setDraft={setDraft}
      copy={copy}
      forget={() => setCopy(null)}
      faults={tried ? restoreFaults(draft) : new Set()}
      running={look.running || restore.running}
      refusal={(copy === null ? look.failure : restore.failure)?.message ?? null}
      submit={() => void submit()}
      back={back}
    />
  );
};
