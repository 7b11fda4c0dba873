/** What is shown first: the window, or where nothing was begun yet, the two questions of the first start. */
import { useQueryClient } from "@tanstack/react-query";
import { Notice } from "../design/Notice.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { BeginScreen } from "../welcome/BeginScreen.tsx";
import { App } from "./App.tsx";
import { LineNotice } from "./LineNotice.tsx";

/** Everything is asked again once the folder is begun. */
export const Start = () => {
  const state = useAsk("app.state", {});
  const queries = useQueryClient();
  if (state.state === "waiting")
    return (
      <>
        <LineNotice />
        <p className="waiting">{appWords.waiting}</p>
      </>
    );
  if (state.state === "refused") return <Refused message={state.failure.message} />;
  if (!state.value.begun) return <BeginScreen state={state.value} begun={() => void queries.invalidateQueries()} />;
  return <App />;
};

const Refused = ({ message }: { readonly message: string }) => (
  <>
    <LineNotice />
    <Notice tone="bad" urgent>
      {message}
    </Notice>
  </>
);
