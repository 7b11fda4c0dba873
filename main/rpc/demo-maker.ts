/** What a shell gives a node so that the demo fleet can be looked at beside the own data folder. */
import { refuse, type Outcome } from "../../shared/outcome/outcome.ts";
import type { HandlersOf } from "./dispatch.ts";

export interface DemoMaker {
  /** Makes the demo where it is not there yet; the answer is the data folder to open. */
  readonly make: (watch: {
    readonly progress: (done: number, of: number) => void;
    readonly signal: AbortSignal;
  }) => Promise<Outcome<string>>;
  /** Who signs there; the PIN of a demo is no secret. */
  readonly person: { readonly name: string; readonly pin: string };
}

type DemoMethods = HandlersOf<"app.explore-demo" | "app.leave-demo">;

/** For shells that have no demo: the command line makes one into a folder of its own. */
export const withoutDemo: DemoMethods = {
  "app.explore-demo": () =>
    Promise.resolve(refuse("demoUnavailable", 'Here the demo is made with "throughlife demo DIR".')),
  "app.leave-demo": () => Promise.resolve(refuse("noDemo", "The demo fleet is not open.")),
};
