/** What a study is shown from: plain values in, choices out. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { AskDialog } from "./StudyDialogs.tsx";
import type { StudyPart } from "./study-part.ts";

export interface StudyViewProps {
  readonly here: ResponseOf<"hazop.study">;
  /** Null: now. */
  readonly at: string | null;
  /** The moment that is being chosen; `at` follows it. */
  readonly picked: string | null;
  readonly setAt: (at: string | null) => void;
  readonly part: StudyPart;
  readonly setPart: (part: StudyPart) => void;
  readonly node: string | null;
  readonly setNode: (node: string) => void;
  readonly ask: AskDialog;
}
