/** The walk through the eight questions: one at a time, then what would do; its answers go into the charter. */
import { Button, Modal, NumberInput, Radio, Textarea } from "@mantine/core";
import { useState } from "react";
import { litmusAdvice, litmusQuestions, type LitmusQuestion } from "../../shared/register/litmus-test.ts";
import { Facts } from "../design/Facts.tsx";
import { Notice } from "../design/Notice.tsx";
import { litmusWords as words } from "../vocabulary/litmus-words.ts";
import { answered, answersOf, type LitmusDraft } from "./litmus-draft.ts";

export interface LitmusDialogProps {
  readonly opened: boolean;
  readonly draft: LitmusDraft;
  readonly use: (draft: LitmusDraft) => void;
  readonly close: () => void;
}

/** Made anew each time it is opened; nothing of it counts before it is used. */
export const LitmusDialog = ({ close, draft, opened, use }: LitmusDialogProps) => (
  <Modal opened={opened} onClose={close} title={words.title} size="lg" closeButtonProps={{ "aria-label": words.shut }}>
    {opened ? <LitmusWalk draft={draft} use={use} close={close} /> : null}
  </Modal>
);

const LitmusWalk = ({ close, draft: before, use }: Omit<LitmusDialogProps, "opened">) => {
  const [draft, setDraft] = useState(before);
  const [step, setStep] = useState(0);
  const [tried, setTried] = useState(false);
  const question = litmusQuestions[step];
  const go = (next: number): void => {
    setTried(false);
    setStep(next);
  };
  const submit = (): void => {
    setTried(true);
    if (question === undefined) {
      if (isHours(draft.lateEntryHours)) use(draft);
      return;
    }
    if (draft.holds[question] !== null && draft.texts[question].trim() !== "") go(step + 1);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // It stands inside the form of the door in React's tree, which must not be sent with it.
        event.stopPropagation();
        submit();
      }}
    >
      {question === undefined ? (
        <Result draft={draft} setDraft={setDraft} />
      ) : (
        <Question key={question} question={question} step={step} draft={draft} setDraft={setDraft} tried={tried} />
      )}
      <div className="row-of">
        <Button type="submit">{question === undefined ? words.use : words.next}</Button>
        {step === 0 ? null : (
          <Button variant="default" onClick={() => go(step - 1)}>
            {words.back}
          </Button>
        )}
        <Button variant="subtle" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

interface QuestionProps {
  readonly question: LitmusQuestion;
  readonly step: number;
  readonly draft: LitmusDraft;
  readonly setDraft: (draft: LitmusDraft) => void;
  readonly tried: boolean;
}

const Question = ({ draft, question, setDraft, step, tried }: QuestionProps) => {
  const { holds, texts } = draft;
  const held = holds[question];
  return (
    <>
      <p className="muted">{step === 0 ? words.about : words.of(step + 1, litmusQuestions.length)}</p>
      <Radio.Group
        label={words.asks[question]}
        value={held === null ? "" : held ? "yes" : "no"}
        error={tried && held === null ? words.choiceFault : null}
        onChange={(value) => setDraft(answered(draft, question, value === "yes"))}
      >
        <div className="row-of">
          <Radio value="yes" label={words.yes} data-autofocus />
          <Radio value="no" label={words.no} />
        </div>
      </Radio.Group>
      <div role="status">
        {held === false ? <Notice tone="warn">{litmusAdvice({ ...allHold, [question]: false }).reason}</Notice> : null}
      </div>
      <Textarea
        label={words.states[question]}
        value={texts[question]}
        maxLength={sentenceCharactersMax}
        autosize
        minRows={2}
        error={tried && texts[question].trim() === "" ? words.textFault : null}
        onChange={({ currentTarget }) => setDraft({ ...draft, texts: { ...texts, [question]: currentTarget.value } })}
      />
    </>
  );
};

const Result = ({ draft, setDraft }: Pick<QuestionProps, "draft" | "setDraft">) => {
  const advice = litmusAdvice(draft.holds);
  return (
    <>
      <Notice tone={advice.fits === "register" ? "good" : "warn"}>
        <strong>{words.fits[advice.fits]}</strong> {advice.reason} {advice.fits === "register" ? "" : words.anyway}
      </Notice>
      <Facts
        facts={litmusQuestions.map((name) => ({ name: words.states[name], value: answersOf(draft).litmus[name] }))}
      />
      <NumberInput
        label={words.late}
        value={draft.lateEntryHours}
        allowDecimal={false}
        error={isHours(draft.lateEntryHours) ? null : words.lateFault}
        onChange={(value) => setDraft({ ...draft, lateEntryHours: Number(value) })}
      />
    </>
  );
};

/** As long as the charter may hold. */
const sentenceCharactersMax = 2000;

const isHours = (hours: number): boolean => Number.isInteger(hours) && hours >= 1 && hours <= 8784;

const allHold = {
  absence_of_trust: true,
  database: true,
  disintermediation: true,
  interaction: true,
  rules: true,
  sponsor: true,
  validators: true,
  writers: true,
};
