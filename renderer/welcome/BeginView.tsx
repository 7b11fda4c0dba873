/** A few questions: which company, who writes, who are you; and the code where one was invited. */
import "./welcome.css";
import { Button, MultiSelect, PasswordInput, Radio, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Form } from "../design/Form.tsx";
import { Notice } from "../design/Notice.tsx";
import { Share } from "../design/Share.tsx";
import { litmusWords } from "../vocabulary/litmus-words.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { welcomeWords } from "../vocabulary/welcome-words.ts";
import { writersChoices, type BeginDraft } from "./begin-draft.ts";
import { LitmusDialog } from "./LitmusDialog.tsx";
import { emptyLitmusDraft } from "./litmus-draft.ts";

export interface BeginProps {
  readonly draft: BeginDraft;
  readonly setDraft: (draft: BeginDraft) => void;
  /** Members that are not right yet. */
  readonly faults: ReadonlySet<keyof BeginDraft>;
  readonly roles: ReadonlyArray<string>;
  readonly joins: boolean;
  /** True once the folder is begun and only joining is left. */
  readonly isBegun: boolean;
  readonly running: boolean;
  readonly refusal: string | null;
  readonly submit: () => void;
  readonly back: () => void;
  /** Goes on with what was begun. */
  readonly enter: () => void;
}

const words = settingsWords.begin;

/** One page, from top to bottom. */
export const BeginView = (props: BeginProps) => {
  const { back, enter, isBegun, joins, refusal, running, submit } = props;
  const door = joins ? welcomeWords.join : welcomeWords.start;
  return (
    <main className="begin">
      <div className="begin-sheet">
        <h1>{door.title}</h1>
        <p className="muted">{door.about}</p>
        <Form submit={submit}>
          <CompanyFields {...props} />
          {joins ? null : <WritersField {...props} />}
          <PersonFields {...props} />
          {joins ? <CodeField {...props} /> : <LitmusField {...props} />}
          {running ? <Share label={words.working} share={null} number="" /> : null}
          {refusal === null ? null : (
            <Notice tone="bad" urgent>
              {isBegun ? `${welcomeWords.join.begun} ${refusal}` : refusal}
            </Notice>
          )}
          <div className="row-of">
            <Button type="submit" loading={running}>
              {joins ? welcomeWords.join.record : words.record}
            </Button>
            <Button variant="default" disabled={running} onClick={isBegun ? enter : back}>
              {isBegun ? welcomeWords.join.later : welcomeWords.back}
            </Button>
          </div>
        </Form>
      </div>
    </main>
  );
};

const faultIn = (faults: BeginProps["faults"], member: keyof typeof words.faults): string | null =>
  faults.has(member) ? words.faults[member] : null;

const CompanyFields = ({ draft, setDraft, faults, isBegun, roles }: BeginProps) => (
  <div className="form-grid">
    <TextInput
      label={words.party}
      description={words.partyHelp}
      value={draft.party}
      autoFocus
      disabled={isBegun}
      error={faultIn(faults, "party")}
      onChange={({ currentTarget }) => setDraft({ ...draft, party: currentTarget.value })}
    />
    <MultiSelect
      label={words.roles}
      description={words.rolesHelp}
      data={[...roles]}
      value={[...draft.roles]}
      searchable
      disabled={isBegun}
      error={faultIn(faults, "roles")}
      onChange={(chosen) => setDraft({ ...draft, roles: chosen })}
    />
  </div>
);

const WritersField = ({ draft, setDraft }: BeginProps) => (
  <Radio.Group
    label={welcomeWords.start.writers}
    value={draft.writers}
    onChange={(value) => setDraft({ ...draft, writers: writersChoices.find((each) => each === value) ?? "several" })}
  >
    <div className="stack tight">
      {writersChoices.map((choice) => (
        <Radio key={choice} value={choice} label={welcomeWords.start.writersChoices[choice]} />
      ))}
      <p className="begin-hint" role="status">
        {welcomeWords.start.proportion[draft.writers]}
      </p>
    </div>
  </Radio.Group>
);

const LitmusField = ({ draft, isBegun, setDraft }: BeginProps) => {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <p className="muted">{draft.litmus === null ? welcomeWords.start.usual : litmusWords.given}</p>
      <div className="row-of">
        <Button variant="default" disabled={isBegun} onClick={() => setOpened(true)}>
          {draft.litmus === null ? litmusWords.open : litmusWords.again}
        </Button>
      </div>
      <LitmusDialog
        opened={opened}
        draft={draft.litmus ?? emptyLitmusDraft(draft.party.trim() === "" ? words.party : draft.party.trim())}
        use={(litmus) => {
          setDraft({ ...draft, litmus });
          setOpened(false);
        }}
        close={() => setOpened(false)}
      />
    </>
  );
};

const PersonFields = ({ draft, setDraft, faults, isBegun }: BeginProps) => (
  <div className="form-grid">
    <TextInput
      className="wide"
      label={words.person}
      value={draft.person}
      disabled={isBegun}
      error={faultIn(faults, "person")}
      onChange={({ currentTarget }) => setDraft({ ...draft, person: currentTarget.value })}
    />
    <PasswordInput
      label={words.pin}
      description={words.pinHelp}
      value={draft.pin}
      inputMode="numeric"
      autoComplete="new-password"
      disabled={isBegun}
      error={faultIn(faults, "pin")}
      onChange={({ currentTarget }) => setDraft({ ...draft, pin: currentTarget.value })}
    />
    <PasswordInput
      label={words.again}
      description={words.againHelp}
      value={draft.again}
      inputMode="numeric"
      autoComplete="new-password"
      disabled={isBegun}
      error={faultIn(faults, "again")}
      onChange={({ currentTarget }) => setDraft({ ...draft, again: currentTarget.value })}
    />
  </div>
);

const CodeField = ({ draft, faults, setDraft }: BeginProps) => (
  <Textarea
    label={welcomeWords.join.code}
    description={welcomeWords.join.codeHelp}
    value={draft.code}
    autosize
    minRows={2}
    error={faults.has("code") ? welcomeWords.join.noCode : null}
    onChange={({ currentTarget }) => setDraft({ ...draft, code: currentTarget.value })}
  />
);
