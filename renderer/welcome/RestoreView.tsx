/** Which copy, who signs from now on, the passphrase; then what came back and what did not. */
import "./welcome.css";
import { Button, PasswordInput, Radio, TextInput } from "@mantine/core";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Facts } from "../design/Facts.tsx";
import { Form } from "../design/Form.tsx";
import { Notice } from "../design/Notice.tsx";
import { Share } from "../design/Share.tsx";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { exactText } from "../vocabulary/time-words.ts";
import { welcomeWords } from "../vocabulary/welcome-words.ts";
import type { RestoreDraft } from "./restore-draft.ts";

export interface RestoreProps {
  readonly draft: RestoreDraft;
  readonly setDraft: (draft: RestoreDraft) => void;
  /** What the copy says of itself; null until it was looked at. */
  readonly copy: ResponseOf<"protection.look"> | null;
  readonly forget: () => void;
  readonly faults: ReadonlySet<keyof RestoreDraft>;
  readonly running: boolean;
  readonly refusal: string | null;
  readonly submit: () => void;
  readonly back: () => void;
}

const words = welcomeWords.restore;
const faultWords = settingsWords.begin.faults;

/** The copy first, the rest when it is known to be the right one. */
export const RestoreView = (props: RestoreProps) => {
  const { back, copy, forget, refusal, running, submit } = props;
  return (
    <main className="begin">
      <div className="begin-sheet">
        <h1>{words.title}</h1>
        <p className="muted">{words.about}</p>
        <Form submit={submit}>
          {copy === null ? <FolderField {...props} /> : <CopyFacts copy={copy} />}
          {copy === null ? null : <PersonFields {...props} />}
          {copy === null ? null : <KeyFields {...props} copy={copy} />}
          {running ? <Share label={copy === null ? words.looking : words.working} share={null} number="" /> : null}
          {refusal === null || copy === null ? null : (
            <Notice tone="bad" urgent>
              {refusal}
            </Notice>
          )}
          <div className="row-of">
            <Button type="submit" loading={running}>
              {copy === null ? words.look : words.begin}
            </Button>
            <Button variant="default" disabled={running} onClick={copy === null ? back : forget}>
              {copy === null ? welcomeWords.back : words.otherCopy}
            </Button>
          </div>
        </Form>
      </div>
    </main>
  );
};

const FolderField = ({ draft, refusal, setDraft }: RestoreProps) => (
  <>
    <TextInput
      label={words.folder}
      description={words.folderHelp}
      value={draft.folder}
      autoFocus
      error={refusal}
      onChange={({ currentTarget }) => setDraft({ ...draft, folder: currentTarget.value })}
    />
    <p className="begin-hint">{words.noCopy}</p>
  </>
);

const CopyFacts = ({ copy }: { readonly copy: NonNullable<RestoreProps["copy"]> }) => (
  <Facts
    facts={[
      { name: words.of, value: copy.party },
      { name: words.made, value: copy.made === null ? words.never : exactText(copy.made) },
      { name: words.holds, value: words.records(copy.copied) },
      ...(copy.attachments_missing === 0
        ? []
        : [{ name: words.lacks, value: words.attachments(copy.attachments_missing) }]),
      { name: words.exchangedWith, value: copy.peers.map(({ name }) => name).join(", ") || words.nobody },
    ]}
  />
);

const PersonFields = ({ draft, faults, setDraft }: RestoreProps) => (
  <div className="form-grid">
    <TextInput
      className="wide"
      label={settingsWords.begin.person}
      value={draft.person}
      autoFocus
      error={faults.has("person") ? faultWords.person : null}
      onChange={({ currentTarget }) => setDraft({ ...draft, person: currentTarget.value })}
    />
    <PasswordInput
      label={words.pin}
      value={draft.pin}
      inputMode="numeric"
      autoComplete="new-password"
      error={faults.has("pin") ? faultWords.pin : null}
      onChange={({ currentTarget }) => setDraft({ ...draft, pin: currentTarget.value })}
    />
    <PasswordInput
      label={settingsWords.begin.again}
      value={draft.again}
      inputMode="numeric"
      autoComplete="new-password"
      error={faults.has("again") ? faultWords.again : null}
      onChange={({ currentTarget }) => setDraft({ ...draft, again: currentTarget.value })}
    />
  </div>
);

const KeyFields = ({
  copy,
  draft,
  faults,
  setDraft,
}: RestoreProps & { readonly copy: NonNullable<RestoreProps["copy"]> }) =>
  copy.recovery.length === 0 ? (
    <Notice tone="warn">{words.noKey}</Notice>
  ) : (
    <>
      <Radio.Group label={words.key} value={draft.key} onChange={(key) => setDraft({ ...draft, key })}>
        <div className="stack tight">
          {copy.recovery.map(({ key, name }) => (
            <Radio key={key} value={key} label={words.keyOf(name)} />
          ))}
          <Radio value="" label={words.without} />
        </div>
      </Radio.Group>
      {draft.key === "" ? null : (
        <PasswordInput
          label={words.passphrase}
          description={words.passphraseHelp}
          value={draft.passphrase}
          autoComplete="off"
          error={faults.has("passphrase") ? words.passphraseFault : null}
          onChange={({ currentTarget }) => setDraft({ ...draft, passphrase: currentTarget.value })}
        />
      )}
    </>
  );

export interface RestoredProps {
  readonly restored: ResponseOf<"protection.restore">;
  readonly enter: () => void;
}

/** Read before anything else is done. */
export const RestoredView = ({ enter, restored }: RestoredProps) => (
  <main className="begin">
    <div className="begin-sheet">
      <h1>{words.done}</h1>
      <Notice tone="good">{words.came(restored.records, restored.histories, restored.attachments)}</Notice>
      <p>{restored.continued ? words.continued : words.beside}</p>
      <h2>{words.missing}</h2>
      {restored.losses.sentences.length === 0 ? (
        <p>{words.nothingMissing}</p>
      ) : (
        <ul>
          {restored.losses.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <div className="row-of">
        <Button onClick={enter}>{words.enter}</Button>
      </div>
    </div>
  </main>
);
