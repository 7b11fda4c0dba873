/** The copy and what can be done with it. */
import "./protection.css";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ProtectionState } from "../../shared/rpc/protection-methods.ts";
import { Facts, type Fact } from "../design/Facts.tsx";
import { Form } from "../design/Form.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import type { Tone } from "../design/StatusShape.tsx";
import { sizeText } from "../vocabulary/size-words.ts";
import { protectionWords as words } from "../vocabulary/protection-words.ts";
import { exactText } from "../vocabulary/time-words.ts";
import { RecoveryPanel } from "./RecoveryPanel.tsx";

export interface ProtectionViewProps {
  readonly state: ProtectionState;
  readonly running: boolean;
  readonly refusal: string | null;
  readonly choose: (wish: { readonly folder: string; readonly openings: boolean }) => Promise<boolean>;
  readonly copyNow: () => void;
  readonly verify: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly takeIn: (folder: string) => Promise<void>;
}

/** The state first, then what to do about it. */
export const ProtectionView = (props: ProtectionViewProps) => {
  const { refusal, state } = props;
  const [isChoosing, setIsChoosing] = useState(false);
  const isOff = state.folder === null;
  return (
    <div className="protection">
      <Panel title={words.copy}>
        <div className="stack">
          <Notice tone={toneOf(state)} urgent={toneOf(state) === "bad"}>
            <strong>{words.states[state.state]}.</strong> {state.message}
          </Notice>
          {state.same_disk ? <Notice tone="warn">{words.sameDisk}</Notice> : null}
          {isOff ? null : <Facts facts={factsOf(state)} />}
          {isOff ? null : <Actions {...props} change={() => setIsChoosing(true)} />}
          {refusal === null || isOff || isChoosing ? null : (
            <Notice tone="bad" urgent>
              {refusal}
            </Notice>
          )}
          {isOff || isChoosing ? <ChooseForm {...props} done={() => setIsChoosing(false)} /> : null}
        </div>
      </Panel>
      {isOff ? null : <RecoveryPanel recovery={state.recovery} />}
    </div>
  );
};

const toneOf = ({ state }: ProtectionState): Tone => {
  if (state === "current") return "good";
  if (state === "copying" || state === "waiting") return "calm";
  return state === "off" || state === "missing" ? "warn" : "bad";
};

const factsOf = (state: ProtectionState): ReadonlyArray<Fact> => [
  { name: words.folder, value: <span className="mono">{state.folder}</span> },
  { name: words.last, value: state.last_copy === null ? words.never : exactText(state.last_copy) },
  { name: words.copied, value: `${words.records(state.copied)}, ${sizeText(state.bytes)}` },
  { name: words.notCopied, value: words.records(state.waiting) },
  ...(state.attachments_missing === 0 ? [] : [{ name: words.attachments, value: state.attachments_missing }]),
  { name: words.sealed, value: words.sealedChoice[state.openings ? "true" : "false"] },
  {
    name: words.verified,
    value:
      state.verified === null
        ? words.notVerified
        : words.verifiedAs(state.verified.verdict, exactText(state.verified.at)),
  },
];

const Actions = ({
  change,
  copyNow,
  running,
  state,
  stop,
  takeIn,
  verify,
}: ProtectionViewProps & { readonly change: () => void }) => (
  <div className="row-of">
    {state.state === "ahead" ? (
      <Button loading={running} onClick={() => void takeIn(state.folder ?? "")}>
        {words.takeIn}
      </Button>
    ) : (
      <Button loading={running} onClick={copyNow}>
        {words.now}
      </Button>
    )}
    <Button variant="default" disabled={running} onClick={() => void verify()}>
      {words.verify}
    </Button>
    <Button variant="default" disabled={running} onClick={change}>
      {words.change}
    </Button>
    <Button variant="default" disabled={running} onClick={() => void stop()}>
      {words.stop}
    </Button>
  </div>
);

const ChooseForm = ({ choose, done, refusal, running, state }: ProtectionViewProps & { readonly done: () => void }) => {
  const [folder, setFolder] = useState("");
  const [openings, setOpenings] = useState(state.openings);
  const [tried, setTried] = useState(false);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (folder.trim() !== "" && (await choose({ folder: folder.trim(), openings }))) done();
  };
  return (
    <Form submit={() => void submit()}>
      <p className="muted">{words.chooseAbout}</p>
      <TextInput
        label={words.chooseField}
        description={words.chooseHelp}
        value={folder}
        error={tried && folder.trim() === "" ? words.chooseFault : refusal}
        onChange={({ currentTarget }) => setFolder(currentTarget.value)}
      />
      <Checkbox
        label={words.chooseSealed}
        description={words.chooseSealedHelp}
        checked={openings}
        onChange={({ currentTarget }) => setOpenings(currentTarget.checked)}
      />
      <div className="row-of">
        <Button type="submit" loading={running}>
          {words.chooseGo}
        </Button>
        {state.folder === null ? null : (
          <Button variant="default" disabled={running} onClick={done}>
            {words.cancel}
          </Button>
        )}
      </div>
    </Form>
  );
};
