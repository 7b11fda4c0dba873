/** The studies that are here, each on both axes; another one is taken in by dropping its file. */
import "./hazop.css";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { DropField } from "../design/DropField.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { Share } from "../design/Share.tsx";
import { say } from "../design/said.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useUpload } from "../rpc/use-upload.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { FindingsView } from "./FindingsView.tsx";
import { StudyTable } from "./StudyTable.tsx";
import { WhyRoom } from "../evidence/WhyRoom.tsx";

type Imported = ResponseOf<"hazop.import">;

/** What was found in a study that came in stays until the next one. */
export const StudiesScreen = () => {
  const studies = useAsk("hazop.list", {});
  const [imported, setImported] = useState<Imported | null>(null);
  const upload = useUpload();
  const take = useCommand("hazop.import");
  const receive = async ([first]: ReadonlyArray<File>): Promise<void> => {
    if (first === undefined) return;
    const handle = await upload.hand(first);
    if (handle === null) return;
    const outcome = await take.run({ file: { upload: handle } });
    if (outcome?.ok !== true) return;
    setImported(outcome.value);
    say(outcome.value.already ? hazopWords.already(outcome.value.name) : hazopWords.imported(outcome.value.name));
  };
  const refusal = take.failure?.message ?? upload.message;
  return (
    <WhyRoom>
      <ScreenFrame title={hazopWords.title} about={hazopWords.advisory}>
        <div className="stack">
          <DropField
            label={hazopWords.drop}
            accept=".opha,application/json"
            small
            disabled={upload.share !== null || take.running}
            take={(files) => void receive(files)}
          />
          {upload.share === null && !take.running ? null : (
            <Share label={hazopWords.importing} share={upload.share} number={percent(upload.share)} />
          )}
          {refusal === null ? null : (
            <Notice tone="bad" urgent>
              {refusal}
            </Notice>
          )}
          {imported === null ? null : (
            <Panel title={`${imported.name}: ${hazopWords.findings(imported.findings.length)}`} flush>
              <FindingsView findings={imported.findings} />
            </Panel>
          )}
          <Answered answer={studies} waiting={hazopWords.waiting}>
            {(rows) => <StudyTable rows={rows} />}
          </Answered>
        </div>
      </ScreenFrame>
    </WhyRoom>
  );
};

const percent = (share: number | null): string => (share === null ? "" : `${Math.round(share * 100)} %`);
