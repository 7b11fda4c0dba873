/** Rows of a node's worksheet by windows, as far as they are looked at. */
import { useCallback, useState } from "react";
import type { WorksheetRow } from "../../shared/rpc/hazop-rows.ts";
import { Notice } from "../design/Notice.tsx";
import { useAsk, useAskEach } from "../rpc/use-ask.ts";
import { ScenarioDialog } from "./ScenarioDialog.tsx";
import type { AskDialog } from "./StudyDialogs.tsx";
import { WorksheetGrid } from "./WorksheetGrid.tsx";
import { askedAt, type StudyMoment } from "./study-part.ts";

export interface WorksheetScreenProps {
  readonly moment: StudyMoment;
  readonly node: string;
  readonly ask: AskDialog;
}

/** Rows per question. */
const windowRows = 100;

/** A row opens to its arithmetic and its reasons. */
export const WorksheetScreen = ({ moment, node, ask }: WorksheetScreenProps) => {
  const [seen, setSeen] = useState<readonly [number, number]>([0, 0]);
  const [opened, setOpened] = useState<WorksheetRow | null>(null);
  const question = { ...askedAt(moment), limit: windowRows, node };
  const first = useAsk("hazop.worksheet", { ...question, offset: 0 }, { keep: true });
  const total = first.state === "here" ? first.value.total : null;
  const from = Math.floor(seen[0] / windowRows);
  const windows = Array.from({ length: Math.floor(seen[1] / windowRows) - from + 1 }, (_, index) => from + index);
  const answers = useAskEach(
    "hazop.worksheet",
    windows.map((index) => ({ ...question, offset: index * windowRows })),
  );
  const rowAt = (index: number): WorksheetRow | null => {
    const answer = answers[windows.indexOf(Math.floor(index / windowRows))];
    return answer?.state === "here" ? (answer.value.rows[index % windowRows] ?? null) : null;
  };
  const see = useCallback(
    (start: number, end: number) =>
      setSeen((before) => (before[0] === start && before[1] === end ? before : [start, end])),
    [],
  );
  if (first.state === "refused")
    return (
      <Notice tone="bad" urgent>
        {first.failure.message}
      </Notice>
    );
  return (
    <>
      <WorksheetGrid total={total} past={moment.at !== null} rowAt={rowAt} setSeen={see} open={setOpened} />
      <ScenarioDialog
        row={opened}
        close={() => setOpened(null)}
        moment={moment}
        watch={(watched) => {
          setOpened(null);
          ask({ kind: "channel", watched });
        }}
      />
    </>
  );
};
