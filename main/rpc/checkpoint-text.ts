/** The text of a checkpoint's note, read: of notes that were made or checked here. */
import { parseCheckpointText, type Checkpoint } from "../../shared/ledger/checkpoint.ts";

/** The three lines of a note's text, read. */
export const checkpointOf = (note: string): Checkpoint => {
  const checkpoint = parseCheckpointText(note.slice(0, note.indexOf("\n\n") + 1));
  if (!checkpoint.ok) throw new Error(checkpoint.failure.message);
  return checkpoint.value;
};
