/** Puts a bypassed safeguard back into service. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { SafeguardRow } from "../../shared/rpc/hazop-rows.ts";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { SignDialog } from "./SignDialog.tsx";

export interface RestoreDialogProps {
  readonly study: string;
  readonly safeguard: SafeguardRow;
  /** The record of the bypass that is on. */
  readonly bypass: string;
  readonly close: () => void;
}

const words = hazopWords.bypass;

/** The bypass stays on record. */
export const RestoreDialog = ({ study, safeguard, bypass, close }: RestoreDialogProps) => {
  const [remark, setRemark] = useState("");
  const restore = useCommand("hazop.restore");
  const submit = async (): Promise<void> => {
    const outcome = await restore.run({ bypass, remark: remark.trim() === "" ? null : remark.trim(), study });
    if (outcome?.ok !== true) return;
    say(words.restored);
    close();
  };
  return (
    <SignDialog
      title={words.restoreTitle(safeguard.name)}
      record={words.restore}
      running={restore.running}
      refusal={restore.failure?.message ?? null}
      submit={() => void submit()}
      close={close}
    >
      <TextInput
        data-autofocus
        label={hazopWords.link.remark}
        value={remark}
        onChange={({ currentTarget }) => setRemark(currentTarget.value)}
      />
    </SignDialog>
  );
};
