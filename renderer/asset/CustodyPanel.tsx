/** Who has the machine by the last seal of its history, and the way to seal it. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { Answered } from "../design/Answered.tsx";
import { Panel } from "../design/Panel.tsx";
import { SealView } from "../evidence/SealView.tsx";
import { StandingMark } from "../evidence/StandingMark.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { custodyWords } from "../vocabulary/custody-words.ts";
import { SealDialog } from "./SealDialog.tsx";

export interface CustodyPanelProps {
  readonly history: string;
  /** The register that judges it: its parties can receive. */
  readonly register: string;
}

/** The newest seal stands first; the statement says what no seal shows. */
export const CustodyPanel = ({ history, register }: CustodyPanelProps) => {
  const [sealing, setSealing] = useState(false);
  const answer = useAsk("custody.list", { history });
  return (
    <Panel
      title={custodyWords.panel}
      actions={
        <Button size="compact-sm" variant="default" onClick={() => setSealing(true)}>
          {custodyWords.seal}
        </Button>
      }
    >
      <Answered answer={answer} waiting={assetWords.waiting}>
        {({ rows, statement }) =>
          rows.length === 0 ? (
            <p className="muted">{custodyWords.none}</p>
          ) : (
            <div className="stack">
              {rows.map((seal) => (
                <div key={seal.entry.id} className="record-line">
                  <StandingMark record={seal.entry.id} standing={seal.entry.standing.standing} />
                  <SealView seal={seal} />
                </div>
              ))}
              <p className="muted">{statement}</p>
            </div>
          )
        }
      </Answered>
      <SealDialog history={history} register={register} opened={sealing} close={() => setSealing(false)} />
    </Panel>
  );
};
