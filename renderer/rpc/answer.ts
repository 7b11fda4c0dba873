/** What a screen knows of a question it has asked: nothing yet, a refusal in words, or the answer. */
import type { RpcFailure } from "../../shared/rpc/messages.ts";

export type Answer<T> =
  | { readonly state: "waiting" }
  | { readonly state: "refused"; readonly failure: RpcFailure }
  | {
      readonly state: "here";
      readonly value: T;
      /** True while a newer answer is on its way. */
      readonly stale: boolean;
    };

/** The value where it is here, `otherwise` where it is not. */
export const valueOr = <T, U>(answer: Answer<T>, otherwise: U): T | U =>
  answer.state === "here" ? answer.value : otherwise;
