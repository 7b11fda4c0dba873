/** Reads an instrument live: the node reads, this window shows and decides where the readings go. */
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useEvents } from "../rpc/use-events.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { InstrumentView } from "./InstrumentView.tsx";
import { emptyReadDraft, readRequestOf } from "./read-request.ts";
import { afterEvent, newSession, type ReadingSession } from "./reading-session.ts";

/** What was chosen last is chosen again, and a session goes on while one looks at other screens. */
let remembered = { draft: emptyReadDraft(null), session: newSession("") };

/** With an asset, its readings are recorded there unless the person only watches. */
export const InstrumentScreen = ({ history }: { readonly history: string | null }) => {
  const [draft, setDraft] = useState(() =>
    history === null ? remembered.draft : { ...remembered.draft, history, record: true },
  );
  const [session, setSession] = useState<ReadingSession>(remembered.session);
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState("");
  const ports = useAsk("instrument.ports", {});
  const profiles = useAsk("instrument.profiles", {});
  const chosen = useAsk("asset.get", { history: draft.history ?? "" }, { when: draft.history !== null });
  const chosenTag = valueOr(chosen, null)?.tag[0]?.value ?? null;
  const assets = useAsk("asset.list", { limit: 20, search: search === chosenTag ? "" : search }, { keep: true });
  const start = useCommand("instrument.start");
  const stop = useCommand("instrument.stop");
  const probe = useCommand("instrument.probe");
  const [probed, setProbed] = useState<ResponseOf<"instrument.probe">>([]);
  const signer = useSigner();
  const keep = (next: ReadingSession): void => {
    remembered = { draft, session: next };
    setSession(next);
  };
  useEvents((event) => keep(afterEvent(remembered.session, event)));
  const run = async (): Promise<void> => {
    const made = readRequestOf(draft);
    setFaults(made.ok ? new Set() : made.faults);
    if (!made.ok) return;
    const outcome = await start.run(made.request);
    if (outcome?.ok === true) keep(newSession(outcome.value.session));
  };
  const tryProfiles = async (): Promise<void> => {
    setFaults(draft.path.trim() === "" ? new Set(["path"]) : new Set());
    if (draft.path.trim() === "") return;
    const outcome = await probe.run({ path: draft.path.trim() });
    if (outcome?.ok === true) setProbed(outcome.value);
  };
  return (
    <InstrumentView
      draft={draft}
      setDraft={(next) => {
        remembered = { draft: next, session };
        setDraft(next);
      }}
      faults={faults}
      ports={valueOr(ports, null)}
      profiles={valueOr(profiles, [])}
      assets={valueOr(assets, null)?.rows ?? []}
      chosenTag={chosenTag}
      search={search}
      setSearch={setSearch}
      session={session.id === "" ? null : session}
      refusal={start.failure?.message ?? probe.failure?.message ?? null}
      starting={start.running}
      probing={probe.running}
      probed={probed}
      signer={signer}
      start={() => void run()}
      stop={() => void stop.run({ session: session.id })}
      probe={() => void tryProfiles()}
    />
  );
};
