/** Who signs what is recorded from this window, and the way to change it from any screen. */
import { createContext, use } from "react";
import type { PersonRow } from "../../shared/rpc/rows.ts";
import { useAsk } from "./use-ask.ts";

export interface Signer {
  /** Null while nobody is unlocked, or while that is not known yet. */
  readonly person: PersonRow | null;
  /** Opens the choice of a person over the screen; what stands in a form stays. */
  readonly change: () => void;
}

/** Provided by the window. */
export const ChangeSigner = createContext<() => void>(() => {});

/** Kept fresh by the node's events. */
export const useSigner = (): Signer => {
  const status = useAsk("app.status", {});
  return { person: status.state === "here" ? status.value.person : null, change: use(ChangeSigner) };
};
