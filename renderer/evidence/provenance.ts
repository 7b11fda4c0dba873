/**
 * Where a figure comes from: what is asked when somebody presses one, and the way to ask it from anywhere on a page.
 */
import { createContext, use } from "react";

export interface Provenance {
  /** The figure in words: `Change oil: due 2026-11-20`. */
  readonly figure: string;
  /** How it follows from the records; empty where it is simply what one of them says. */
  readonly how: string;
  /** The rules that say so, each in words; left out where the figure follows from no rule. */
  readonly reasons?: ReadonlyArray<{ readonly rule: string; readonly text: string }>;
  /** Ids of the records behind it. */
  readonly records: ReadonlyArray<string>;
}

/** Provided by the page. */
export const ProvenanceContext = createContext<(asked: Provenance) => void>(() => {});

/** Shows where a figure comes from. */
export const useProvenance = (): ((asked: Provenance) => void) => use(ProvenanceContext);
