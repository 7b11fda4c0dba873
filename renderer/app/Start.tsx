/** What is shown first: the window, or where nothing was begun yet, the doors of the first start. */
import { useQueryClient } from "@tanstack/react-query";
import { Notice } from "../design/Notice.tsx";
import { useAppliedTheme } from "../design/theme-choice.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { VerifyScreen } from "../verify/VerifyScreen.tsx";
import { WelcomeScreen } from "../welcome/WelcomeScreen.tsx";
import { App } from "./App.tsx";
import { LineNotice } from "./LineNotice.tsx";

/** Everything is asked again once the folder is begun; another folder is another window. */
export const Start = () => {
  useAppliedTheme();
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
  if (!state.value.begun) {
    const entered = (): void => void queries.invalidateQueries();
    return <WelcomeScreen state={state.value} entered={entered} look={<VerifyScreen />} />;
  }
  return <App key={state.value.folder} />;
};

const Refused = ({ message }: { readonly message: string }) => (
  <>
    <LineNotice />
    <Notice tone="bad" urgent>
      {message}
    </Notice>
  </>
);
