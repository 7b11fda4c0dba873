/** Two questions: which company, and who are you. */
import "./welcome.css";
import { Button, MultiSelect, PasswordInput, TextInput } from "@mantine/core";
import { Form } from "../design/Form.tsx";
import { Notice } from "../design/Notice.tsx";
import { Share } from "../design/Share.tsx";
import { settingsWords } from "../vocabulary/settings-words.ts";
import type { BeginDraft } from "./begin-draft.ts";

export interface BeginProps {
  readonly draft: BeginDraft;
  readonly setDraft: (draft: BeginDraft) => void;
  /** Members that are not right yet. */
  readonly faults: ReadonlySet<keyof BeginDraft>;
  readonly roles: ReadonlyArray<string>;
  readonly folder: string;
  readonly running: boolean;
  readonly refusal: string | null;
  readonly submit: () => void;
}

const words = settingsWords.begin;

/** One page, from top to bottom. */
export const BeginView = (props: BeginProps) => (
  <main className="begin">
    <div className="begin-sheet">
      <h1>{words.title}</h1>
      <p className="muted">{words.about}</p>
      <Form submit={props.submit}>
        <CompanyFields {...props} />
        <PersonFields {...props} />
        <p className="muted">{words.folder(props.folder)}</p>
        {props.running ? <Share label={words.working} share={null} number="" /> : null}
        {props.refusal === null ? null : (
          <Notice tone="bad" urgent>
            {props.refusal}
          </Notice>
        )}
        <Button type="submit" loading={props.running}>
          {words.record}
        </Button>
      </Form>
    </div>
  </main>
);

const faultIn = (faults: BeginProps["faults"], member: keyof BeginDraft): string | null =>
  faults.has(member) ? words.faults[member] : null;

const CompanyFields = ({ draft, setDraft, faults, roles }: BeginProps) => (
  <>
    <TextInput
      label={words.party}
      description={words.partyHelp}
      value={draft.party}
      autoFocus
      error={faultIn(faults, "party")}
      onChange={({ currentTarget }) => setDraft({ ...draft, party: currentTarget.value })}
    />
    <MultiSelect
      label={words.roles}
      description={words.rolesHelp}
      data={[...roles]}
      value={[...draft.roles]}
      searchable
      error={faultIn(faults, "roles")}
      onChange={(chosen) => setDraft({ ...draft, roles: chosen })}
    />
  </>
);

const PersonFields = ({ draft, setDraft, faults }: BeginProps) => (
  <>
    <TextInput
      label={words.person}
      value={draft.person}
      error={faultIn(faults, "person")}
      onChange={({ currentTarget }) => setDraft({ ...draft, person: currentTarget.value })}
    />
    <PasswordInput
      label={words.pin}
      description={words.pinHelp}
      value={draft.pin}
      inputMode="numeric"
      autoComplete="new-password"
      error={faultIn(faults, "pin")}
      onChange={({ currentTarget }) => setDraft({ ...draft, pin: currentTarget.value })}
    />
    <PasswordInput
      label={words.again}
      value={draft.again}
      inputMode="numeric"
      autoComplete="new-password"
      error={faultIn(faults, "again")}
      onChange={({ currentTarget }) => setDraft({ ...draft, again: currentTarget.value })}
    />
  </>
);
