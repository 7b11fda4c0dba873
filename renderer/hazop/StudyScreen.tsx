/** Asks for one study as it stands now, or as it stood at a past time, and keeps which part of it is looked at. */
import "./hazop.css";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useLocation } from "wouter";
import { Answered } from "../design/Answered.tsx";
import { BytesScreen } from "../evidence/BytesScreen.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { StudyDialogs, type StudyDialog } from "./StudyDialogs.tsx";
import { StudyView } from "./StudyView.tsx";
import { WhyRoom } from "../evidence/WhyRoom.tsx";
import type { StudyPart } from "./study-part.ts";

export interface StudyScreenProps {
  readonly study: string;
  /** The record whose bytes stand open beside the study. */
  readonly record: string | null;
  /** The node that is looked at first; the first one where none is named. */
  readonly first?: string;
}

/** A time that is being typed is asked for once. */
const settledMillis = 300;

/** `at` is null for now. */
export const StudyScreen = ({ study, record, first }: StudyScreenProps) => {
  const [picked, setAt] = useState<string | null>(null);
  const [at] = useDebouncedValue(picked, settledMillis);
  const [part, setPart] = useState<StudyPart>("worksheet");
  const [node, setNode] = useState<string | null>(first ?? null);
  const [dialog, setDialog] = useState<StudyDialog | null>(null);
  const [, go] = useLocation();
  const answer = useAsk("hazop.study", at === null ? { study } : { at, study }, { keep: true });
  return (
    <WhyRoom>
      <Answered answer={answer} waiting={hazopWords.waiting}>
        {(here) => (
          <StudyView
            here={here}
            at={at}
            picked={picked}
            setAt={setAt}
            part={part}
            setPart={setPart}
            node={node}
            setNode={setNode}
            ask={setDialog}
          />
        )}
      </Answered>
      <StudyDialogs study={study} dialog={dialog} close={() => setDialog(null)} />
      <BytesScreen record={record} close={() => go(addresses.study(study))} />
    </WhyRoom>
  );
};
