/** Asks for the cores that were received. */
import { useState } from "react";
import { useAsk } from "../rpc/use-ask.ts";
import { CoresView, type CoreChoice } from "./CoresView.tsx";

/** Rows of one window. */
const windowRows = 50;

/** Keeps filter and search while one stands here. */
export const CoresScreen = () => {
  const [only, setOnly] = useState<CoreChoice>("all");
  const [search, setSearch] = useState("");
  const [offset, setOffset] = useState(0);
  const answer = useAsk("core.list", { limit: windowRows, offset, only, search }, { keep: true });
  return (
    <CoresView
      answer={answer}
      only={only}
      search={search}
      offset={offset}
      step={windowRows}
      choose={(next) => {
        setOnly(next);
        setOffset(0);
      }}
      find={(text) => {
        setSearch(text);
        setOffset(0);
      }}
      turn={setOffset}
    />
  );
};
