/** Said loudly while the program cannot be heard. */
import { useLineState } from "../rpc/use-events.ts";
import { appWords } from "../vocabulary/app-words.ts";

/** Nothing while all is well. */
export const LineNotice = () => {
  const state = useLineState();
  if (state === "open" || state === "connecting") return null;
  return (
    <div className="loud" role="alert">
      {state === "lost" ? appWords.lost : appWords.refused}
    </div>
  );
};
