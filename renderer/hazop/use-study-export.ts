/** Gives a study out as a file: the very bytes that came in, or those with the recorded edits. */
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { hazopWords } from "../vocabulary/hazop-words.ts";

export interface StudyExport {
  readonly run: () => Promise<void>;
  readonly running: boolean;
  readonly refusal: string | null;
}

/** The browser saves it. */
export const useStudyExport = (study: string): StudyExport => {
  const give = useCommand("hazop.export");
  const { files } = useRpc();
  const run = async (): Promise<void> => {
    const made = await give.run({ study });
    if (made?.ok !== true || made.value.download === null) return;
    say(hazopWords.exported(made.value.unchanged));
    location.assign(files.addressOf(made.value.download, false));
  };
  return { refusal: give.failure?.message ?? null, run, running: give.running };
};
