/** Takes a safeguard out of service on purpose, until a stated end. */
import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SafeguardRow } from "../../shared/rpc/hazop-rows.ts";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { SignDialog } from "./SignDialog.tsx";

export interface BypassDialogProps {
  readonly study: string;
  readonly safeguard: SafeguardRow;
  readonly close: () => void;
}

const words = hazopWords.bypass;
const usualHours = "8";

/** The end is counted from the moment of signing. */
export const BypassDialog = ({ study, safeguard, close }: BypassDialogProps) => {
  const [draft, setDraft] = useState({ by: "", compensating: "", hours: usualHours, permit: "", reason: "" });
  const [tried, setTried] = useState(false);
  const bypass = useCommand("hazop.bypass");
  const hours = Number(draft.hours.replace(",", "."));
  const goodHours = Number.isFinite(hours) && hours > 0;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (draft.reason.trim() === "" || !goodHours) return;
    const outcome = await bypass.run({
      authorization: orNull(draft.permit),
      authorized_by: orNull(draft.by),
      compensating: orNull(draft.compensating),
      ends: new Date(Date.now() + hours * 3_600_000).toISOString(),
      reason: draft.reason.trim(),
      safeguard: safeguard.safeguard,
      study,
    });
    if (outcome?.ok !== true) return;
    say(words.done);
    close();
  };
  const field = (name: "permit" | "by" | "hours", error: string | null, description?: string) => (
    <TextInput
      label={words[name]}
      description={description}
      value={draft[name]}
      error={error}
      onChange={({ currentTarget }) => setDraft({ ...draft, [name]: currentTarget.value })}
    />
  );
  return (
    <SignDialog
      title={words.title(safeguard.name)}
      record={words.record}
      running={bypass.running}
      refusal={bypass.failure?.message ?? null}
      submit={() => void submit()}
      close={close}
    >
      <Textarea
        data-autofocus
        label={words.reason}
        autosize
        value={draft.reason}
        error={tried && draft.reason.trim() === "" ? words.faults.reason : null}
        onChange={({ currentTarget }) => setDraft({ ...draft, reason: currentTarget.value })}
      />
      {field("hours", tried && !goodHours ? words.faults.hours : null)}
      {field("permit", null)}
      {field("by", null, words.byHelp)}
      <Textarea
        label={words.compensating}
        autosize
        value={draft.compensating}
        onChange={({ currentTarget }) => setDraft({ ...draft, compensating: currentTarget.value })}
      />
    </SignDialog>
  );
};

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
