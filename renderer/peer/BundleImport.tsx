/** Takes a bundle in, after it was said what it would change. */
import { useState } from "react";
import type { ImportSummary } from "../../shared/rpc/rows.ts";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useUpload } from "../rpc/use-upload.ts";
import { peerWords } from "../vocabulary/peer-words.ts";
import { percentText } from "../vocabulary/size-words.ts";
import { BundleImportView } from "./BundleImportView.tsx";

export interface ImportState {
  readonly name: string;
  readonly handle: string;
  readonly summary: ImportSummary;
  /** False: only looked at. */
  readonly taken: boolean;
}

const words = peerWords.bundle;

/** Nothing is taken in before the second press. */
export const BundleImport = () => {
  const [state, setState] = useState<ImportState | null>(null);
  const upload = useUpload();
  const preview = useCommand("bundle.preview");
  const take = useCommand("bundle.import");
  const look = async (file: File): Promise<void> => {
    setState(null);
    const handle = await upload.hand(file);
    if (handle === null) return;
    const outcome = await preview.run({ file: { upload: handle } });
    if (outcome?.ok === true) setState({ name: file.name, handle, summary: outcome.value, taken: false });
  };
  const takeIn = async (looked: ImportState): Promise<void> => {
    const outcome = await take.run({ file: { upload: looked.handle } });
    if (outcome?.ok !== true) return;
    setState({ ...looked, summary: outcome.value, taken: true });
    say(words.taken(outcome.value.records));
  };
  const { share, stop, broken, message } = upload;
  return (
    <BundleImportView
      state={state}
      sending={share === null ? null : { share, number: percentText(share), stop }}
      checking={preview.running || take.running}
      refusal={broken ? words.broken : (message ?? preview.failure?.message ?? take.failure?.message ?? null)}
      look={([file]) => {
        if (file !== undefined) void look(file);
      }}
      take={() => {
        if (state !== null) void takeIn(state);
      }}
      leave={() => setState(null)}
    />
  );
};
