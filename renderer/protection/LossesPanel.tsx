/** What is provably missing here, in sentences, and the last record of each key of a computer that was lost. */
import type { Losses } from "../../shared/rpc/protection-methods.ts";
import { Answered, type AnsweredProps } from "../design/Answered.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { protectionWords as words } from "../vocabulary/protection-words.ts";

/** Calm where nothing is missing. */
export const LossesPanel = ({ losses }: { readonly losses: AnsweredProps<Losses>["answer"] }) => (
  <Panel title={words.losses}>
    <div className="stack">
      <p className="muted">{words.lossesAbout}</p>
      <Answered answer={losses} waiting={words.waitingAnswer}>
        {({ sentences }) =>
          sentences.length === 0 ? (
            <Notice tone="good">{words.nothingLost}</Notice>
          ) : (
            <ul className="loss-list">
              {sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )
        }
      </Answered>
    </div>
  </Panel>
);
