/** Looks at a core programme, changes it and records it as an edition that grades can name. */
import { useState } from "react";
import { useLocation } from "wouter";
import type { ProgrammeRow } from "../../shared/rpc/core-methods.ts";
import { Answered } from "../design/Answered.tsx";
import { say } from "../design/said.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { newProgramme, programmeDraftOf, programmeTermsOf } from "./programme-draft.ts";
import { ProgrammeView } from "./ProgrammeView.tsx";

/** By the record of its edition, or by its title where it only comes with the program. */
export const ProgrammeScreen = ({ programme }: { readonly programme: string }) => (
  <Answered answer={useAsk("core.programmes", {})} waiting={coreWords.programme.waiting}>
    {(rows) => {
      const wanted = decodeURIComponent(programme);
      const row = rows.find(({ record, terms }) => (record ?? terms.title) === wanted) ?? null;
      return <Editing key={row?.record ?? (programme === newProgramme ? newProgramme : wanted)} row={row} />;
    }}
  </Answered>
);

const Editing = ({ row }: { readonly row: ProgrammeRow | null }) => {
  const before = row?.terms ?? null;
  const [draft, setDraft] = useState(() => programmeDraftOf(before));
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const publish = useCommand("core.publish-programme");
  const signer = useSigner();
  const [, go] = useLocation();
  const submit = async (): Promise<void> => {
    const made = programmeTermsOf(draft, before);
    setFaults(made.ok ? new Set() : made.faults);
    if (!made.ok) return;
    const outcome = await publish.run({ history: row?.history ?? null, reason: draft.reason, terms: made.request });
    if (outcome?.ok !== true) return;
    say(coreWords.programme.done(made.request.title));
    go(addresses.programmes);
  };
  return (
    <ProgrammeView
      draft={draft}
      change={(part) => setDraft((all) => ({ ...all, ...part }))}
      faults={faults}
      recorded={row?.record != null}
      refusal={publish.failure?.message ?? null}
      running={publish.running}
      signer={signer}
      submit={() => void submit()}
    />
  );
};
