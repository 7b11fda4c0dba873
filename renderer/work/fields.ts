/** What every group of fields gets. */
import { decimalFault } from "../vocabulary/number-words.ts";
import { workWords } from "../vocabulary/work-words.ts";
import type { WorkDraft } from "./work-draft.ts";

export interface FieldsProps {
  readonly draft: WorkDraft;
  readonly change: (part: Partial<WorkDraft>) => void;
  /** Members of the request that are not right yet. */
  readonly faults: ReadonlySet<string>;
}

/** The sentence for a member, null where it is right. */
export const faultOf = (faults: ReadonlySet<string>, member: string): string | null =>
  faults.has(member) ? (workWords.faults[member] ?? null) : null;

/** The sentence for a number: what is wrong with the text itself, where anything is. */
export const numberFaultOf = (faults: ReadonlySet<string>, member: string, text: string): string | null =>
  faults.has(member) && text.trim() !== "" ? decimalFault(text) : null;
