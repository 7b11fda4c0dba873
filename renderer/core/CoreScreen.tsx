/** One received core: where it came from, what it is worth and why. */
import { useAsk } from "../rpc/use-ask.ts";
import { Answered } from "../design/Answered.tsx";
import { coreWords } from "../vocabulary/core-words.ts";
import { CoreView } from "./CoreView.tsx";

/** Asks and shows. */
export const CoreScreen = ({ receipt }: { readonly receipt: string }) => (
  <Answered answer={useAsk("core.get", { receipt })} waiting={coreWords.waiting}>
    {(detail) => <CoreView detail={detail} />}
  </Answered>
);
