/** Asks why somebody may or may not write a kind of record, and shows the sentence with the records behind it. */
import { Autocomplete, Button, Select } from "@mantine/core";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { Notice } from "../design/Notice.tsx";
import { RecordLink } from "../evidence/RecordLink.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { permissionTitle, recordTitle } from "../vocabulary/record-words.ts";
import { registerWords } from "../vocabulary/register-words.ts";

const words = registerWords.who;

export interface WhyQuestion {
  readonly who: string;
  readonly type: string;
}

export interface WhyPanelProps {
  /** What a mark of the table asked; null while nothing was. */
  readonly asked: WhyQuestion | null;
  readonly names: ReadonlyArray<string>;
  readonly register: string | null;
  readonly types: ReadonlyArray<string>;
}

/** Made anew for each mark. */
export const WhyPanel = ({ asked, names, register, types }: WhyPanelProps) => {
  const [question, setQuestion] = useState(asked);
  const [who, setWho] = useState(asked?.who ?? "");
  const [type, setType] = useState<string | null>(asked?.type ?? null);
  const [tried, setTried] = useState(false);
  const submit = (): void => {
    setTried(true);
    if (who.trim() !== "" && type !== null) setQuestion({ type, who: who.trim() });
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="muted">{words.whyAbout}</p>
      <div className="why-question">
        <Autocomplete
          label={words.person}
          data={[...names]}
          value={who}
          error={tried && who.trim() === "" ? words.personFault : null}
          onChange={setWho}
        />
        <Select
          label={words.kind}
          data={types.map((value) => ({ label: permissionTitle(value), value }))}
          value={type}
          searchable
          error={tried && type === null ? words.kindFault : null}
          onChange={setType}
        />
        <Button type="submit" variant="default">
          {words.ask}
        </Button>
      </div>
      {question === null ? null : <Answers question={question} register={register} />}
    </form>
  );
};

interface AnswersProps {
  readonly question: WhyQuestion;
  readonly register: string | null;
}

const Answers = ({ question, register }: AnswersProps) => {
  const answer = useAsk("register.why", { ...question, register });
  return (
    <div aria-live="polite">
      <Answered answer={answer} waiting={registerWords.waiting}>
        {({ answers }) => (
          <div className="stack">
            {answers.map((one) => (
              <AnswerView key={one.key} answer={one} />
            ))}
          </div>
        )}
      </Answered>
    </div>
  );
};

type KeyAnswer = ResponseOf<"register.why">["answers"][number];

const AnswerView = ({ answer: { advice, behind, key, kind, name, reason } }: { readonly answer: KeyAnswer }) => (
  <Notice tone={kind === "may" ? "good" : kind === "waits" ? "warn" : "bad"}>
    <strong>
      {name ?? registerWords.nobody} <span className="mono">{key.slice(0, 12)}</span>: {words.kinds[kind]}.
    </strong>{" "}
    {reason} {advice}
    {behind.length === 0 ? null : (
      <div className="muted">
        {words.behind}:{" "}
        {behind.map((record) => (
          <span key={record.id}>
            {recordTitle(record.type)} <RecordLink history={record.history} id={record.id} />{" "}
          </span>
        ))}
      </div>
    )}
  </Notice>
);
