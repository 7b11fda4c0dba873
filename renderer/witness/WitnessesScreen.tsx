/** Witnesses and receipts: who cosigns whom, what is wrong, what was promised, and the files that prove it. */
import "./witness.css";
import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { CopyText } from "../design/CopyText.tsx";
import { Facts } from "../design/Facts.tsx";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { witnessWords } from "../vocabulary/witness-words.ts";
import { AlarmsPanel } from "./AlarmsPanel.tsx";
import { PromisesPanel } from "./PromisesPanel.tsx";
import { ReceiptPanel } from "./ReceiptPanel.tsx";
import { StickPanel } from "./StickPanel.tsx";
import { WitnessTable } from "./WitnessTable.tsx";

type State = ResponseOf<"witness.state">;

const words = witnessWords.keys;

/** Alarms stand first: they are what one must not miss. */
export const WitnessesScreen = () => {
  const state = useAsk("witness.state", {});
  return (
    <ScreenFrame title={witnessWords.title} about={witnessWords.about} actions={<Back />}>
      <Answered answer={state} waiting={witnessWords.waiting}>
        {(value) => (
          <div className="stack witnesses">
            <AlarmsPanel alarms={value.alarms} />
            <WitnessTable rows={value.witnesses} />
            <PromisesPanel promises={value.promises} />
            <ReceiptPanel />
            <StickPanel rows={value.witnesses} />
            <KeysPanel state={value} />
          </div>
        )}
      </Answered>
    </ScreenFrame>
  );
};

const Back = () => (
  <Button variant="default" component={Link} href={addresses.exchange}>
    {witnessWords.back}
  </Button>
);

const KeysPanel = ({ state: { log, policies, witness } }: { readonly state: State }) => (
  <Panel title={words.title}>
    <div className="stack">
      <p className="muted">{words.about}</p>
      <Facts
        facts={[
          { name: `${words.log}, ${words.size(log.size)}`, value: <CopyText text={log.vkey} label={words.copyLog} /> },
          { name: words.witness, value: <CopyText text={witness} label={words.copyWitness} /> },
          { name: words.policy, value: <Policies policies={policies} /> },
        ]}
      />
    </div>
  </Panel>
);

const Policies = ({ policies }: Pick<State, "policies">) => {
  const written = policies.filter((text) => text.trim() !== "");
  return written.length === 0 ? (
    <span className="muted">{words.noPolicy}</span>
  ) : (
    <>
      {written.map((text) => (
        <pre key={text} className="alarm-notes" tabIndex={0} role="group" aria-label={words.policy}>
          {text}
        </pre>
      ))}
    </>
  );
};
